import assert from "node:assert/strict";
import { appendFile, mkdir, mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { turnsOf } from "../../src/agent/transcript/transcript.ts";
import { ChatStore, LARGEST_CHAT, MOST_LISTED } from "../../src/chat/store/chatStore.ts";
import { withPauses } from "../support/pauses.ts";

const MB = 1024 * 1024;
/** Nothing may block the host for 100 ms; four times as much leaves room for slow machines. */
const LIMIT_MS = 400;
const asked = (id: string): string =>
  `${JSON.stringify({ type: "asked", id, at: 1, mode: "ask", text: id, prompt: id, chips: [] })}\n`;
const said = (words: string): string => `${JSON.stringify({ type: "text", delta: words })}\n`;
const times = (text: string, characters: number): string => text.repeat(Math.ceil(characters / text.length));

describe("stored chats of any size", () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), "chats-"))));
  afterEach(() => rm(folder, { recursive: true }));

  const chatOf = async (...parts: readonly string[]): Promise<string> => {
    const id = new ChatStore(folder).newId();
    for (const part of parts) await appendFile(join(folder, `${id}.jsonl`), part);
    return id;
  };

  /** To add a case, add a row: what the file holds, and how many of its lines can't be read. */
  const rows: readonly (readonly [string, readonly string[], number])[] = [
    ["many empty values", [asked("q"), times("{}\n", MB / 2)], 174_763],
    ["many events", [asked("q"), times(said("word"), 1 * MB)], 0],
    ["many questions", [times(asked("q"), MB / 2)], 0],
    ["blank lines", [asked("q"), times("\n", 1 * MB)], 0],
    ["one line without end", [asked("q"), ...Array<string>(20).fill(times("x", 4 * MB))], 1],
    ["a deep line", [asked("q"), times("[", 4 * MB)], 1],
    ["a line of many values", [asked("q"), `[${times("0,", 4 * MB)}0]`], 1],
    ["zeros, as a crash leaves them", [asked("q"), times("\0", 4 * MB)], 1],
    ["bytes that are no text", [asked("q"), times("\uD800\n", 2000)], 1000],
  ];
  for (const [name, parts, lost] of rows)
    it(`leave others their turn while they are read: ${name}`, async () => {
      const id = await chatOf(...parts);
      const { result, longest } = await withPauses(() => new ChatStore(folder).read(id));
      const isCut = parts.join("").length > LARGEST_CHAT;
      assert.equal(result.isCut, isCut);
      if (!isCut) assert.equal(result.lost, lost);
      if (!isCut) assert.equal(turnsOf(result.transcript)[0]?.id, "q");
      assert.ok(longest < LIMIT_MS, `${Math.round(longest)} ms`);
    }).timeout(30_000);

  it("leave others their turn while a file is imported", async () => {
    const header = `${JSON.stringify({ type: "chat", version: 1, id: "x", title: "T", createdAt: 1 })}\n`;
    const id = await chatOf(header, asked("q"), times(said("word"), 2 * MB), "{}\n");
    const store = new ChatStore(folder);
    const { result, longest } = await withPauses(() => store.importFrom(join(folder, `${id}.jsonl`)));
    assert.equal(result.lost, 1);
    assert.equal(turnsOf((await store.read(result.id)).transcript)[0]?.id, "q");
    assert.ok(longest < LIMIT_MS, `${Math.round(longest)} ms`);
  }).timeout(30_000);

  it("open with their newest questions if they are too large", async () => {
    const id = await chatOf(asked("old"), said("old words"));
    const path = join(folder, `${id}.jsonl`);
    // A hole: takes no place on the disk.
    await truncate(path, LARGEST_CHAT + MB);
    await appendFile(path, `\n${said("the rest of a turn")}${asked("new")}${said("new words")}`);
    const { result, longest } = await withPauses(() => new ChatStore(folder).read(id));
    assert.equal(result.isCut, true);
    assert.deepEqual(
      turnsOf(result.transcript).map((turn) => [turn.id, turn.items]),
      [["new", [{ type: "text", step: 0, text: "new words" }]]],
    );
    assert.ok(longest < LIMIT_MS, `${Math.round(longest)} ms`);
  }).timeout(30_000);

  it("are listed soon, the newest ones, also if there are 10,000 files", async () => {
    const ids = Array.from({ length: 10_000 }, () => new ChatStore(folder).newId());
    const header = (id: string): string =>
      JSON.stringify({ type: "chat", version: 1, id, title: "T", createdAt: 1 }) + "\n";
    for (let at = 0; at < ids.length; at += 500)
      await Promise.all(ids.slice(at, at + 500).map((id) => writeFile(join(folder, `${id}.jsonl`), header(id))));
    const { result, longest } = await withPauses(() => new ChatStore(folder).list());
    assert.equal(result.all, 10_000);
    assert.equal(result.chats.length, MOST_LISTED);
    assert.ok(longest < LIMIT_MS, `${Math.round(longest)} ms`);
  }).timeout(60_000);

  it("are named by their file, and none by a folder, a long name or another chat's id", async () => {
    const store = new ChatStore(folder);
    const [one, two] = [store.newId(), store.newId()];
    const header = JSON.stringify({ type: "chat", version: 1, id: two, title: "T", createdAt: 1 });
    await writeFile(join(folder, `${one}.jsonl`), `${header}\n`);
    await mkdir(join(folder, `${two}.jsonl`));
    await writeFile(join(folder, "notes.jsonl"), `${header}\n`);
    assert.deepEqual(
      (await store.list()).chats.map(({ id }) => id),
      [one],
    );
  });
});
