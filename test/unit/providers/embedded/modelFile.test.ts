import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import fc from "fast-check";
import { ModelError } from "../../../../src/model/modelError.ts";
import { bytesText, inspectModelFile } from "../../../../src/providers/embedded/format/modelFile.ts";
import { gemmaMetadata, ggufBytes, type GgufPlan } from "./ggufBytes.ts";

describe("inspectModelFile", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "gemma-file-"));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const written = async (name: string, bytes: Uint8Array | string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, bytes);
    return path;
  };
  const refusal = async (path: string): Promise<ModelError> => {
    const error: unknown = await inspectModelFile(path).then(
      () => assert.fail("it was accepted"),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof ModelError);
    return error;
  };

  it("reads family, training context and cache layers of a Gemma 3", async () => {
    const bytes = ggufBytes();
    const file = await inspectModelFile(await written("good.gguf", bytes));
    assert.deepEqual([file.family, file.trainedTokens, file.emptyThought], ["gemma3", 32768, false]);
    assert.equal(file.bytes, bytes.length);
    const sliding = { bytesPerToken: 1024, window: 512 };
    const every = [sliding, sliding, sliding, sliding, sliding, { bytesPerToken: 1024 }];
    assert.deepEqual(file.layers, [...every, ...every]);
  });

  it("reads the layers of a Gemma 4: a pattern of its own, other heads where it slides, shared caches", async () => {
    const metadata = {
      "general.architecture": "gemma4",
      "gemma4.context_length": 131072,
      "gemma4.block_count": 4,
      "gemma4.attention.head_count_kv": [8, 2, 8, 2],
      "gemma4.attention.key_length": 512,
      "gemma4.attention.value_length": 512,
      "gemma4.attention.key_length_swa": 256,
      "gemma4.attention.value_length_swa": 256,
      "gemma4.attention.sliding_window": 1024,
      "gemma4.attention.sliding_window_pattern": [true, false, true, false],
      "gemma4.attention.shared_kv_layers": 1,
    };
    const file = await inspectModelFile(await written("four.gguf", ggufBytes({ metadata })));
    assert.equal(file.family, "gemma4");
    assert.equal(file.emptyThought, true);
    assert.deepEqual(file.layers, [
      { bytesPerToken: 8192, window: 1024 },
      { bytesPerToken: 4096 },
      { bytesPerToken: 8192, window: 1024 },
    ]);
    const small = { ...metadata, "gemma4.embedding_length_per_layer_input": 256 };
    const e2b = await inspectModelFile(await written("e2b.gguf", ggufBytes({ metadata: small })));
    assert.equal(e2b.emptyThought, false);
  });

  it("refuses every cut of a file, wherever it is made", async () => {
    const whole = ggufBytes();
    for (let length = 0; length < whole.length; length += 613) {
      const { fault, message } = await refusal(await written("cut.gguf", whole.subarray(0, length)));
      assert.equal(fault.kind, "model-file");
      assert.match(message, /Download the model again/, `cut at ${length}`);
    }
  });

  it("says how much of a cut file is missing", async () => {
    const tensors = [{ name: "big", dimensions: [256, 1_000_000], type: 12, offset: 0 }];
    const { message } = await refusal(await written("big.gguf", ggufBytes({ tensors })));
    assert.match(message, /big\.gguf is cut off: only \d+ kB of 144 MB are there/);
  });

  const bad: [name: string, bytes: Uint8Array | string, words: RegExp][] = [
    ["text.gguf", "This is not a model at all.", /not a GGUF model file/],
    ["page.gguf", "\n<!DOCTYPE html><html><body>Log in</body></html>", /web page instead of a model/],
    ["old.gguf", ggufBytes({ version: 1 }), /GGUF version 1/],
    ["swapped.gguf", ggufBytes({ version: 0x03000000 }), /GGUF version/],
    ["llama.gguf", ggufBytes({ metadata: { "general.architecture": "llama" } }), /not a Gemma .*"llama"/],
    ["mmproj.gguf", ggufBytes({ metadata: { "general.architecture": "clip" } }), /not a Gemma/],
    ["none.gguf", ggufBytes({ metadata: {} }), /not a Gemma/],
    ["short.gguf", ggufBytes({ metadata: { "general.architecture": "gemma3" } }), /context length/],
    ["huge.gguf", Buffer.concat([ggufBytes().subarray(0, 8), Buffer.alloc(64, 0xff)]), /impossible numbers/],
    ["kind.gguf", ggufBytes({ tensors: [], metadata: {} }).fill(1, 16, 24), /damaged|cut off/],
  ];
  for (const [name, bytes, words] of bad)
    it(`refuses ${name}`, async () => {
      const { fault, message } = await refusal(await written(name, bytes));
      assert.equal(fault.kind, "model-file");
      assert.match(message, words);
    });

  describe("in parts", () => {
    const split = (no: number, count: number, metadata: NonNullable<GgufPlan["metadata"]> = {}): Uint8Array =>
      ggufBytes({ metadata: { ...metadata, "split.no": no, "split.count": count, "split.tensors.count": 2 } });
    const names = [1, 2, 3].map((part) => `model-0000${part}-of-00003.gguf`);
    const [one = "", two = "", three = ""] = names;
    const [first, second, third] = [split(0, 3, gemmaMetadata), split(1, 3), split(2, 3)];
    beforeEach(async () => {
      await Promise.all(names.map((name) => rm(join(folder, name), { force: true })));
    });

    it("counts all parts", async () => {
      await written(two, second);
      await written(three, third);
      const file = await inspectModelFile(await written(one, first));
      assert.deepEqual([file.family, file.bytes], ["gemma3", first.length + second.length + third.length]);
      assert.equal(basename(file.path), one);
    });

    it("names the first part where another one was chosen", async () => {
      const { fault, message } = await refusal(await written(two, second));
      assert.equal(fault.kind, "model-file");
      assert.match(message, /is part 2 of 3 of a model: choose model-00001-of-00003\.gguf \(all parts in one folder\)/);
      const renamed = await refusal(await written("renamed.gguf", third));
      assert.match(renamed.message, /is part 3 of 3 of a model: choose the first part/);
      const nameless = await refusal(await written(three, ggufBytes({ metadata: {} })));
      assert.match(nameless.message, /is part 3 of 3/);
    });

    it("names the parts that are missing, before anything is loaded", async () => {
      await written(two, second);
      assert.match((await refusal(await written(one, first))).message, /and model-00003-of-00003\.gguf is missing/);
      await rm(join(folder, two));
      assert.match(
        (await refusal(join(folder, one))).message,
        /model-00002-of-00003\.gguf, model-00003-of-00003\.gguf/,
      );
      const alone = await refusal(await written("alone.gguf", first));
      assert.match(alone.message, /its name does not tell the others/);
    });

    it("reports an incomplete part, and a part of another model", async () => {
      await written(two, second.subarray(0, second.length - 500));
      await written(three, third);
      assert.match((await refusal(await written(one, first))).message, /model-00002-of-00003\.gguf is cut off/);
      await written(two, split(1, 2));
      assert.match((await refusal(join(folder, one))).message, /model-00002-of-00003\.gguf is no part of this model/);
    });

    it("one part of one is a whole file, and a missing architecture is not called undefined", async () => {
      assert.equal((await inspectModelFile(await written("one.gguf", split(0, 1, gemmaMetadata)))).family, "gemma3");
      assert.match(
        (await refusal(await written("bare.gguf", ggufBytes({ metadata: {} })))).message,
        /names no architecture/,
      );
    });
  });

  it("accepts or refuses a damaged file without other errors", async () => {
    const whole = ggufBytes();
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(damage, async (changes) => {
        const bytes = Uint8Array.from(whole);
        for (const [at, byte] of changes) bytes[at % 400] = byte;
        const path = await written("damaged.gguf", bytes);
        const error = await inspectModelFile(path).catch((reason: unknown) => reason);
        assert.ok(!(error instanceof Error) || error instanceof ModelError, String(error));
      }),
    );
  });

  it("does not read endless arrays", async () => {
    const nested = Buffer.concat(
      Array.from({ length: 100_000 }, () => Buffer.from([9, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0])),
    );
    const head = ggufBytes({ metadata: { a: ["x"] }, tensors: [] }).subarray(0, 24 + 8 + 1 + 4);
    const { message } = await refusal(await written("nested.gguf", Buffer.concat([head, nested])));
    assert.match(message, /arrays without end/);
  });

  it("tells a missing file from a folder", async () => {
    assert.equal((await refusal(join(folder, "nowhere.gguf"))).fault.kind, "model-missing");
    const error = await refusal(folder);
    assert.equal(error.fault.kind, "model-file");
    assert.match(error.message, /folder/);
  });

  it("skips the length check of tensor types it does not know", async () => {
    const tensors = [{ name: "new", dimensions: [1_000_000], type: 99, offset: 0 }];
    const file = await inspectModelFile(await written("new.gguf", ggufBytes({ tensors, metadata: gemmaMetadata })));
    assert.equal(file.family, "gemma3");
  });

  it("writes sizes as people read them", () => {
    assert.deepEqual([bytesText(2_489_757_856), bytesText(253e6), bytesText(1500)], ["2.5 GB", "253 MB", "2 kB"]);
  });
});
