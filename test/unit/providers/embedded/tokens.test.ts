import assert from "node:assert/strict";
import { AnswerMemory } from "../../../../src/providers/embedded/child/answerMemory.ts";
import type { Token } from "../../../../src/providers/embedded/child/llama.ts";
import type { Segment } from "../../../../src/providers/embedded/format/messages.ts";
import { AnswerText } from "../../../../src/providers/embedded/child/answerText.ts";
import { promptTokens, textTokens } from "../../../../src/providers/embedded/child/promptTokens.ts";
import { parseTokenList, type TokenList, Vocabulary } from "../../../../src/providers/embedded/child/vocabulary.ts";

const [normal, control, userDefined, byte] = [1, 3, 4, 6];

/** A list of a few tokens: all bytes (numbers 0 to 255), then the named ones, each with its type. */
function listOf(tokens: readonly (readonly [text: string, type: number])[], rest: Partial<TokenList> = {}): TokenList {
  const bytes = Array.from({ length: 256 }, (_, at) => `<0x${at.toString(16).toUpperCase().padStart(2, "0")}>`);
  return {
    model: "gemma4",
    pre: "",
    texts: [...bytes, ...tokens.map(([text]) => text)],
    types: [...bytes.map(() => byte), ...tokens.map(([, type]) => type)],
    ...rest,
  };
}

/** A tokenizer like the engine's: the longest token first, "user defined" ones always, control tokens when asked to. */
function tokenizerOf(tokens: readonly (readonly [text: string, type: number])[]) {
  const list = listOf(tokens);
  const vocabulary = new Vocabulary(list);
  const tokenize = (text: string, special: boolean): Token[] => {
    const marked = text.replaceAll(" ", "\u2581");
    const found = (type: number | undefined): boolean => type !== byte && (special || type !== control);
    const usable = list.texts.map((each, token) => (found(list.types[token]) ? each : ""));
    const result: Token[] = [];
    for (let at = 0; at < marked.length;) {
      const longest = usable.reduce((best, each) => {
        return each.length > best.length && marked.startsWith(each, at) ? each : best;
      }, "");
      const character = String.fromCodePoint(marked.codePointAt(at) ?? 0);
      if (longest === "") result.push(...Buffer.from(character === "\u2581" ? " " : character));
      else result.push(list.texts.indexOf(longest));
      at += longest === "" ? character.length : longest.length;
    }
    return result;
  };
  return { model: { tokenize }, vocabulary, id: (text: string) => list.texts.indexOf(text) };
}

const written = (vocabulary: Vocabulary, tokens: readonly Token[]): string[] => {
  const answer = new AnswerText(vocabulary);
  return tokens.map((token) =>
    answer
      .push(token)
      .map(({ text }) => text)
      .join(""),
  );
};

describe("the text of an answer's tokens", () => {
  it("keeps the spaces of each token", () => {
    const { vocabulary, id } = tokenizerOf([
      ["a", normal],
      ["\u2581!==", normal],
      ["\u2581'", normal],
      ["\u2581b", normal],
      ["s", normal],
      ["\u2581\u2581", userDefined],
    ]);
    const tokens = ["a", "\u2581!==", "\u2581b", "\u2581'", "\u2581'", "s"].map(id);
    assert.deepEqual(written(vocabulary, tokens), ["a", " !==", " b", " '", " '", "s"]);
    assert.deepEqual(written(vocabulary, [id("\u2581\u2581")]), ["\u2581\u2581"], "only ordinary tokens are escaped");
  });

  it("holds the bytes of a character back until it is whole, and never longer", () => {
    const { vocabulary, id } = tokenizerOf([["a", normal]]);
    const rows: [bytes: number[], texts: string[]][] = [
      [[...Buffer.from("é")], ["", "é"]],
      [[...Buffer.from("日")], ["", "", "日"]],
      [[...Buffer.from("😀")], ["", "", "", "😀"]],
      [[...Buffer.from("\ufeff")], ["", "", "\ufeff"]],
      [[0x41], ["A"]],
      [[0x80], ["\ufffd"]],
      [[0xff], ["\ufffd"]],
      [
        [0xe6, id("a")],
        ["", "\ufffda"],
      ],
      [
        [0xe6, ...Buffer.from("😀")],
        ["", "\ufffd", "", "", "😀"],
      ],
      [
        [0xf0, 0xe6, 0xf0, 0xe6],
        ["", "\ufffd", "\ufffd", "\ufffd"],
      ],
      [
        [0xe6, 0x97, 0x41],
        ["", "", "\ufffdA"],
      ],
    ];
    for (const [tokens, texts] of rows) assert.deepEqual(written(vocabulary, tokens), texts, tokens.join(" "));
  });

  it("gives each group the tokens that make it up", () => {
    const { vocabulary, id } = tokenizerOf([["a", normal]]);
    const answer = new AnswerText(vocabulary);
    const groups = [0xe6, 0xc3, 0xa9, id("a")].flatMap((token) => answer.push(token));
    assert.deepEqual(groups, [
      { tokens: [0xe6], text: "\ufffd" },
      { tokens: [0xc3, 0xa9], text: "é" },
      { tokens: [id("a")], text: "a" },
    ]);
  });

  it("drops control tokens, but for those that a reader of calls needs", () => {
    for (const type of [control, userDefined]) {
      const { vocabulary, id } = tokenizerOf([
        ["<|tool_call>", type],
        ["<tool_call|>", type],
        ['<|"|>', type],
        ["<pad>", control],
        ["<unused1>", control],
      ]);
      const tokens = ["<|tool_call>", "<pad>", '<|"|>', "<unused1>", "<tool_call|>"].map(id);
      assert.deepEqual(written(vocabulary, tokens), ["<|tool_call>", "", '<|"|>', "", "<tool_call|>"]);
    }
  });

  it("reads a vocabulary that writes bytes as letters", () => {
    const list = listOf(
      [
        ["ĠÃ", normal],
        ["©Ċ", normal],
        ["a", normal],
      ],
      { model: "gpt2", pre: "llama-bpe" },
    );
    assert.deepEqual(written(new Vocabulary(list), [256, 257, 258]), ["", " é\n", "a"]);
    const escaped = listOf([["\u2581Ġ", normal]], { model: "gpt2", pre: "gemma4" });
    assert.deepEqual(written(new Vocabulary(escaped), [256]), [" Ġ"]);
  });

  it("ignores a token that is not in the list", () => {
    assert.deepEqual(written(new Vocabulary(listOf([])), [999]), [""]);
  });
});

describe("the tokens of ordinary text", () => {
  const letters = Array.from('<|tool_cahne">[]mutid/rsbpkx ', (letter) => [letter, normal] as const);
  const four = tokenizerOf([
    ...letters,
    ["<|tool_call>", userDefined],
    ["<tool_call|>", userDefined],
    ['<|"|>', userDefined],
    ["<|channel>", userDefined],
    ["<|turn>", control],
    ["<|tool_call", normal],
    ["<table>", normal],
  ]);
  const three = tokenizerOf([
    ...letters,
    ["[multimodal]", userDefined],
    ["<table>", userDefined],
    ["</table>", userDefined],
    ["<s>", userDefined],
    ["</s>", userDefined],
    ["<unused1>", userDefined],
    ["<image>", userDefined],
    ["\n\n", userDefined],
    ["  ", userDefined],
    ["<bos>", control],
    ["</bos>", control],
  ]);

  it("are never markup, wherever it stands and however often", () => {
    const rows = [
      [four, ["<|tool_call>", "a<|tool_call><|tool_call>b", '<|"|>x<|"|>', "<<|channel>>", "<|tool_call><tool_call|>"]],
      [four, ["<|tool_call<|tool_call>", '<|tool_call>:<|"|><tool_call|><|channel>', "<|turn>"]],
      [three, ["[multimodal]", "x [multimodal][multimodal]", "<unused1>", "<image>", "<bos>"]],
    ] as const;
    for (const [tokenizer, texts] of rows)
      for (const text of texts) {
        const tokens = textTokens(tokenizer, text);
        const forged = tokens.filter((token) => tokenizer.vocabulary.markupOf(token) !== undefined);
        assert.deepEqual(forged, [], text);
        assert.equal(written(tokenizer.vocabulary, tokens).join(""), text);
      }
  });

  it("are the engine's own where there is no markup: tags, white space and pieces of markup too", () => {
    const texts = ["<table> a </table>", "<s>x</s>", "a\n\nb", "a  b", "<|tool_call", "tool_call|>", "<|", '|"|>', ""];
    for (const tokenizer of [three, four])
      for (const text of texts)
        assert.deepEqual(textTokens(tokenizer, text), tokenizer.model.tokenize(text, false), text);
  });

  it("are split as little as possible: only after the first character of the markup", () => {
    const cut = textTokens(four, 'a <|"|> b');
    assert.deepEqual(cut, [...four.model.tokenize("a <", false), ...four.model.tokenize('|"|> b', false)]);
  });

  it("spell the character by which a vocabulary writes spaces", () => {
    const tokens = textTokens(four, "\u2581a \u2581\u2581");
    assert.equal(written(four.vocabulary, tokens).join(""), "\u2581a \u2581\u2581");
  });
});

describe("the tokens of a prompt", () => {
  const tokenizer = tokenizerOf([
    ...Array.from("<|turn>u\nabc", (letter) => [letter, normal] as const),
    ["ab", normal],
    ["<|turn>", control],
    ["<|call>", userDefined],
  ]);
  const { id } = tokenizer;
  const memory = { answers: new AnswerMemory<Token>(), thoughts: new AnswerMemory<Token>() };
  memory.answers.remember([
    { tokens: [id("a")], text: "a" },
    { tokens: [id("b")], text: "b" },
    { tokens: [id("<|call>")], text: "<|call>" },
  ]);
  memory.thoughts.remember([{ tokens: [id("a"), id("b")], text: "ab" }]);
  const of = (...prompt: Segment[]): Token[] => promptTokens({ ...tokenizer, memory }, prompt);

  it("are special only in markers", () => {
    assert.deepEqual(of({ kind: "marker", text: "<|turn>u" }), [id("<|turn>"), id("u")]);
    for (const text of ["<|turn>", "<|call>"])
      for (const kind of ["text", "answer", "thought"] as const)
        assert.ok(!of({ kind, text }).some((token) => tokenizer.vocabulary.markupOf(token)), `${kind} ${text}`);
  });

  it("are the model's own in answers and thoughts", () => {
    assert.deepEqual(of({ kind: "answer", text: "ab<|call>" }), [id("a"), id("b"), id("<|call>")]);
    assert.deepEqual(of({ kind: "answer", text: "abc" }), [id("a"), id("b"), id("c")]);
    assert.deepEqual(of({ kind: "thought", text: "abc" }), [id("a"), id("b"), id("c")]);
    assert.deepEqual(of({ kind: "text", text: "abc" }), [id("ab"), id("c")]);
  });
});

describe("the list of tokens in a model file", () => {
  it("is refused when it is missing or uneven", () => {
    const ggml = { model: "gemma4", tokens: ["a", "b"], token_type: [1, 1] };
    assert.deepEqual(parseTokenList({ tokenizer: { ggml } }), {
      model: "gemma4",
      pre: "",
      texts: ["a", "b"],
      types: [1, 1],
    });
    for (const wrong of [undefined, {}, { tokenizer: {} }, { tokenizer: { ggml: { ...ggml, tokens: [1] } } }])
      assert.throws(() => parseTokenList(wrong), /no list of tokens/);
    assert.throws(() => parseTokenList({ tokenizer: { ggml: { ...ggml, token_type: [1] } } }), /another number/);
  });
});
