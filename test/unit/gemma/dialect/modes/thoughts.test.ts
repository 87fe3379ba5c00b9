import { broken, call, check, native, q, text, thought } from "../rows.ts";

describe("thoughts and leaked tokens", () => {
  for (const thinking of [true, false]) {
    describe(thinking ? "thinking asked for" : "thinking not asked for", () => {
      check(
        [
          ["a thought, then text", "<|channel>thought\nI see.<channel|>Hello", thought("I see."), text("Hello")],
          [
            "a thought of several lines",
            "<|channel>thought\none\n\ntwo\n<channel|>\nHello\n",
            thought("one\n\ntwo"),
            text("Hello\n"),
          ],
          ["without the channel's name", "<|channel>I see<channel|>Hello", thought("I see"), text("Hello")],
          [
            "a word that starts like the name",
            "<|channel>thousands<channel|>Hello",
            thought("thousands"),
            text("Hello"),
          ],
          ["another channel name", "<|channel>analysis\nI see<channel|>Hello", thought("I see"), text("Hello")],
          [
            "a channel for the answer",
            "<|channel>thought\nhm<channel|><|channel>final\nHello<channel|>",
            thought("hm"),
            text("Hello"),
          ],
          [
            "a word that starts like the answer's channel",
            "<|channel>finally<channel|>Hello",
            thought("finally"),
            text("Hello"),
          ],
          ["an empty thought", "<|channel>thought\n<channel|>Hello", text("Hello")],
          ["an empty thought without a line break", "<|channel>thought<channel|>Hello", text("Hello")],
          [
            "two thoughts",
            "<|channel>thought\na<channel|><|channel>thought\nb<channel|>Hello",
            thought("ab"),
            text("Hello"),
          ],
          ["a doubled opening token", "<|channel><|channel>thought\na<channel|>Hello", thought("a"), text("Hello")],
          ["a doubled closing token", "<|channel>thought\na<channel|><channel|>Hello", thought("a"), text("Hello")],
          ["a stray closing token at the end", "Hello<channel|>", text("Hello")],
          ["an empty thought at the end", "Hello<|channel>thought\n<channel|>", text("Hello")],
          [
            "text, a thought, text",
            "One.\n<|channel>thought\nhm<channel|>\nTwo.",
            text("One."),
            thought("hm"),
            text("\n\nTwo."),
          ],
          ["no closing token", "<|channel>thought\nI see", thought("I see")],
          ["only the channel's name", "<|channel>thought", ...[]],
          ["the end of the turn instead of the closing token", "<|channel>thought\nI see<turn|>", thought("I see")],
          [
            "a thought, then a call",
            `<|channel>thought\nI look<channel|>${native("now{}")}`,
            thought("I look"),
            call("now"),
          ],
          [
            "a thought without the closing token, then a call",
            `<|channel>thought\nI look ${native(`f{a:${q("x")}}`)}`,
            thought("I look"),
            call("f", { a: "x" }),
          ],
          [
            "two calls, then a late closing token",
            `<|channel>thought\nhm${native("f{}")}${native("g{}")}<channel|>`,
            thought("hm"),
            call("f"),
            call("g"),
          ],
          [
            "a draft of a call, which stays in the thought",
            `<|channel>thought\nMaybe ${native("f{}")} or not.<channel|>No.`,
            thought(`Maybe ${native("f{}")} or not.`),
            text("No."),
          ],
          [
            "a draft of a call at the thought's end, which stays in it",
            `<|channel>thought\nMaybe ${native("f{}")}<channel|>No.`,
            thought(`Maybe ${native("f{}")}`),
            text("No."),
          ],
          ["a call in a thought, cut off", "<|channel>thought\nhm <|tool_call>call:f{a:", thought("hm"), broken("f")],
          [
            "tokens in inline code inside a thought",
            "<|channel>thought\nIt ends with `<channel|>` then.<channel|>Ok",
            thought("It ends with `<channel|>` then."),
            text("Ok"),
          ],
          ["unused tokens inside a thought", "<|channel>thought\na<unused12>b<channel|>c", thought("ab"), text("c")],
        ],
        { formats: ["gemma4", "auto"], thinking },
      );
    });
  }

  describe("a call in a thought without its opening token", () => {
    check(
      [
        [
          "is run on a line of its own, up to the end",
          "<|channel>thought\nI look.\ncall:now{}",
          thought("I look."),
          call("now"),
        ],
        [
          "is run directly after text, with a closing token",
          `<|channel>thought\nI look.call:f{a:${q("x")}}<tool_call|>`,
          thought("I look."),
          call("f", { a: "x" }),
        ],
        [
          "is run if all tokens of the thought were lost",
          "thought\nI look.call:now{}",
          thought("I look."),
          call("now"),
        ],
        [
          "stays in the thought if it is a draft",
          "<|channel>thought\nI could call:now{} or not.<channel|>No.",
          thought("I could call:now{} or not."),
          text("No."),
        ],
        [
          "stays in the thought if it is a draft at the end",
          "<|channel>thought\nMaybe call:now{}<channel|>No.",
          thought("Maybe call:now{}"),
          text("No."),
        ],
        [
          "stays in the thought if the tool is unknown and there are no marks",
          "<|channel>thought\nSo call:f{a:1}",
          thought("So call:f{a:1}"),
        ],
        [
          "stays in the thought if it is only words",
          "<|channel>thought\nI recall: a call:er can",
          thought("I recall: a call:er can"),
        ],
      ],
      { formats: ["gemma4", "auto"], thinking: true },
    );
  });

  describe("a thought whose opening token was lost", () => {
    check(
      [
        [
          "is a thought if it starts with the channel's name",
          "thought\nI see<channel|>Hello",
          thought("I see"),
          text("Hello"),
        ],
      ],
      {
        thinking: true,
      },
    );
    check(
      [
        ["is text if no thought was asked for", "thought\nis a word", text("thought\nis a word")],
        ["is text if it is only the name", "thoughtful", text("thoughtful")],
      ],
      { thinking: false },
    );
    check([["is text if it is only the name, and none was asked for", "thought", text("thought")]], { thinking: true });
  });

  describe("stop tokens", () => {
    check([
      ["at the end of the answer", "Hello.<turn|>", text("Hello.")],
      ["with white space around", "Hello.\n<end_of_turn>\n", text("Hello.")],
      ["several", "Hello.<end_of_turn><eos><eos>", text("Hello.")],
      ["several, separated by spaces", "Hello. <turn|> <eos>\n<end_of_turn>", text("Hello.")],
      ["two mentioned in a sentence", "The tokens <turn|> <eos> end it.", text("The tokens <turn|> <eos> end it.")],
      ["very many in a row", `Hello. ${"<eos> ".repeat(40)}`, text("Hello.")],
      [
        "before a made-up turn of the user",
        "Hello.<turn|>\n<|turn>user\nAnd now?<turn|>\n<|turn>model\nYes.",
        text("Hello."),
      ],
      [
        "before a made-up turn of the user, Gemma 3",
        "Hello.<end_of_turn>\n<start_of_turn>user\nAnd now?",
        text("Hello."),
      ],
      ["before the model's own turn", "<|turn>model\nHello", text("Hello")],
      ["before the model's own turn, Gemma 3", "<start_of_turn>model\nHello", text("Hello")],
      ["in the middle of words", "Hello<eos>there", text("Hellothere")],
      ["after a code block", "```ts\nlet a;\n```<end_of_turn>", text("```ts\nlet a;\n```")],
      ["in a code block that was never closed", "```ts\nlet a;\n<end_of_turn>\n", text("```ts\nlet a;")],
      [
        "mentioned in a sentence",
        "Gemma ends a turn with <turn|> and an answer with <eos>.",
        text("Gemma ends a turn with <turn|> and an answer with <eos>."),
      ],
      ["in a list of tokens", "- <turn|> ends\n- <eos> too\n", text("- <turn|> ends\n- <eos> too\n")],
      ["CodeGemma's", "x = 1<|file_separator|>", text("x = 1")],
    ]);
  });

  describe("unused tokens are left out", () => {
    check([
      ["around a thought", "<unused94>thought\nhm<unused95>Hi", thought("hm"), text("Hi")],
      ["before an answer, without the thought's name", "<unused94>Hi", text("Hi")],
      ["at the end of the answer", "Hi<unused94>", text("Hi")],
      ["only the token that ends a thought", "Hi <unused95>there", text("Hi there")],
      ["between words", "a <unused32>b", text("a b")],
      ["as the whole answer", "<unused0>", ...[]],
      ["several", "<unused1><unused99>Hi", text("Hi")],
      ["but similar text stays", "<unusedx> <unused> <unused12345>", text("<unusedx> <unused> <unused12345>")],
      ["with the token that switches thinking on", "<|think|>Hi", text("Hi")],
    ]);
  });
});
