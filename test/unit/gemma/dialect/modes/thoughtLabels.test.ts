import { call, checkEveryCut, native, text, thought } from "../rows.ts";

const budget = "<|channel>thought\nBudget used.<channel|>";
const used = thought("Budget used.");
const answer = text("The answer is 42.");

describe("channel names in the wrong place", () => {
  describe("after a thought", () => {
    checkEveryCut([
      ["on a line of its own", `${budget}thought\nThe answer is 42.`, used, answer],
      ["with a colon", `${budget}thought:\nThe answer is 42.`, used, answer],
      ["with a colon, on the line of the answer", `${budget}thought: The answer is 42.`, used, answer],
      ["after a line break", `${budget}\nthought\nThe answer is 42.`, used, answer],
      ["with a Windows line break", `${budget}thought\r\nThe answer is 42.`, used, answer],
      ["of another channel", `${budget}analysis\nThe answer is 42.`, used, answer],
      ["of the answer's channel", `${budget}final\nThe answer is 42.`, used, answer],
      ["before a call", `${budget}thought\n${native("now{}")}`, used, call("now")],
      ["with a stray closing token later", `${budget}thought\nThe answer is 42.<channel|>`, used, answer],
      ["without an answer", `${budget}thought`, used],
      [
        "after a thought without its opening token",
        "thought\nBudget used.<channel|>thought\nThe answer is 42.",
        used,
        answer,
      ],
      ["after MedGemma's thought", "<unused94>thought\nBudget used.<unused95>thought\nThe answer is 42.", used, answer],
      [
        "in the middle of the answer",
        "One.\n<|channel>thought\nhm<channel|>thought\nTwo.",
        text("One."),
        thought("hm"),
        text("\nTwo."),
      ],
      [
        "a longer word that starts with the name stays",
        `${budget}thoughtful people say`,
        used,
        text("thoughtful people say"),
      ],
      ["a sentence stays", `${budget}Final answer: 42`, used, text("Final answer: 42")],
      ["the name within a line stays", `${budget}A thought\nstays.`, used, text("A thought\nstays.")],
    ]);
  });

  describe("in the channel of the answer", () => {
    checkEveryCut([
      ["after a thought", "<|channel>thought\nhm<channel|><|channel>final\nHello", thought("hm"), text("Hello")],
      [
        "after a thought that is not closed",
        "<|channel>thought\nhm<|channel>final\nHello",
        thought("hm"),
        text("Hello"),
      ],
      ["without a thought", "<|channel>final\nHello", text("Hello")],
      ["with a colon", "<|channel>final: Hello", text("Hello")],
      ["closed directly after the name", "<|channel>final<channel|>Hello", text("Hello")],
      ["closed on the next line", "<|channel>final \n<channel|>Hello", text("Hello")],
      ['with the name "answer"', "<|channel>answer\nHello<channel|>", text("Hello")],
      ['with the name "response"', "<|channel>response\nHello<channel|>", text("Hello")],
      [
        "a longer word that starts with the name stays",
        "<|channel>finally<channel|>Hello",
        thought("finally"),
        text("Hello"),
      ],
    ]);
  });

  describe("in the channel of the thought", () => {
    checkEveryCut([
      ["with a colon", "<|channel>thought:\nhm<channel|>Hello", thought("hm"), text("Hello")],
      [
        "with a colon, on the line of the thought",
        "<|channel>thought: hm<channel|>Hello",
        thought("hm"),
        text("Hello"),
      ],
      ["with a space", "<|channel>thought \nhm<channel|>Hello", thought("hm"), text("Hello")],
      ["with a Windows line break", "<|channel>thought\r\nhm<channel|>Hello", thought("hm"), text("Hello")],
      ["in the plural", "<|channel>thoughts\nhm<channel|>Hello", thought("hm"), text("Hello")],
      ['with the name "analysis"', "<|channel>analysis:\nhm<channel|>Hello", thought("hm"), text("Hello")],
      ["with another bar in the token", "<|channel|>thought\nhm<channel|>Hello", thought("hm"), text("Hello")],
      [
        "with another model family's tokens",
        "<|channel|>analysis<|message|>hm<|end|><|start|>assistant<|channel|>final<|message|>Hello<|return|>",
        thought("hm"),
        text("Hello"),
      ],
      ["without the opening token, with a colon", "thought:\nhm<channel|>Hello", thought("hm"), text("Hello")],
      [
        "without the opening token, with a Windows line break",
        "thought\r\nhm<channel|>Hello",
        thought("hm"),
        text("Hello"),
      ],
      [
        "a word of the thought that reads like the name stays",
        "<|channel>thought hm<channel|>Hello",
        thought("thought hm"),
        text("Hello"),
      ],
    ]);
  });
});

describe("white space around calls", () => {
  const now = native("now{}");
  const code = "```ts\ncode\n```";
  checkEveryCut([
    ["stays before a code block", `Text.\n\n${now}\n\n${code}`, text("Text."), call("now"), text(`\n\n${code}`)],
    ["stays if it is one line break", `Text.\n${now}\n${code}`, text("Text."), call("now"), text(`\n${code}`)],
    [
      "stays on the side with more line breaks",
      `Text. ${now}\n\n${code}`,
      text("Text."),
      call("now"),
      text(`\n\n${code}`),
    ],
    ["stays from the side before the call", `Text.\n\n${now} ${code}`, text("Text."), call("now"), text(`\n\n${code}`)],
    ["stays if it is one space", `One ${now} two`, text("One"), call("now"), text(" two")],
    ["is not added where there was none", `One.${now}Two.`, text("One."), call("now"), text("Two.")],
    [
      "goes between two calls",
      `One.\n\n${now}\n${now}\nTwo.`,
      text("One."),
      call("now"),
      call("now"),
      text("\n\nTwo."),
    ],
    [
      "stays between two calls if there is no other",
      `One.${now}\n${now}Two.`,
      text("One."),
      call("now"),
      call("now"),
      text("\nTwo."),
    ],
    ["goes if the answer starts with a call", `\n${now}\n\nTwo.`, call("now"), text("Two.")],
    ["goes if the answer ends with a call", `One.\n\n${now}\n\n`, text("One."), call("now")],
    [
      "inside the tokens does not count",
      `One. <|tool_call>call:now{}\n\n<tool_call|> Two.`,
      text("One."),
      call("now"),
      text(" Two."),
    ],
    [
      "stays around a JSON call",
      `One.\n<tool_call>{"name":"now","arguments":{}}</tool_call>\n\nTwo.`,
      text("One."),
      call("now"),
      text("\n\nTwo."),
    ],
    ["keeps a list together", `Steps:\n- one\n${now}\n- two`, text("Steps:\n- one"), call("now"), text("\n- two")],
  ]);
});
