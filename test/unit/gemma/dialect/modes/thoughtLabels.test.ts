import { call, checkEveryCut, native, text, thought } from "../rows.ts";

const budget = "<|channel>thought\nBudget used.<channel|>";
const used = thought("Budget used.");
const answer = text("The answer is 42.");

describe("names of channels where they do not belong", () => {
  describe("behind a thought", () => {
    checkEveryCut([
      ["on a line", `${budget}thought\nThe answer is 42.`, used, answer],
      ["with a colon", `${budget}thought:\nThe answer is 42.`, used, answer],
      ["with a colon, on the answer's line", `${budget}thought: The answer is 42.`, used, answer],
      ["behind a line break", `${budget}\nthought\nThe answer is 42.`, used, answer],
      ["with Windows's line break", `${budget}thought\r\nThe answer is 42.`, used, answer],
      ["another name", `${budget}analysis\nThe answer is 42.`, used, answer],
      ["the answer's", `${budget}final\nThe answer is 42.`, used, answer],
      ["before a call", `${budget}thought\n${native("now{}")}`, used, call("now")],
      ["then a stray closing token", `${budget}thought\nThe answer is 42.<channel|>`, used, answer],
      ["alone", `${budget}thought`, used],
      ["where the opening token was lost", "thought\nBudget used.<channel|>thought\nThe answer is 42.", used, answer],
      ["MedGemma's", "<unused94>thought\nBudget used.<unused95>thought\nThe answer is 42.", used, answer],
      [
        "amid the answer",
        "One.\n<|channel>thought\nhm<channel|>thought\nTwo.",
        text("One."),
        thought("hm"),
        text("\nTwo."),
      ],
      ["a word that begins like it stays", `${budget}thoughtful people say`, used, text("thoughtful people say")],
      ["a sentence stays", `${budget}Final answer: 42`, used, text("Final answer: 42")],
      ["one amid a line stays", `${budget}A thought\nstays.`, used, text("A thought\nstays.")],
    ]);
  });

  describe("of the answer", () => {
    checkEveryCut([
      ["a channel of its own", "<|channel>thought\nhm<channel|><|channel>final\nHello", thought("hm"), text("Hello")],
      ["without the thought's end", "<|channel>thought\nhm<|channel>final\nHello", thought("hm"), text("Hello")],
      ["alone", "<|channel>final\nHello", text("Hello")],
      ["with a colon", "<|channel>final: Hello", text("Hello")],
      ["closed at once", "<|channel>final<channel|>Hello", text("Hello")],
      ["closed on its line", "<|channel>final \n<channel|>Hello", text("Hello")],
      ["by another name", "<|channel>answer\nHello<channel|>", text("Hello")],
      ["by a third", "<|channel>response\nHello<channel|>", text("Hello")],
      ["a word that begins like it", "<|channel>finally<channel|>Hello", thought("finally"), text("Hello")],
    ]);
  });

  describe("of the thought", () => {
    checkEveryCut([
      ["with a colon", "<|channel>thought:\nhm<channel|>Hello", thought("hm"), text("Hello")],
      ["with a colon, on its line", "<|channel>thought: hm<channel|>Hello", thought("hm"), text("Hello")],
      ["with blanks", "<|channel>thought \nhm<channel|>Hello", thought("hm"), text("Hello")],
      ["with Windows's line break", "<|channel>thought\r\nhm<channel|>Hello", thought("hm"), text("Hello")],
      ["in the plural", "<|channel>thoughts\nhm<channel|>Hello", thought("hm"), text("Hello")],
      ["another one", "<|channel>analysis:\nhm<channel|>Hello", thought("hm"), text("Hello")],
      ["a bar in its token", "<|channel|>thought\nhm<channel|>Hello", thought("hm"), text("Hello")],
      [
        "with the tokens of another family",
        "<|channel|>analysis<|message|>hm<|end|><|start|>assistant<|channel|>final<|message|>Hello<|return|>",
        thought("hm"),
        text("Hello"),
      ],
      ["without its token, with a colon", "thought:\nhm<channel|>Hello", thought("hm"), text("Hello")],
      ["without its token, with Windows's line break", "thought\r\nhm<channel|>Hello", thought("hm"), text("Hello")],
      ["a word of the thought stays", "<|channel>thought hm<channel|>Hello", thought("thought hm"), text("Hello")],
    ]);
  });
});

describe("white space around calls", () => {
  const now = native("now{}");
  const code = "```ts\ncode\n```";
  checkEveryCut([
    ["a code block behind stays one", `Text.\n\n${now}\n\n${code}`, text("Text."), call("now"), text(`\n\n${code}`)],
    ["on one line break", `Text.\n${now}\n${code}`, text("Text."), call("now"), text(`\n${code}`)],
    [
      "the side with more line breaks stays",
      `Text. ${now}\n\n${code}`,
      text("Text."),
      call("now"),
      text(`\n\n${code}`),
    ],
    ["the side before", `Text.\n\n${now} ${code}`, text("Text."), call("now"), text(`\n\n${code}`)],
    ["blanks", `One ${now} two`, text("One"), call("now"), text(" two")],
    ["none stays none", `One.${now}Two.`, text("One."), call("now"), text("Two.")],
    [
      "between two calls it goes",
      `One.\n\n${now}\n${now}\nTwo.`,
      text("One."),
      call("now"),
      call("now"),
      text("\n\nTwo."),
    ],
    [
      "between two calls it may be the only one",
      `One.${now}\n${now}Two.`,
      text("One."),
      call("now"),
      call("now"),
      text("\nTwo."),
    ],
    ["where the answer begins with a call it goes", `\n${now}\n\nTwo.`, call("now"), text("Two.")],
    ["where it ends with one it goes", `One.\n\n${now}\n\n`, text("One."), call("now")],
    [
      "inside the tokens it does not count",
      `One. <|tool_call>call:now{}\n\n<tool_call|> Two.`,
      text("One."),
      call("now"),
      text(" Two."),
    ],
    [
      "around a JSON call",
      `One.\n<tool_call>{"name":"now","arguments":{}}</tool_call>\n\nTwo.`,
      text("One."),
      call("now"),
      text("\n\nTwo."),
    ],
    ["a list stays one", `Steps:\n- one\n${now}\n- two`, text("Steps:\n- one"), call("now"), text("\n- two")],
  ]);
});
