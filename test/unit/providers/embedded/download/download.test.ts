import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  downloadModel,
  type DownloadOptions,
  type DownloadProgress,
} from "../../../../../src/providers/embedded/download/download.ts";
import { DownloadError, type DownloadFault } from "../../../../../src/providers/embedded/download/downloadError.ts";
import { type Behaviour, type FileServer, sha256, startFileServer } from "./fileServer.ts";

/** Larger than what one write of a socket takes, and different everywhere. */
const body = Buffer.concat([
  Buffer.from("GGUF"),
  Buffer.from(Array.from({ length: 400_000 }, (_, index) => index * 7)),
]);
const never = new AbortController().signal;

describe("downloadModel", () => {
  let folder: string;
  let server: FileServer;
  let destination: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "gemma-download-"));
    destination = join(folder, "models", "model.gguf");
    server = await startFileServer({ body, etag: '"one"' });
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const run = (options: Partial<DownloadOptions> = {}): Promise<void> =>
    downloadModel({ url: server.url, destination, signal: never, retryMs: 1, ...options });
  const behave = (behaviour: Partial<Behaviour>): void => void Object.assign(server.behaviour, behaviour);
  const refused = async (kind: DownloadFault["kind"], words: RegExp, options: Partial<DownloadOptions> = {}) => {
    const error: unknown = await run(options).then(
      () => assert.fail("it was downloaded"),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof DownloadError, String(error));
    assert.equal(error.fault.kind, kind, error.message);
    assert.match(error.message, words);
    return error;
  };
  const left = (): Promise<string[]> => readdir(join(folder, "models"));
  const arrived = async (): Promise<void> => {
    assert.ok(body.equals(await readFile(destination)));
    assert.deepEqual(await left(), ["model.gguf"]);
  };

  it("downloads the whole file, reports progress, and leaves nothing else", async () => {
    const told: DownloadProgress[] = [];
    await run({ bytes: body.length, sha256: sha256(body), onProgress: (progress) => told.push(progress) });
    await arrived();
    assert.deepEqual(told.at(-1)?.receivedBytes, body.length);
    assert.ok(told.every(({ totalBytes }) => totalBytes === body.length));
  });

  it("resumes after each cut connection", async () => {
    behave({ cutAfter: 100_000, cuts: 3 });
    await run({ sha256: sha256(body) });
    await arrived();
    assert.equal(server.ranges[0], "");
    assert.equal(server.ranges.length, 4);
    assert.ok(
      server.ranges.slice(1).every((range) => /^bytes=\d+-$/.test(range)),
      server.ranges.join(),
    );
  });

  it("resumes after a silent connection", async () => {
    behave({ silentAfter: 100_000, silences: 1 });
    await run({ stallMs: 200 });
    await arrived();
    assert.match(server.ranges[1] ?? "", /^bytes=1\d+-$/);
  });

  /** Leaves a part behind, as a stopped download does. */
  const bringHalf = async (): Promise<void> => {
    behave({ silentAfter: 150_000, silences: 1 });
    const stop = new AbortController();
    await refused("aborted", /stopped\. What has come is kept/, {
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    assert.deepEqual(await left(), ["model.gguf.part", "model.gguf.part.json"]);
  };

  it("resumes in a later run after a stop", async () => {
    await bringHalf();
    await run();
    await arrived();
    assert.match(server.ranges[1] ?? "", /^bytes=[1-9]\d*-$/);
  });

  it("restarts if the server ignores the range", async () => {
    behave({ ignoresRange: true, cutAfter: 100_000, cuts: 1 });
    await run({ sha256: sha256(body) });
    await arrived();
  });

  it("restarts if the file has changed", async () => {
    behave({ body: Buffer.concat([body.subarray(0, 8), Buffer.alloc(body.length - 8)]) });
    await bringHalf();
    behave({ body, etag: '"two"' });
    await run({ sha256: sha256(body) });
    await arrived();
  });

  it("trusts a part without a validator only when a checksum will prove it", async () => {
    server.behaviour = { body, cutAfter: 100_000, cuts: 1 };
    await run();
    assert.deepEqual(server.ranges, ["", ""]);
    await rm(destination);
    behave({ cuts: 1 });
    await run({ sha256: sha256(body) });
    assert.match(server.ranges[3] ?? "", /^bytes=/);
    await arrived();
  });

  it("restarts if the part is longer than the file", async () => {
    await run();
    await rm(destination);
    await writeFile(`${destination}.part`, Buffer.alloc(body.length + 5));
    await writeFile(`${destination}.part.json`, JSON.stringify({ url: server.url, etag: '"one"' }));
    await run({ sha256: sha256(body) });
    await arrived();
  });

  /** A part with all bytes of a file, as a window leaves it that was closed before the move. */
  const leaveWhole = async (bytes: Buffer = body, note: object = {}): Promise<void> => {
    await mkdir(join(folder, "models"), { recursive: true });
    await writeFile(`${destination}.part`, bytes);
    const written = { url: server.url, etag: '"one"', total: bytes.length, ...note };
    await writeFile(`${destination}.part.json`, JSON.stringify(written));
  };

  it("fetches nothing again of a part that is whole, where a checksum proves it", async () => {
    await leaveWhole();
    await run({ bytes: body.length, sha256: sha256(body) });
    await arrived();
    assert.deepEqual(server.ranges, []);
  });

  it("fetches nothing again of a part that is whole by the server's word", async () => {
    for (const options of [{ bytes: body.length }, {}]) {
      await rm(folder, { recursive: true, force: true });
      await leaveWhole();
      server.ranges.length = 0;
      await run(options);
      await arrived();
      assert.deepEqual(server.ranges, [`bytes=${body.length}-`]);
    }
  });

  it("fetches again what only looks complete: another version, a bare refusal, other bytes", async () => {
    await leaveWhole(body, { etag: '"zero"' });
    await run({ bytes: body.length });
    await arrived();
    await rm(destination);
    behave({ bare416: true });
    await leaveWhole();
    await run({ bytes: body.length });
    await arrived();
    await rm(destination);
    await leaveWhole(Buffer.concat([body.subarray(0, 8), Buffer.alloc(body.length - 8)]));
    await run({ bytes: body.length, sha256: sha256(body) });
    await arrived();
  });

  it("keeps the file when its move fails, says so, and needs no byte more afterwards", async () => {
    await mkdir(join(destination, "in the way"), { recursive: true });
    await refused("disk", /downloaded whole, but cannot be moved .*\(E\w+\).*nothing is downloaded again/, {
      sha256: sha256(body),
    });
    assert.deepEqual(await left(), ["model.gguf", "model.gguf.part", "model.gguf.part.json"]);
    await rm(destination, { recursive: true });
    server.ranges.length = 0;
    await run({ sha256: sha256(body) });
    await arrived();
    assert.deepEqual(server.ranges, []);
  });

  it("stops at the first byte beyond the declared size", async () => {
    behave({ more: 4_000_000, chunked: true });
    await refused("checksum", /came out differently/, { bytes: body.length });
    assert.deepEqual(await left(), []);
  });

  it("can be stopped while the checksum is taken", async () => {
    await leaveWhole();
    const stop = new AbortController();
    const stopped = run({ sha256: sha256(body), signal: stop.signal });
    stop.abort();
    await assert.rejects(stopped, /stopped/);
    assert.deepEqual(await left(), ["model.gguf.part", "model.gguf.part.json"]);
  });

  it("does not use a part from another address, or one with a torn note", async () => {
    for (const note of [JSON.stringify({ url: "http://other/", etag: '"one"' }), '{"url":']) {
      await rm(folder, { recursive: true, force: true });
      await run();
      await rm(destination);
      await writeFile(`${destination}.part`, "GGUF but other");
      await writeFile(`${destination}.part.json`, note);
      await run({ sha256: sha256(body) });
      await arrived();
    }
  });

  it("deletes a file with a wrong checksum, and says so", async () => {
    await refused("checksum", /came out differently.*deleted.*Download it again/, { sha256: "0".repeat(64) });
    assert.deepEqual(await left(), []);
    await refused("checksum", /came out differently/, { bytes: body.length - 1 });
    assert.deepEqual(await left(), []);
  });

  it("does not accept a web page as a model, and keeps its part", async () => {
    await bringHalf();
    behave({ html: true });
    await refused("not-a-model", /log-in or proxy page/);
    behave({ html: false, body: Buffer.from("Please log in"), etag: '"page"' });
    await refused("not-a-model", /log-in or proxy page/);
    behave({ body, etag: '"one"' });
    const before = server.ranges.length;
    await run();
    await arrived();
    assert.match(server.ranges[before] ?? "", /^bytes=/);
  });

  it("tells a missing file, a refusal and a broken server apart", async () => {
    behave({ statuses: [404] });
    await refused("not-found", /does not have this file/);
    behave({ statuses: [403] });
    await refused("refused", /HTTP 403.*log-in or agreement/);
    behave({ statuses: [503, 503, 503] });
    const { fault } = await refused("server", /HTTP 503/);
    assert.deepEqual(fault, { kind: "server", status: 503 });
    behave({ statuses: [503, 429] });
    await run();
    await arrived();
  });

  it("says that nothing answers", async () => {
    await server.close();
    await refused("offline", /127\.0\.0\.1:\d+ failed/);
    server = await startFileServer({ body });
  });

  it("checks the free space before it fills the disk", async () => {
    await refused("disk-full", /The disk has 1 MB free and the download needs 2\d\d MB more/, {
      freeBytes: () => Promise.resolve(1_000_000),
    });
    await writeFile(join(folder, "taken"), "");
    await refused("disk", /cannot be written/, { destination: join(folder, "taken", "model.gguf") });
  });

  it("checks the free space again if the server states no size", async () => {
    behave({ chunked: true });
    const spare = 200 * 1024 * 1024;
    const rooms = [spare + body.length / 2, 1_000_000];
    await refused("disk-full", /The disk has 1 MB free/, { freeBytes: () => Promise.resolve(rooms.shift() ?? 0) });
    assert.deepEqual(rooms, []);
  });

  it("lets one download of a file run at a time", async () => {
    behave({ silentAfter: 100_000, silences: 1 });
    const stop = new AbortController();
    let second: Promise<unknown> | undefined;
    const first = run({
      signal: stop.signal,
      onProgress() {
        second ??= refused("busy", /Another window/).finally(() => stop.abort());
      },
    });
    await assert.rejects(first, /stopped/);
    await second;
    await writeFile(`${destination}.part.json`, JSON.stringify({ url: server.url, pid: 1 }));
    await refused("busy", /Another window/);
    await writeFile(`${destination}.part.json`, JSON.stringify({ url: server.url, pid: 2 ** 22 + 1 }));
    await run();
    await arrived();
  });

  it("accepts a file of unknown length", async () => {
    behave({ chunked: true });
    await run({ bytes: body.length });
    await arrived();
  });

  it("does nothing for a signal that has fired", async () => {
    await refused("aborted", /stopped/, { signal: AbortSignal.abort() });
    assert.deepEqual(server.ranges, []);
  });
});
