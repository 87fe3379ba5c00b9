import assert from "node:assert/strict";
import { appendFile, mkdtemp, readdir, readFile, rm, truncate, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { turnsOf } from "../../../../src/agent/transcript/transcript.ts";
import type { TurnEvent } from "../../../../src/agent/transcript/turnEvent.ts";
import { titleOf } from "../../../../src/chat/store/chatFile.ts";
import { ChatStore } from "../../../../src/chat/store/chatStore.ts";
import { done, text } from "../../support/scriptedModel.ts";

const asked = (id: string): TurnEvent => ({
  type: "asked",
  id,
  at: 1,
  mode: "ask",
  text: `Question ${id}`,
  prompt: id,
  chips: [],
});
const ended: TurnEvent = { type: "turn-ended", at: 2, outcome: { type: "answered" }, model: "m" };

describe("ChatStore", () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), "chats-"))));
  afterEach(() => rm(folder, { recursive: true }));

  const fileOf = async () => join(folder, (await readdir(folder))[0]!);

  it("returns what was appended, in order, also with many appends at once", async () => {
    const store = new ChatStore(folder);
    const id = store.newId();
    const words = Array.from({ length: 50 }, (_, at) => `w${at} `);
    await Promise.all([
      store.append(id, [asked("a")]),
      ...words.map((word) => store.append(id, [text(word)])),
      store.append(id, [done(), ended]),
    ]);
    const { transcript, lost } = await store.read(id);
    assert.equal(lost, 0);
    assert.deepEqual(turnsOf(transcript)[0]?.items, [{ type: "text", step: 0, text: words.join("") }]);
  });

  it("loses only a torn last line, at any byte, and continues writing after it", async () => {
    const store = new ChatStore(folder);
    const id = store.newId();
    await store.append(id, [asked("a"), text("kept"), done(), ended]);
    const whole = (await stat(await fileOf())).size;
    await store.append(id, [asked("b")]);
    const size = (await stat(await fileOf())).size;
    for (let cut = size - 1; cut > whole; cut--) {
      await truncate(await fileOf(), cut);
      const { transcript, lost } = await store.read(id);
      const complete = cut === size - 1;
      assert.equal(lost, complete ? 0 : 1);
      assert.deepEqual(turnsOf(transcript)[0]?.items, [{ type: "text", step: 0, text: "kept" }]);
    }
    await store.append(id, [asked("c"), text("after"), done(), ended]);
    const { transcript } = await store.read(id);
    assert.equal(turnsOf(transcript).at(-1)?.id, "c");
  });

  it("ignores lines that are no events", async () => {
    const store = new ChatStore(folder);
    const id = store.newId();
    await store.append(id, [asked("a"), text("x")]);
    await appendFile(await fileOf(), '{"type":"future-thing"}\n[]\n');
    await store.append(id, [text("y"), done(), ended]);
    const { transcript, lost } = await store.read(id);
    assert.equal(lost, 2);
    assert.deepEqual(turnsOf(transcript)[0]?.items, [{ type: "text", step: 0, text: "xy" }]);
  });

  it("lists chats by title, latest first, and forgets removed ones", async () => {
    const store = new ChatStore(folder);
    const [one, two] = [store.newId(), store.newId()];
    await store.append(one, [asked("1")]);
    await store.append(two, [asked("2")]);
    assert.deepEqual(
      new Set((await store.list()).chats.map((chat) => chat.title)),
      new Set(["Question 1", "Question 2"]),
    );
    await store.remove(one);
    assert.deepEqual(
      (await store.list()).chats.map((chat) => chat.id),
      [two],
    );
  });

  it("remembers the chat on screen, also in another window's store", async () => {
    const store = new ChatStore(folder);
    const id = store.newId();
    assert.equal(await new ChatStore(folder).current(), undefined);
    await store.setCurrent(id);
    assert.equal(await new ChatStore(folder).current(), id);
    await writeFile(join(folder, "current"), "../elsewhere");
    assert.equal(await store.current(), undefined);
  });

  it("refuses an id that is a path", async () => {
    await assert.rejects(new ChatStore(folder).read("../../etc/passwd"));
  });

  it("writes one JSON value per line", async () => {
    const store = new ChatStore(folder);
    await store.append(store.newId(), [asked("a"), text("line\nbreak")]);
    const lines = (await readFile(await fileOf(), "utf8")).trimEnd().split("\n");
    assert.deepEqual(
      lines.map((line) => JSON.parse(line).type),
      ["chat", "asked", "text"],
    );
  });
});

describe("titleOf", () => {
  it("is the first line, cut at a word", () => {
    assert.equal(titleOf("  Fix this\nplease"), "Fix this");
    assert.equal(titleOf("word ".repeat(30)), `${"word ".repeat(12).trimEnd()}…`);
    assert.equal(titleOf("   "), "New chat");
  });
});
