import assert from "node:assert/strict";
import type { Item, Turn } from "../../../src/agent/transcript/transcript.ts";
import { planText } from "../../../src/chat/planText.ts";

const text = (words: string, step = 0): Item => ({ type: "text", step, text: words });
const turn = (items: Item[], more: Partial<Turn> = {}): Turn => ({
  id: "t",
  askedAt: 1,
  mode: "plan",
  text: "?",
  prompt: "?",
  chips: [],
  items,
  step: 1,
  usage: {},
  outcome: { type: "answered" },
  ...more,
});

describe("the plan of a turn", () => {
  it("is its last text", () => {
    assert.equal(planText(turn([text("Let me look."), text("\n1. Do it.\n", 1)])), "1. Do it.");
  });

  it("is none in another mode, before the end, and without a text", () => {
    const items = [text("1. Do it.")];
    assert.equal(planText(turn(items, { mode: "agent" })), undefined);
    assert.equal(planText(turn(items, { outcome: { type: "stopped" } })), undefined);
    assert.equal(planText(turn([text("  ")])), undefined);
  });
});
