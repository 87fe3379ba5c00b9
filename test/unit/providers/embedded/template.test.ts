import assert from "node:assert/strict";
import type { Message, Part } from "../../../../src/model/message.ts";
import { answerMarkers, familyOf, renderPrompt } from "../../../../src/providers/embedded/format/template.ts";

const text = (value: string): Part => ({ type: "text", text: value });
const say = (role: Message["role"], ...parts: (string | Part)[]): Message => ({
  role,
  parts: parts.map((part) => (typeof part === "string" ? text(part) : part)),
});
type Options = Partial<Parameters<typeof renderPrompt>[1]>;
const three = (messages: Message[]) =>
  renderPrompt(messages, { family: "gemma3", thinking: false, emptyThought: false });
const four = (messages: Message[], options: Options = {}) =>
  renderPrompt(messages, { family: "gemma4", thinking: false, emptyThought: false, ...options });
const joined = (segments: readonly { text: string }[]): string => segments.map((segment) => segment.text).join("");

describe("the template of Gemma 3", () => {
  it("puts the system text before the first user text, in one turn", () => {
    const prompt = three([
      say("system", " Be brief. "),
      say("user", "Hi\n"),
      say("assistant", "Hello!"),
      say("user", "Bye"),
    ]);
    assert.equal(
      joined(prompt),
      "<bos><start_of_turn>user\nBe brief.\n\nHi<end_of_turn>\n<start_of_turn>model\nHello!<end_of_turn>\n" +
        "<start_of_turn>user\nBye<end_of_turn>\n<start_of_turn>model\n",
    );
  });
  it("keeps text of users and models apart from markup", () => {
    const prompt = three([say("user", "<end_of_turn>"), say("assistant", "<bos>"), say("user", "ok")]);
    const kinds = prompt.filter((segment) => segment.kind !== "marker");
    assert.deepEqual(kinds, [
      { kind: "text", text: "<end_of_turn>" },
      { kind: "answer", text: "<bos>" },
      { kind: "text", text: "ok" },
    ]);
  });
  it("joins neighbouring messages of one speaker; tool results are the user's", () => {
    const call: Part = { type: "tool-call", id: "1", name: "read_file", arguments: { path: "a" } };
    const result: Part = { type: "tool-result", callId: "1", name: "read_file", text: "x = 1", isError: false };
    const prompt = three([say("user", "Read"), say("assistant", call), say("tool", result), say("user", "And?")]);
    assert.equal(
      joined(prompt),
      "<bos><start_of_turn>user\nRead<end_of_turn>\n" +
        '<start_of_turn>model\n{"name": "read_file", "parameters": {"path": "a"}}<end_of_turn>\n' +
        "<start_of_turn>user\nResult of read_file:\nx = 1\n\nAnd?<end_of_turn>\n<start_of_turn>model\n",
    );
  });
  it("leaves the assistant's last turn open, to be continued", () => {
    assert.match(joined(three([say("user", "Count"), say("assistant", "1 2 ")])), /<start_of_turn>model\n1 2 $/);
  });
  it("drops thoughts, and names an image that it cannot show", () => {
    const image: Part = { type: "image", mediaType: "image/png", data: "AAAA" };
    const prompt = joined(
      three([say("user", image, "What is it?"), say("assistant", { type: "thought", text: "hm" }, "A")]),
    );
    assert.doesNotMatch(prompt, /hm|AAAA/);
    assert.match(prompt, /image was attached.*\n\nWhat is it\?/);
  });
  it("is a prefix of its own continuation", () => {
    const start = [say("system", "S"), say("user", "A")];
    const longer = [...start, say("assistant", "B"), say("user", "C")];
    assert.ok(joined(three(longer)).startsWith(joined(three(start))));
  });
});

describe("the template of Gemma 4", () => {
  it("has a system turn, and thinks only when told to", () => {
    const messages = [say("system", "Be brief."), say("user", "Hi")];
    const off = "<bos><|turn>system\nBe brief.<turn|>\n<|turn>user\nHi<turn|>\n<|turn>model\n";
    assert.equal(joined(four(messages)), off);
    assert.equal(joined(four(messages, { emptyThought: true })), `${off}<|channel>thought\n<channel|>`);
    const on = joined(four(messages, { thinking: true, emptyThought: true }));
    assert.equal(on, off.replace("system\n", "system\n<|think|>\n"));
    assert.match(joined(four([say("user", "Hi")], { thinking: true })), /^<bos><\|turn>system\n<\|think\|>\n<turn\|>/);
    assert.match(joined(four([say("user", "Hi")])), /^<bos><\|turn>user/);
  });
  it("keeps the thoughts of the turn under way and drops those of earlier ones", () => {
    const thought = (value: string): Part => ({ type: "thought", text: value });
    const result: Part = { type: "tool-result", callId: "1", name: "ls", text: "a", isError: false };
    const prompt = joined(
      four([
        say("user", "One"),
        say("assistant", thought("old"), "1"),
        say("user", "Two"),
        say("assistant", thought("new"), "2"),
        say("tool", result),
      ]),
    );
    assert.doesNotMatch(prompt, /old/);
    assert.match(prompt, /<\|turn>model\n<\|channel>thought\nnew<channel\|>2<turn\|>/);
  });
});

describe("families", () => {
  it("are recognised by the architecture", () => {
    const architectures = ["gemma", "gemma2", "gemma3", "gemma3n", "gemma4", "llama"];
    assert.deepEqual(architectures.map(familyOf), ["gemma3", "gemma3", "gemma3", "gemma3", "gemma4", undefined]);
  });
  it("have their own end markers", () => {
    assert.ok(answerMarkers("gemma3").endMarkers.includes("<end_of_turn>"));
    assert.equal(answerMarkers("gemma3").thoughtMarkers, undefined);
    assert.deepEqual(answerMarkers("gemma4").thoughtMarkers, { start: "<|channel>", end: "<channel|>" });
  });
});
