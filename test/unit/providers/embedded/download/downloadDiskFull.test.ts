import assert from "node:assert/strict";
import fs, { type FileHandle } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { downloadModel, type DownloadOptions } from "../../../../../src/providers/embedded/download/download.ts";
import { DownloadError } from "../../../../../src/providers/embedded/download/downloadError.ts";
import { type FileServer, startFileServer } from "./fileServer.ts";

const body = Buffer.concat([Buffer.from("GGUF"), Buffer.alloc(300_000, "gemma")]);

describe("downloadModel on a disk that becomes full", () => {
  let folder: string;
  let server: FileServer;
  beforeEach(async () => {
    folder = await fs.mkdtemp(join(tmpdir(), "gemma-download-"));
    server = await startFileServer({ body, etag: '"one"' });
  });
  afterEach(async () => {
    await server.close();
    await fs.rm(folder, { recursive: true, force: true });
  });
  const destination = (): string => join(folder, "models", "model.gguf");
  const left = (): Promise<string[]> => fs.readdir(join(folder, "models"));
  const run = (options: Partial<DownloadOptions> = {}): Promise<void> =>
    downloadModel({
      url: server.url,
      destination: destination(),
      signal: new AbortController().signal,
      retryMs: 1,
      ...options,
    });
  const refused = async (words: RegExp, options: Partial<DownloadOptions> = {}): Promise<void> => {
    const error: unknown = await run(options).then(
      () => assert.fail("it was downloaded"),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof DownloadError, String(error));
    assert.equal(error.fault.kind, "disk-full", error.message);
    assert.match(error.message, words);
  };
  const noRoom = (): NodeJS.ErrnoException => Object.assign(new Error("no space left"), { code: "ENOSPC" });
  /** Writes fail as on a full disk: of the part behind so many bytes, and of its note, which is emptied first. */
  const withRoomFor = async (room: number, action: () => Promise<unknown>): Promise<void> => {
    const probe = await fs.open(folder);
    const handles = Object.getPrototypeOf(probe) as Pick<FileHandle, "write">;
    await probe.close();
    const { write } = handles as { write: (bytes: Uint8Array, at: number, length: number) => Promise<unknown> };
    const { writeFile: writeWhole } = fs;
    let written = 0;
    let isFull = false;
    handles.write = async function (this: FileHandle, bytes: Uint8Array, at: number, length: number) {
      const fits = Math.min(length, room - written);
      if (fits <= 0) {
        isFull = true;
        throw noRoom();
      }
      written += fits;
      return write.call(this, bytes, at, fits);
    } as FileHandle["write"];
    fs.writeFile = async (path, data) => {
      await writeWhole(path, isFull ? "" : data);
      if (isFull) throw noRoom();
    };
    syncBuiltinESMExports();
    try {
      await action();
    } finally {
      handles.write = write as FileHandle["write"];
      fs.writeFile = writeWhole;
      syncBuiltinESMExports();
    }
  };

  for (const missing of [1, 100_000]) {
    it(`with ${missing} bytes missing: says so, keeps what came, and goes on from there`, async () => {
      const words =
        missing === 1
          ? /^The disk is full and the download needs 1 kB more\. Make room/
          : /what was downloaded is kept/;
      await withRoomFor(body.length - missing, () => refused(words, { bytes: body.length }));
      assert.deepEqual(await left(), ["model.gguf.part", "model.gguf.part.json"]);
      await run({ bytes: body.length });
      assert.ok(body.equals(await fs.readFile(destination())));
      assert.deepEqual(await left(), ["model.gguf"]);
      assert.deepEqual(server.ranges, ["", `bytes=${body.length - missing}-`]);
    });
  }

  it("for a file of unknown length: no number is invented", async () => {
    server.behaviour.chunked = true;
    await withRoomFor(100_000, () => refused(/^The disk is full\. Make room and try again/));
  });
});
