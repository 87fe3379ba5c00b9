import assert from "node:assert/strict";
import { fileDiff } from "../../../src/agent/transcript/fileDiff.ts";
import { emptyTranscript, record, type Transcript, turnsOf } from "../../../src/agent/transcript/transcript.ts";
import type { TurnEvent } from "../../../src/agent/transcript/turnEvent.ts";
import { changesOf, lastChange, lineNow, numberedDiff } from "../../../src/chat/turnChanges.ts";

const lines = (...all: string[]): string => all.map((line) => `${line}\n`).join("");
const edit = (path: string, before: string | undefined, after: string) => fileDiff({ path, before, after });

const asked = (id: string): TurnEvent => ({ type: "asked", id, at: 0, mode: "agent", text: id, prompt: id, chips: [] });
const ended: TurnEvent = { type: "turn-ended", at: 1, outcome: { type: "answered" }, model: "m" };
const called = (id: string): TurnEvent => ({
  type: "tool-call-end",
  call: { type: "tool-call", id, name: "edit_file", arguments: {} },
});
const done = (callId: string, diff?: ReturnType<typeof edit>, isError = false): TurnEvent => ({
  type: "tool-ended",
  callId,
  text: "",
  isError,
  ...(diff && { diff }),
});
const played = (...events: TurnEvent[]): Transcript =>
  events.reduce((all, event) => record(all, event), emptyTranscript);

describe("the changes of a turn", () => {
  const first = edit("a.ts", lines("1", "2", "3"), lines("0", "1", "2", "3"));
  const second = edit("a.ts", lines("0", "1", "2", "3"), lines("0", "1", "two", "3"));
  const other = edit("b.ts", undefined, lines("new"));

  it("lists files in the order of their first change, with each edit", () => {
    const turn = turnsOf(
      played(
        asked("q"),
        called("1"),
        called("2"),
        called("3"),
        done("1", first),
        done("2", other),
        done("3", second),
        ended,
      ),
    )[0]!;
    assert.deepEqual(changesOf(turn), [
      { path: "a.ts", diffs: [first, second] },
      { path: "b.ts", diffs: [other] },
    ]);
  });

  it("leaves out failed edits and calls without a change", () => {
    const turn = turnsOf(
      played(asked("q"), called("1"), called("2"), done("1", undefined), done("2", other, true), ended),
    )[0]!;
    assert.deepEqual(changesOf(turn), []);
  });

  it("takes each file of a call that changed several", () => {
    const both: TurnEvent = { type: "tool-ended", callId: "1", text: "", isError: false, diffs: [first, other] };
    const turn = turnsOf(played(asked("q"), called("1"), both, ended))[0]!;
    assert.deepEqual(
      changesOf(turn).map(({ path }) => path),
      ["a.ts", "b.ts"],
    );
  });

  it("finds the last turn that changed files", () => {
    const transcript = played(asked("one"), called("1"), done("1", first), ended, asked("two"), ended);
    assert.equal(lastChange(transcript)?.id, "one");
    assert.equal(lastChange(emptyTranscript), undefined);
  });

  it("numbers the lines of the new text", () => {
    const diff = edit("a.ts", lines("a", "b", "c"), lines("a", "B", "B2", "c"));
    assert.equal(numberedDiff([diff]), "@@ line 1\n   1  a\n     -b\n   2 +B\n   3 +B2\n   4  c");
  });
});

describe("the line that a remark means today", () => {
  const diff = edit("a.ts", lines("a", "b", "c"), lines("a", "B", "c"));
  const rows: [string, number, string[], number][] = [
    ["unmoved", 2, ["a", "B", "c"], 1],
    ["moved down", 2, ["x", "y", "a", "B", "c"], 3],
    ["moved up", 3, ["c"], 0],
    ["the nearer of two", 2, ["B", "x", "x", "x", "B"], 0],
    ["gone", 2, ["a", "b", "c"], 1],
    ["beyond the end", 99, ["a", "B", "c"], 2],
    ["line zero", 0, ["a"], 0],
    ["an empty file", 2, [], 0],
  ];
  for (const [name, line, now, at] of rows) it(name, () => assert.equal(lineNow([diff], line, now), at));
});
