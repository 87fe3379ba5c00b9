import assert from "node:assert/strict";
import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { messagesOf } from "../../../../src/agent/loop/messages.ts";
import { record, turnsOf } from "../../../../src/agent/transcript/transcript.ts";
import type { TurnEvent } from "../../../../src/agent/transcript/turnEvent.ts";
import { ChatStore } from "../../../../src/chat/store/chatStore.ts";
import { temporaryFolder } from "../../../support/temporaryFolder.ts";

const image = { mediaType: "image/png", data: "aGVsbG8=" };
const asked: TurnEvent = {
  type: "asked",
  id: "q1",
  at: 5,
  mode: "agent",
  text: "Change it",
  prompt: "Change it",
  chips: [{ label: "shot.png", image }],
};
const said: TurnEvent[] = [asked, { type: "text", delta: "Yes." }, { type: "done", reason: "stop" }];
const ended: TurnEvent = { type: "turn-ended", at: 9, outcome: { type: "answered" }, model: "m" };

/** Calls of a turn: one done, one running, one that waits for the user, one not begun. */
const calls: TurnEvent[] = [
  ...["a", "b", "c", "d"].map((id): TurnEvent => {
    return { type: "tool-call-end", call: { type: "tool-call", id, name: "run", arguments: {} } };
  }),
  { type: "done", reason: "tool-calls" },
  { type: "tool-started", callId: "a" },
  { type: "tool-ended", callId: "a", text: "ok", isError: false },
  { type: "tool-started", callId: "b" },
  { type: "approval-wanted", callId: "c", nonce: "n", ask: { kind: "fetch", url: "https://example.com" } },
];

describe("a chat after a crash", () => {
  it("has its turn interrupted, each call answered, and goes on the same for model, panel and disk", async () => {
    const folder = temporaryFolder("crash").path;
    const store = new ChatStore(folder);
    const id = store.newId();
    await store.append(id, [asked, ...calls]);
    const read = await new ChatStore(folder).read(id);
    const [turn] = turnsOf(read.transcript);
    assert.deepEqual(turn?.outcome, { type: "interrupted" });
    const results = turn?.items.map((item) => (item.type === "tool" ? item.result : ""));
    assert.equal(results?.[0], "ok");
    assert.match(results?.[1] ?? "", /not known whether it was done/);
    assert.match(results?.[2] ?? "", /before this ran. Nothing was done/);
    assert.match(results?.[3] ?? "", /before this ran. Nothing was done/);
    assert.ok(read.closing);
    const resumed: TurnEvent[] = [
      { type: "resumed", at: 20 },
      { type: "text", delta: "So:" },
    ];
    await store.append(id, [read.closing, ...resumed, ended]);
    const inMemory = [...resumed, ended].reduce(record, read.transcript);
    const again = await new ChatStore(folder).read(id);
    assert.deepEqual(again.transcript, inMemory);
    assert.deepEqual(messagesOf(again.transcript, "s"), messagesOf(inMemory, "s"));
    assert.equal(again.closing, undefined);
  });

  it("opens wherever the file ends", async () => {
    const folder = temporaryFolder("crash").path;
    const store = new ChatStore(folder);
    const id = store.newId();
    await store.append(id, [...said, ...calls]);
    const path = join(folder, `${id}.jsonl`);
    const whole = readFileSync(path);
    for (let at = whole.length; at > 0; at -= 7) {
      truncateSync(path, at);
      const { transcript, lost, closing } = await store.read(id);
      assert.ok(lost <= 1);
      if (closing) assert.equal(turnsOf(transcript)[0]?.outcome?.type, "interrupted");
      await store.append(id, [...(closing ? [closing] : []), { ...asked, id: "q2" }, ended]);
      const after = await store.read(id);
      assert.equal(turnsOf(after.transcript).at(-1)?.id, "q2");
      writeFileSync(path, whole);
    }
  });
});

describe("a chat that moves", () => {
  it("is exported with its attachments, and imported as a new chat", async () => {
    const [from, to] = [new ChatStore(temporaryFolder("from").path), new ChatStore(temporaryFolder("to").path)];
    const id = from.newId();
    await from.append(id, [...said, ended]);
    const file = join(temporaryFolder("file").path, "chat.jsonl");
    await from.exportTo(id, file);
    const taken = await to.importFrom(file);
    assert.notEqual(taken.id, id);
    assert.equal(taken.lost, 0);
    const { transcript } = await to.read(taken.id);
    assert.deepEqual(transcript, (await from.read(id)).transcript);
    assert.deepEqual(turnsOf(transcript)[0]?.chips[0]?.image, image);
    assert.deepEqual(
      (await to.list()).chats.map(({ id, title }) => [id, title]),
      [[taken.id, "Change it"]],
    );
  });

  it("is refused if it is none, and read without its unreadable lines", async () => {
    const folder = temporaryFolder("file").path;
    const store = new ChatStore(temporaryFolder("to").path);
    const id = store.newId();
    await store.append(id, [...said, ended]);
    const good = join(folder, "good.jsonl");
    await store.exportTo(id, good);
    const file = join(folder, "chat.jsonl");
    const lines = readFileSync(good, "utf8").split("\n");
    for (const text of [
      "",
      "hello",
      "{}",
      lines[0]!,
      lines.slice(1).join("\n"),
      lines.join("\n").replace('"version":1', '"version":99'),
    ]) {
      writeFileSync(file, text);
      await assert.rejects(store.importFrom(file), /not a chat/);
    }
    writeFileSync(file, [...lines.slice(0, 2), '{"type":"run-this"}', "torn{", ...lines.slice(2)].join("\n"));
    const taken = await store.importFrom(file);
    assert.equal(taken.lost, 2);
    assert.deepEqual((await store.read(taken.id)).transcript, (await store.read(id)).transcript);
    await assert.rejects(store.exportTo(store.newId(), file));
  });

  it("is copied while another window writes to it, and each goes on alone", async () => {
    const folder = temporaryFolder("two").path;
    const [one, two] = [new ChatStore(folder), new ChatStore(folder)];
    const id = one.newId();
    await one.append(id, [...said, ended]);
    const copy = two.newId();
    await two.copy(id, copy);
    await Promise.all([
      one.append(id, [{ ...asked, id: "q2" }, ended]),
      two.append(copy, [{ ...asked, id: "q3" }, ended]),
    ]);
    const ids = async (chat: string) => turnsOf((await one.read(chat)).transcript).map((turn) => turn.id);
    assert.deepEqual(
      [await ids(id), await ids(copy)],
      [
        ["q1", "q2"],
        ["q1", "q3"],
      ],
    );
  });
});
