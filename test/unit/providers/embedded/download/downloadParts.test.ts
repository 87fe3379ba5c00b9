import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { downloadModel, type DownloadOptions } from "../../../../../src/providers/embedded/download/download.ts";
import { DownloadError } from "../../../../../src/providers/embedded/download/downloadError.ts";
import { type FileServer, sha256, startFileServer } from "./fileServer.ts";

const body = Buffer.concat([
  Buffer.from("GGUF"),
  Buffer.from(Array.from({ length: 200_000 }, (_, index) => index * 7)),
]);

describe("the part of an earlier download", () => {
  let folder: string;
  let server: FileServer;
  let destination: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "gemma-parts-"));
    destination = join(folder, "model.gguf");
    server = await startFileServer({ body, etag: '"one"' });
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const run = (options: Partial<DownloadOptions> = {}): Promise<void> =>
    downloadModel({ url: server.url, destination, signal: new AbortController().signal, retryMs: 1, ...options });
  const arrived = async (): Promise<void> => {
    assert.ok(body.equals(await readFile(destination)));
    assert.deepEqual(await readdir(folder), ["model.gguf"]);
  };
  const refused = (kind: string, words: RegExp, options: Partial<DownloadOptions> = {}): Promise<void> =>
    assert.rejects(run(options), (error) => {
      assert.ok(error instanceof DownloadError, String(error));
      assert.equal(error.fault.kind, kind);
      assert.match(error.message, words);
      return true;
    });
  const leaveWhole = async (bytes: Buffer = body, note: object = {}): Promise<void> => {
    await mkdir(folder, { recursive: true });
    await writeFile(`${destination}.part`, bytes);
    const written = { url: server.url, etag: '"one"', total: bytes.length, ...note };
    await writeFile(`${destination}.part.json`, JSON.stringify(written));
  };

  const notes: readonly [name: string, note: string | undefined][] = [
    ["of another mirror", JSON.stringify({ url: "http://other/", etag: '"one"', total: body.length })],
    ["of another mirror, without a size", JSON.stringify({ url: "http://other/" })],
    ["torn", '{"url":'],
    ["of another program", "[]"],
    ["missing", undefined],
  ];
  for (const [name, note] of notes) {
    const leave = async (bytes: Buffer): Promise<void> => {
      await leaveWhole(bytes);
      if (note === undefined) await rm(`${destination}.part.json`);
      else await writeFile(`${destination}.part.json`, note);
    };
    it(`fetches nothing again of a part that is whole, with a note ${name}`, async () => {
      for (const options of [{ bytes: body.length }, {}]) {
        await leave(body);
        await run({ sha256: sha256(body), ...options });
        await arrived();
        await rm(destination);
        assert.deepEqual(server.ranges, []);
      }
    });

    it(`keeps an unusable part, with a note ${name}, until the first bytes of the file arrive`, async () => {
      const others = Buffer.concat([body.subarray(0, 9), Buffer.alloc(body.length - 9)]);
      await leave(others);
      for (const statuses of [[503, 503, 503], [404]]) {
        Object.assign(server.behaviour, { statuses });
        await assert.rejects(run({ bytes: body.length, sha256: sha256(body) }));
        assert.ok(others.equals(await readFile(`${destination}.part`)));
      }
      const before = server.ranges.length;
      await run();
      await arrived();
      assert.deepEqual(server.ranges.slice(before), [""]);
    });
  }

  it("keeps a part that the server can't continue until something else arrives", async () => {
    await leaveWhole(body.subarray(0, 100_000), { etag: '"one"', total: body.length - 1 });
    Object.assign(server.behaviour, { statuses: [416, 503, 503, 503] });
    await refused("server", /HTTP 503/, { sha256: sha256(body) });
    assert.equal((await readFile(`${destination}.part`)).length, 100_000);
    await run({ sha256: sha256(body) });
    await arrived();
  });

  it("fetches nothing again of a part that is as long as the server says, without a validator", async () => {
    server.behaviour = { body };
    await leaveWhole(body, { etag: undefined });
    await run();
    await arrived();
    assert.deepEqual(server.ranges, [`bytes=${body.length}-`]);
  });

  it("does not accept a part as the file after an answer without bytes", async () => {
    await leaveWhole();
    server.behaviour = { body: Buffer.alloc(0), etag: '"two"' };
    await refused("offline", /failed/, {});
    server.behaviour = { body, etag: '"one"' };
    await run();
    await arrived();
  });
});
