import assert from "node:assert/strict";
import { ModelError, type ModelErrorKind } from "../../../../src/model/modelError.ts";
import { type PullProgress, pullModel } from "../../../../src/providers/ollama/pullModel.ts";
import type { Transport } from "../../../../src/providers/http/transport/transport.ts";
import { plays, wireFile } from "../support/memoryTransport.ts";
import { answers, type Script, scriptedServer } from "../support/scriptedServer.ts";

const { signal: never } = new AbortController();
const bytes = wireFile("ollama/pull.ndjson");

async function pull(transport: Transport, signal = never): Promise<PullProgress[]> {
  const seen: PullProgress[] = [];
  const onProgress = (progress: PullProgress) => void seen.push(progress);
  await pullModel({ baseUrl: "http://x.invalid", name: "gemma3:4b", onProgress, signal, transport });
  return seen;
}

const fails = (kind: ModelErrorKind, words: RegExp) => (error: unknown) => {
  assert.ok(error instanceof ModelError);
  assert.equal(error.fault.kind, kind, error.message);
  assert.match(error.message, words);
  return true;
};

describe("pullModel", () => {
  it("tells the progress over all layers", async () => {
    assert.deepEqual(await pull(plays([bytes])), [
      { status: "pulling manifest" },
      { status: "pulling aa11", total: 1000, completed: 0 },
      { status: "pulling aa11", total: 1000, completed: 400 },
      { status: "pulling aa11", total: 1000, completed: 1000 },
      { status: "pulling bb22", total: 1500, completed: 1500 },
      { status: "verifying sha256 digest", total: 1500, completed: 1500 },
      { status: "writing manifest", total: 1500, completed: 1500 },
      { status: "success", total: 1500, completed: 1500 },
    ]);
  });

  it("cut at every byte: it never counts as pulled", async function () {
    this.timeout(30_000);
    const whole = bytes.toString("utf8").trimEnd().length;
    for (let at = 0; at < whole; at++) {
      for (const end of ["ends", "breaks"] as const) {
        await assert.rejects(pull(plays([bytes.subarray(0, at)], end)), fails("unavailable", /Pull it again/));
      }
    }
    await pull(plays([bytes.subarray(0, whole)]));
  });

  const at = async (script: Script, stop = new AbortController()) => {
    await using server = await scriptedServer(script);
    const result = pullModel({
      baseUrl: server.baseUrl,
      name: "gemma9:1b",
      onProgress: () => stop.abort(),
      signal: stop.signal,
    });
    await result.finally(() => server.exchanges[0]?.closed);
    return server.exchanges[0];
  };

  it("a name that the library does not know, in the stream or before it", async () => {
    const error = "pull model manifest: file does not exist";
    await assert.rejects(at(answers(500, { error })), fails("not-found", /no model “gemma9:1b”/));
    const line = Buffer.from(`{"status":"pulling manifest"}\n${JSON.stringify({ error })}\n`);
    await assert.rejects(pull(plays([line])), fails("not-found", /no model “gemma3:4b”/));
  });

  it("a full disk, and a library out of reach, are told with what to do", async () => {
    const says = (error: string) => pull(plays([Buffer.from(`${JSON.stringify({ error })}\n`)]));
    const full = fails(
      "unavailable",
      /disk on which .* is full.*pull “gemma3:4b” again: it continues where it stopped/,
    );
    await assert.rejects(says("write /models/blobs/sha256-aa-partial: no space left on device"), full);
    const lookup =
      'pull model manifest: Get "https://registry.ollama.ai/v2/library/gemma3/manifests/4b": dial tcp: lookup registry.ollama.ai: no such host';
    await assert.rejects(says(lookup), fails("unavailable", /cannot reach its library/));
  });

  it("other failures are told in the server's words", async () => {
    const full = Buffer.from('{"error":"write /models/x: no space left on device"}\n');
    await assert.rejects(pull(plays([full])), fails("unavailable", /no space left/));
    await assert.rejects(pull(plays([Buffer.from("{oops}\n")])), fails("protocol", /cannot be read/));
    await assert.rejects(at(answers(404, "<html></html>")), fails("not-found", /web page/));
    await assert.rejects(
      at(({ response }) => void response.socket?.destroy()),
      fails("unavailable", /closed the connection/),
    );
  });

  it("can be stopped: the connection closes", async () => {
    const begins: Script = ({ response }) => void response.write('{"status":"pulling manifest"}\n');
    await assert.rejects(at(begins), fails("aborted", /Stopped/));
    await assert.rejects(pull(plays([bytes]), AbortSignal.abort()), fails("aborted", /Stopped/));
  });
});
