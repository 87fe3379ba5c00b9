import assert from "node:assert/strict";
import fc from "fast-check";
import { textTokens } from "../../../src/providers/embedded/child/promptTokens.ts";
import { checkText, code, textProperty, unicode, written } from "../../fuzz/tokenTexts.ts";
import { makeTokenBeds, tokenBedNames, type TokenBeds } from "./tokenBed.ts";

/** What a detokenizer that tidies its output changed, each for itself and within a line. */
const probes = [
  ["a !== b", "git add . && ./run.sh", "ls ../src ./a .env", "return !done", "x ? y : z", "f(a , b)", "it 's", "i 'm"],
  [
    "they 've",
    "we 're",
    "do n't",
    "' '",
    "a ' b",
    "[ ...rest ]",
    "0 .. 9",
    "! x",
    "?>",
    "a ?? b",
    " .",
    " ,",
    "  !",
    "",
  ],
].flat();

describe("the tokens of the real vocabularies", function () {
  this.timeout(180_000);
  let beds: TokenBeds;
  let dispose = (): Promise<void> => Promise.resolve();
  before(async function () {
    this.timeout(600_000);
    ({ beds, dispose } = await makeTokenBeds());
  });
  after(() => dispose());

  for (const name of tokenBedNames) {
    describe(name, () => {
      it("give every text back, and are the engine's own if there is no markup", () => {
        for (const text of [...probes, ...Object.values(code), ...unicode]) checkText(beds[name], text);
        fc.assert(textProperty(beds[name]), { numRuns: 400 });
      });

      it("each stand for their text", () => {
        const { list, tokenizer, detokenize } = beds[name];
        const bare = (text: string): string => (name === "gemma3" ? text : text.replaceAll(" ", ""));
        let byteTokens = 0;
        for (const token of list.texts.keys()) {
          const text = Buffer.from(tokenizer.vocabulary.bytesOf(token)).toString();
          // The engine tidies what Gemma 4 writes, so its word counts without spaces there.
          if (list.types[token] === 6) byteTokens++;
          else if (bare(text) !== bare(detokenize([token]))) assert.fail(`${token} ${JSON.stringify(text)}`);
        }
        assert.equal(byteTokens, 256);
      });

      it("are never markup in ordinary text that looks like it", () => {
        const { markup, tokenizer } = beds[name];
        const shared = [
          "<|turn>",
          "<turn|>",
          "<|channel>",
          "<channel|>",
          "<|think|>",
          "<|image|>",
          '<|"|>',
          "<|tool_call>",
        ];
        const older = ["<start_of_turn>", "<end_of_turn>", "<bos>", "<eos>", "<pad>", "<unused12>", "[multimodal]"];
        const named = markup.filter((text) => !text.startsWith("<unused"));
        for (const text of [...named, ...shared, ...older])
          for (const around of [text, `a ${text} b`, `${text}${text}`, `<${text}|>`, `"${text}\n`])
            checkText(beds[name], around);
        const all = markup.join("");
        assert.equal(written(tokenizer, textTokens(tokenizer, all)), all);
      });
    });
  }

  it("distinguish markup from tags and white space that are tokens too", () => {
    const markup = new Set(beds.gemma3.markup);
    for (const text of ["<start_of_turn>", "<bos>", "[multimodal]", "<start_of_image>", "<unused12>"])
      assert.ok(markup.has(text), text);
    const { list } = beds.gemma3;
    const ordinary = list.texts.filter((text, token) => list.types[token] === 4 && !markup.has(text));
    assert.equal(ordinary.length, 162);
    assert.ok(ordinary.every((text) => text.trim() === "" || /^<\/?[a-z0-9]+>$/.test(text)));
    for (const text of ["<table>", "</table>", "\n\n", "  ", "\t\t"])
      assert.equal(textTokens(beds.gemma3.tokenizer, text).length, 1, text);
    assert.ok(beds.dense.markup.includes("<|tool_call>") && beds.dense.markup.includes('<|"|>'));
  });
});
