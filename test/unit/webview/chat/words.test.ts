import assert from "node:assert/strict";
import { displayOf } from "../../../../src/agent/transcript/toolDisplay.ts";
import type { ToolItem } from "../../../../src/agent/transcript/transcript.ts";
import { answerOf, isLive, isSilent, waitingWords } from "../../../../src/webview/chat/turn/answer.ts";
import { diffRows } from "../../../../src/webview/tools/diffRows.ts";
import { shortenedWords } from "../../../../src/webview/chat/turn/shortenedWords.ts";
import { inputRows, toolWords } from "../../../../src/webview/tools/toolWords.ts";
import { diff, open, ready, text, thought, tool, turn } from "../../../support/panel/scenes.ts";

const wordsOf = (item: ToolItem) => toolWords(item, displayOf(ready.tools, item.name));
const line = (item: ToolItem): string => {
  const { verb, target } = wordsOf(item);
  return `${verb} ${target}`.trim();
};

describe("words for what was shortened", () => {
  it("name what was shortened for the model, and the window", () => {
    const words = (names: string[], window?: number) => shortenedWords({ names, ...(window && { window }) });
    assert.equal(
      words(["a.ts"], 8192),
      "To fit the model's window of 8,192 tokens, it was told only a part of a.ts. A larger window takes more at once.",
    );
    assert.match(words(["a.ts", "b.ts"]), /^To fit the model's window, it was told only a part of a\.ts and b\.ts\./);
    assert.match(words(["a", "b", "c", "d", "e", "f"]), /a part of a, b, c, d and 2 more\./);
  });
});

describe("words for tool calls", () => {
  it("name the action and its object", () => {
    assert.equal(line(tool("1", "read_file", { path: "src/a.ts" })), "Read a.ts");
    assert.equal(line(tool("1", "read_file", { path: "src/a.ts", startLine: 3, endLine: 9 })), "Read a.ts, lines 3–9");
    assert.equal(line(tool("1", "read_file", { path: "a.ts", startLine: 3 })), "Read a.ts, from line 3");
    assert.equal(line(tool("1", "search_text", { text: "foo", path: "src/lib" })), "Searched for “foo” in lib");
    assert.equal(line(tool("1", "list_dir", {})), "Listed the workspace");
    assert.equal(line(tool("1", "list_dir", { path: "src" })), "Listed src");
    assert.equal(line(tool("1", "mcp_fetch", { url: "x" })), "Used mcp_fetch");
  });

  it("follow the call's state", () => {
    const states: [ToolItem["state"], string][] = [
      ["writing", "Editing a.ts"],
      ["waiting", "Editing a.ts"],
      ["approval", "Wants to edit a.ts"],
      ["running", "Editing a.ts"],
      ["done", "Edited a.ts"],
      ["failed", "Could not edit a.ts"],
      ["denied", "Did not edit a.ts"],
      ["stopped", "Did not edit a.ts"],
    ];
    for (const [state, words] of states) assert.equal(line(tool("1", "edit_file", { path: "a.ts" }, { state })), words);
  });

  it("read the arguments while the model writes them", () => {
    const { call: _, ...writing } = tool("1", "edit_file", {}, { state: "writing" });
    assert.equal(line({ ...writing, argumentText: '{"path": "src/a.ts", "sea' }), "Editing a.ts");
    assert.equal(line({ ...writing, argumentText: '{"pa' }), "Editing");
  });

  it("name the place to open", () => {
    assert.equal(wordsOf(tool("1", "read_file", { path: "src/a.ts", startLine: 3 })).place, "src/a.ts:3");
    assert.equal(wordsOf(tool("1", "edit_file", { path: diff.path }, { diff })).place, `${diff.path}:8`);
    assert.equal(wordsOf(tool("1", "list_dir", { path: "src" })).place, undefined);
  });

  it("come from the call's request or title if its tool has none", () => {
    const edit = { kind: "edit" as const, diff };
    const made = { kind: "edit" as const, diff: { ...diff, created: true } };
    assert.equal(line(tool("1", "patch", {}, { ask: edit })), `Edited ${diff.path.split("/").at(-1)}`);
    assert.match(line(tool("1", "patch", {}, { ask: made, state: "approval" })), /^Wants to create /);
    assert.equal(line(tool("1", "patch", {}, { title: "Applying a patch" })), "Applying a patch");
    for (const name of ["constructor", "__proto__", "toString"])
      assert.equal(line(tool("1", name, {})), `Used ${name}`);
  });

  it("show the input as the model gave it", () => {
    assert.deepEqual(inputRows(tool("1", "x", { a: "text", b: 3, c: [1] })), [
      { name: "a", value: "text" },
      { name: "b", value: "3" },
      { name: "c", value: "[1]" },
    ]);
  });
});

describe("rows of a change", () => {
  it("carry the numbers of both sides", () => {
    assert.deepEqual(
      diffRows(diff)
        .slice(2, 9)
        .map((row) => (row.kind === "gap" ? "gap" : `${row.kind} ${row.old ?? ""}/${row.new ?? ""}`)),
      ["removed 10/", "added /10", "added /11", "added /12", "same 11/13", "gap", "same 31/33"],
    );
  });
});

describe("an answer", () => {
  it("consists of its texts without thoughts and tools", () => {
    const items = [thought("hm", 3), text("One.\n"), tool("1", "read_file", {}), text("  ", 1), text("\nTwo.", 1)];
    assert.equal(answerOf(turn("t", "?", items)), "One.\n\nTwo.");
  });

  it("grows at its last item only, while the turn is open", () => {
    const now = open(turn("t", "?", [text("a"), text("b", 1)], { step: 1 }));
    assert.deepEqual(
      now.items.map((item, at) => isLive(now, item, at)),
      [false, true],
    );
    const settled = turn("t", "?", [text("a")]);
    assert.equal(isLive(settled, text("a"), 0), false);
    const nextStep = open(turn("t", "?", [text("a")], { step: 1 }));
    assert.equal(isLive(nextStep, text("a"), 0), false);
  });

  it("shows work only if nothing else shows it", () => {
    assert.equal(isSilent(open(turn("t", "?", []))), true);
    assert.equal(isSilent(open(turn("t", "?", [text("a")]))), false);
    assert.equal(isSilent(open(turn("t", "?", [text("a")], { step: 1 }))), true);
    assert.equal(isSilent(open(turn("t", "?", [tool("1", "x", {}, { state: "running" })]))), false);
    assert.equal(isSilent(open(turn("t", "?", [tool("1", "x", {})]))), true);
    // White space behind a call that waits is nothing to see, and no reason to say that the model works.
    const waiting = tool("1", "edit_file", {}, { state: "approval" });
    assert.equal(isSilent(open(turn("t", "?", [text("I do.\n\n"), waiting, text(" \n")], { step: 1 }))), false);
    assert.equal(isSilent(open(turn("t", "?", [waiting, tool("2", "x", {})], { step: 1 }))), false);
    assert.equal(isSilent(open(turn("t", "?", [tool("1", "x", {}), text("\n")]))), true);
    assert.equal(isSilent(turn("t", "?", [])), false);
  });

  it("names the reason of a wait", () => {
    const waiting = (phase: "starting" | "loading" | "queued") =>
      waitingWords({ ...open(turn("t", "?", [])), waiting: { type: "waiting", phase } }, "Gemma 3 4B");
    assert.equal(waiting("starting"), "Starting the engine…");
    assert.equal(waiting("loading"), "Loading Gemma 3 4B…");
    assert.equal(waiting("queued"), "Waiting for the server…");
  });
});
