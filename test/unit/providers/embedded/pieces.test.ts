import assert from "node:assert/strict";
import fc from "fast-check";
import { AnswerMemory } from "../../../../src/providers/embedded/child/answerMemory.ts";
import {
  catalogue,
  downloadUrl,
  licences,
  recommendModel,
} from "../../../../src/providers/embedded/download/catalogue.ts";
import { childEnvironment } from "../../../../src/providers/embedded/host/engineProcess.ts";
import { parseFromChild, parseToChild } from "../../../../src/providers/embedded/format/messages.ts";
import { Rate } from "../../../../src/providers/embedded/download/rate.ts";
import { StopText } from "../../../../src/providers/embedded/child/stopText.ts";
import { freeThreads, sampleCpu } from "../../../../src/providers/embedded/child/threads.ts";

describe("StopText", () => {
  const shown = (sequences: string[], deltas: string[]): string => {
    const stop = new StopText(sequences);
    return deltas.map((delta) => stop.push(delta)).join("") + stop.end();
  };
  it("cuts at the first sequence, however the text is split", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a", "b", "ab", "ba", "aab")), (deltas) => {
        const text = deltas.join("");
        const at = text.indexOf("aba");
        assert.equal(shown(["aba"], deltas), at < 0 ? text : text.slice(0, at));
      }),
    );
  });
  it("shows text as soon as it can no longer begin a sequence", () => {
    const stop = new StopText(["\n\n"]);
    assert.deepEqual([stop.push("a\n"), stop.push("b"), stop.push("\n\nc"), stop.push("d")], ["a", "\nb", "", ""]);
    assert.equal(stop.stopped, true);
  });
  it("lets everything through without sequences", () => {
    assert.equal(shown([""], ["x", "y"]), "xy");
  });
});

describe("AnswerMemory", () => {
  const groups = [
    { tokens: [1], text: "Hel" },
    { tokens: [2, 3], text: "lo wörld" },
    { tokens: [4], text: "!" },
  ];
  it("gives an answer back in the tokens it was written in", () => {
    const memory = new AnswerMemory<number>();
    memory.remember(groups);
    assert.deepEqual(memory.recall("Hello wörld!"), { tokens: [1, 2, 3, 4], rest: "" });
    assert.deepEqual(memory.recall("Hello wörld! More"), { tokens: [1, 2, 3, 4], rest: " More" });
    assert.deepEqual(memory.recall("Hello wörld"), { tokens: [1, 2, 3], rest: "" });
  });
  it("ignores accidental matches", () => {
    const memory = new AnswerMemory<number>();
    memory.remember(groups);
    assert.deepEqual(memory.recall("Hello there"), { tokens: [], rest: "Hello there" });
    assert.deepEqual(memory.recall(""), { tokens: [], rest: "" });
  });
  it("forgets the oldest of many answers", () => {
    const memory = new AnswerMemory<number>();
    for (let index = 0; index < 65; index++) memory.remember([{ tokens: [index], text: `answer ${index}.` }]);
    assert.deepEqual(memory.recall("answer 64.").tokens, [64]);
    assert.deepEqual(memory.recall("answer 0.").tokens, []);
  });
});

describe("freeThreads", () => {
  const at = (time: number, busy: number, own: number) => ({ at: time, busy, own });
  it("uses the cores that others leave free", () => {
    assert.equal(freeThreads(at(0, 0, 0), at(1000, 2000, 2000), 2), 2);
    assert.equal(freeThreads(at(0, 0, 0), at(1000, 2000, 1000), 2), 1);
    assert.equal(freeThreads(at(0, 0, 0), at(1000, 2200, 200), 8), 6);
    assert.equal(freeThreads(at(0, 0, 0), at(1000, 250, 0), 8), 8);
  });
  it("always leaves one thread, and trusts no empty interval", () => {
    assert.equal(freeThreads(at(0, 0, 0), at(1000, 9000, 0), 4), 1);
    assert.equal(freeThreads(at(5, 0, 0), at(5, 9000, 0), 4), 4);
  });
  it("reads real clocks that go forward", () => {
    const before = sampleCpu();
    const after = sampleCpu();
    assert.ok(after.at >= before.at && after.busy >= before.busy && after.own >= before.own);
  });
});

describe("Rate", () => {
  it("tells speed and remaining time over the last seconds", () => {
    let now = 0;
    const rate = new Rate(1000, () => now);
    now = 1000;
    assert.deepEqual(rate.progress(2000, 10_000), {
      receivedBytes: 2000,
      totalBytes: 10_000,
      bytesPerSecond: 1000,
      secondsLeft: 8,
    });
    for (; now < 12_000; now += 1000) rate.progress(4000, 10_000);
    assert.equal(rate.progress(4000, 10_000).secondsLeft, undefined, "a standstill has no end in sight");
    now += 1000;
    assert.equal(rate.progress(5000, undefined).totalBytes, undefined);
  });
});

describe("the catalogue", () => {
  it("has whole and consistent entries, smallest first", () => {
    assert.equal(new Set(catalogue.map(({ id }) => id)).size, catalogue.length);
    assert.deepEqual(
      catalogue.map(({ bytes }) => bytes),
      catalogue.map(({ bytes }) => bytes).toSorted((a, b) => a - b),
    );
    for (const model of catalogue) {
      assert.match(model.sha256 ?? "", /^([0-9a-f]{64})?$/);
      assert.match(model.revision, /^([0-9a-f]{40}|main)$/);
      assert.match(model.file, /\.gguf$/);
      assert.ok(model.memoryBytes > model.bytes);
      const three = model.id.startsWith("gemma-3");
      assert.equal(model.licence, three ? "gemma-terms" : "apache-2.0");
      assert.match(licences[model.licence].url, /^https:/);
    }
  });
  it("makes addresses of the hub or of a mirror", () => {
    const model = recommendModel(8e9);
    assert.equal(
      downloadUrl(model, "https://mirror.example/hf/"),
      `https://mirror.example/hf/${model.repository}/resolve/${model.revision}/${model.file}`,
    );
    assert.match(downloadUrl(model), /^https:\/\/huggingface\.co\//);
  });
  it("recommends by the machine's memory, never more than fits", () => {
    const ids = [2, 4, 8, 16, 32, 64].map((gib) => recommendModel(gib * 2 ** 30).id);
    assert.deepEqual(ids, [
      "gemma-3-270m",
      "gemma-3-1b",
      "gemma-4-e2b",
      "gemma-4-e4b",
      "gemma-4-26b-a4b",
      "gemma-4-26b-a4b",
    ]);
    for (let gib = 2; gib <= 128; gib++) assert.ok(recommendModel(gib * 2 ** 30).memoryBytes < gib * 2 ** 30 * 0.65);
  });
});

describe("messages between host and engine", () => {
  it("are refused if they are not of the protocol", () => {
    for (const value of [undefined, null, "ready", {}, { type: "done" }, { type: "text", id: -1, delta: "" }])
      assert.equal(parseFromChild(value), undefined);
    for (const value of [undefined, 1, { type: "load" }, { type: "ask", id: 1 }, { type: "stop" }])
      assert.equal(parseToChild(value), undefined);
    assert.deepEqual(parseToChild({ type: "stop", id: 3 }), { type: "stop", id: 3 });
    const failed = { type: "failed", fault: { kind: "engine" }, detail: "x" };
    assert.deepEqual(parseFromChild(failed), failed);
  });
});

describe("the engine's environment", () => {
  it("holds what the engine needs, and no secrets or anything else of the host's", () => {
    const needed = {
      PATH: "/bin",
      Path: "C:\\bin",
      SystemRoot: "C:\\Windows",
      LC_ALL: "C",
      CUDA_VISIBLE_DEVICES: "0",
      GGML_VK_VISIBLE_DEVICES: "1",
    };
    const host = {
      ...needed,
      OPENROUTER_API_KEY: "sk-1",
      KEEPROUTER_KEY: "sk-2",
      GITHUB_TOKEN: "t",
      NODE_OPTIONS: "--inspect",
      VSCODE_PID: "1",
      ELECTRON_NO_ASAR: "1",
      LD_PRELOAD: "/tmp/evil.so",
      DYLD_INSERT_LIBRARIES: "/tmp/evil.dylib",
      AWS_SESSION: "s",
      DATABASE_URL: "postgres://user:word@host",
      NODE_EXTRA_CA_CERTS: "/tmp/ca.pem",
      GGML_BACKEND_PATH: "/tmp/evil.so",
      SSH_AUTH_SOCK: "/tmp/agent",
    };
    const made = childEnvironment(host, "/engine");
    assert.deepEqual(made, {
      ...needed,
      ELECTRON_RUN_AS_NODE: "1",
      GEMMA_ENGINE_DIR: "/engine",
      NODE_LLAMA_CPP_SKIP_DOWNLOAD: "true",
    });
  });
});
