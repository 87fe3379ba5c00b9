import assert from "node:assert/strict";
import { AnswerReader, textOfAnswer } from "../../../../src/gemma/model/answerReader.ts";
import type { DialectEvent } from "../../../../src/gemma/index.ts";
import { tools } from "../../../fuzz/gemma/gemmaCases.ts";
import { native, q } from "../dialect/rows.ts";

const call = native(`read_file{path:${q("a.ts")}}`);
const read: DialectEvent = { type: "tool-call", name: "read_file", arguments: { path: "a.ts" } };
const textOf = (events: readonly DialectEvent[], type: "text" | "thought" = "text"): string =>
  events.map((event) => (event.type === type ? event.delta : "")).join("");

describe("the reader of an answer", () => {
  it("reads text, and a call in it", () => {
    const reader = new AnswerReader(tools);
    const events = [...reader.text("Look. "), ...reader.text(call), ...reader.end()];
    assert.equal(textOf(events), "Look.");
    assert.deepEqual(events.at(-1), read);
    assert.deepEqual(reader.drafts, []);
  });

  it("keeps white space before the first words, and lets thoughts come in between", () => {
    const reader = new AnswerReader(tools);
    assert.deepEqual(reader.text("\n"), []);
    assert.equal(textOf(reader.thought("hm"), "thought"), "hm");
    const events = [...reader.text(" \n"), ...reader.text("thought\nYes.\n"), ...reader.end()];
    assert.equal(textOf(events).trim(), "Yes.", "a label that leads the answer behind a thought is none of it");
    const alone = new AnswerReader(tools);
    assert.equal(textOf([...alone.text("  "), ...alone.text("a"), ...alone.end()]), "  a");
  });

  it("keeps a call in a thought apart as a draft", () => {
    const reader = new AnswerReader(tools);
    const events = [...reader.thought(`I could. ${call}`), ...reader.endThought()];
    assert.equal(textOf(events, "thought"), "I could.");
    assert.deepEqual(reader.drafts, [read]);
    assert.deepEqual(reader.endThought(), [], "once");
  });

  it("reads the answer that a server left in the thought", () => {
    const reader = new AnswerReader(tools);
    const events = [...reader.thought("hm<channel|>Hello"), ...reader.end()];
    assert.deepEqual([textOf(events, "thought"), textOf(events)], ["hm", "Hello"]);
  });

  it("drops a label after thoughts, but not after blank ones", () => {
    const behind = (thought: string): string => {
      const reader = new AnswerReader(tools);
      reader.thoughtPasses(thought);
      return textOf([...reader.text("Thinking:\nYes.\n\nthought\nNo."), ...reader.end()]);
    };
    assert.equal(behind(" \n"), "Thinking:\nYes.\n\nthought\nNo.");
    const reader = new AnswerReader(tools);
    reader.thoughtPasses("hm");
    assert.equal(textOf([...reader.text("thought\nYes."), ...reader.end()]), "Yes.");
  });

  it("ends after a thousand characters of somebody else's turn", () => {
    const reader = new AnswerReader(tools);
    reader.text("Done.<turn|>\n<|turn>user\n");
    reader.text("x".repeat(500));
    assert.equal(reader.over, false);
    reader.text("x".repeat(600));
    assert.equal(reader.over, true);
    const longAnswer = new AnswerReader(tools);
    longAnswer.text("x".repeat(5000));
    assert.equal(longAnswer.over, false);
  });
});

describe("the text of a whole answer", () => {
  it("has no thought and no markup", () => {
    assert.equal(textOfAnswer("<|channel>thought\nhm<channel|>Hello<turn|>"), "Hello");
    assert.equal(textOfAnswer("Plain `code`.\n"), "Plain `code`.\n");
  });
});
