import assert from "node:assert/strict";
import { faultActions, actionsFor } from "../../../../src/chat/faultActions.ts";
import { whatHappened } from "../../../../src/model/whatHappened.ts";
import { isLive, isSilent } from "../../../../src/webview/chat/turn/answer.ts";
import { open, text, thought, turn as turnOf } from "../../../support/panel/scenes.ts";

describe("messages of a turn that waits or continues", () => {
  it("tells what happened without the advice at its end", () => {
    const rows: [string, string][] = [
      [
        "OpenRouter (openrouter.ai) asks to slow down (HTTP 429). It says: “Slow down”. Try again in 50 s, or choose another model.",
        "OpenRouter (openrouter.ai) asks to slow down (HTTP 429). It says: “Slow down”.",
      ],
      ["The server at 127.0.0.1:80 failed (HTTP 500). Try again.", "The server at 127.0.0.1:80 failed (HTTP 500)."],
      ["Busy.", "Busy."],
    ];
    for (const [message, words] of rows) assert.equal(whatHappened(message), words);
  });

  it("shows work until a continued answer grows, and nothing beside a card that says more", () => {
    const turn = open(turnOf("t", "?", [text("Half an ans")]));
    assert.equal(isSilent(turn), false);
    assert.equal(isSilent({ ...turn, reopened: true }), true);
    const retrying = { type: "retrying", attempt: 1, at: 1, message: "Busy." } as const;
    assert.equal(isSilent({ ...open(turnOf("t", "?", [])), retrying }), false);
  });

  it("lets the continued text grow after a thought", () => {
    const items = [text("Half an ans"), thought("hm"), text("Else.")];
    const turn = { ...open(turnOf("t", "?", items)), joins: 0 };
    assert.deepEqual(
      items.map((item, at) => isLive(turn, item, at)),
      [true, false, true],
    );
  });

  it("offers to continue only after part of an answer, before offering to discard it", () => {
    assert.deepEqual(actionsFor({ kind: "empty" }, false), ["retry", "choose-model"]);
    assert.deepEqual(actionsFor({ kind: "empty" }, true), ["continue", "retry", "choose-model"]);
    assert.ok(!actionsFor({ kind: "refused" }, true).includes("continue"));
    assert.equal(new Set(faultActions).size, faultActions.length);
  });
});
