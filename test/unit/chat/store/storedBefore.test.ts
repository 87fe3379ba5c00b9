import assert from "node:assert/strict";
import { cp, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Transcript } from "../../../../src/agent/transcript/transcript.ts";
import { turnsOf } from "../../../../src/agent/transcript/transcript.ts";
import { exportMarkdown } from "../../../../src/chat/exportMarkdown.ts";
import { ChatStore } from "../../../../src/chat/store/chatStore.ts";
import { temporaryFolder } from "../../../support/temporaryFolder.ts";

/**
 * Chats as version 0.1.0 wrote them, played through its own session and store with a scripted model: `<id>.jsonl`, and
 * what it read of them itself, `<id>.read.json`. They hold edits that were allowed, denied and stopped, retries, faults,
 * a resumed and a retried turn, a loop, and a crash in the midst of a line while a card waited.
 */
const fixtures = "test/fixtures/chats/0.1.0";

type Read = { transcript: Transcript; lost: number };

describe("a chat stored by version 0.1.0", () => {
  const folder = temporaryFolder("stored-before");
  before(() => cp(fixtures, folder.path, { recursive: true }));
  after(() => folder.remove());

  it("is listed and opens as it was, including the approvals of its edits", async () => {
    const store = new ChatStore(folder.path);
    const { chats } = await store.list();
    assert.deepEqual(chats.map(({ title }) => title).sort(), ["Crash", "Make it loud", "Stop in mid-card"]);
    for (const { id } of chats) {
      const read = await store.read(id);
      const then = JSON.parse(await readFile(join(fixtures, `${id}.read.json`), "utf8")) as Read;
      assert.equal(read.lost, then.lost, id);
      assert.deepEqual(JSON.parse(JSON.stringify(withoutAsks(read.transcript))), then.transcript);
      for (const { diff, ask } of toolsOf(read.transcript)) {
        if (ask) assert.deepEqual(ask, { kind: "edit", diff });
      }
    }
    const asked = await Promise.all(chats.map(async ({ id }) => toolsOf((await store.read(id)).transcript)));
    const decided = asked.flat().map(({ ask, decision }) => ask && (decision?.type ?? "crashed"));
    assert.deepEqual(decided.filter(Boolean).sort(), ["allowed", "allowed", "crashed", "denied", "stopped"]);
  });

  it("continues in the same file, and keeps its content", async () => {
    const store = new ChatStore(folder.path);
    const file = (await readdir(folder.path)).find((name) => name.endsWith("3.jsonl"))!;
    const id = file.replace(".jsonl", "");
    const before = await store.read(id);
    const ask = { kind: "command", command: "npm test", cwd: "/w" } as const;
    await store.append(id, [
      before.closing!,
      { type: "asked", id: "new", at: 5, mode: "agent", text: "More", prompt: "More", chips: [] },
      { type: "tool-call-end", call: { type: "tool-call", id: "c1", name: "run", arguments: {} } },
      { type: "approval-wanted", callId: "c1", nonce: "n", ask },
      { type: "turn-ended", at: 6, outcome: { type: "stopped" }, model: "m" },
    ]);
    const { transcript, lost } = await store.read(id);
    assert.equal(lost, before.lost);
    assert.deepEqual(turnsOf(transcript)[0]?.items, turnsOf(before.transcript)[0]?.items);
    assert.deepEqual(toolsOf(transcript).at(-1)?.ask, ask);
    assert.match(exportMarkdown(transcript), /edit_file `a\.ts`: stopped/);
  });
});

const toolsOf = (transcript: Transcript) =>
  turnsOf(transcript).flatMap(({ items }) => items.flatMap((item) => (item.type === "tool" ? [item] : [])));

/** Version 0.1.0 kept no ask beside the diff, knew no nonce, and called a turn stopped that a crash had ended. */
function withoutAsks({ settled, open }: Transcript): Transcript {
  const turns = settled.map((turn) => ({
    ...turn,
    items: turn.items.map((item) => {
      if (item.type !== "tool") return item;
      const { ask: _, nonce: _n, ...rest } = item;
      const isCrash = turn.outcome?.type === "interrupted" && item.state === "stopped";
      return isCrash ? { ...rest, result: "Stopped before it ran." } : rest;
    }),
    outcome: turn.outcome?.type === "interrupted" ? ({ type: "stopped" } as const) : turn.outcome!,
  }));
  return { settled: turns, open };
}
