import fc from "fast-check";
import type { Token } from "../../src/providers/embedded/child/llama.ts";
import { AnswerText } from "../../src/providers/embedded/child/answerText.ts";
import { textTokens, type Tokenizer } from "../../src/providers/embedded/child/promptTokens.ts";

/** Code with spaces in front of punctuation, as people and formatters write it. */
export const code: Readonly<Record<string, string>> = {
  typescript: "if (a !== b && !done) {\n\treturn !done ? [ ...rest , 'x' ] : `${ a } .` ;\n}\n",
  python: "assert x != y , 'it''s' ; print(* args , sep = ' . ')  # don 't\r\nf = a .b if not c else [ ... ]\n",
  shell: "git add . && ./run.sh ; ls ../src ./a .env\n! test -f . || . ./env.sh ; echo ' ! ' \"$@\" ?\n",
  c: 'int main(void) {\n  return ! ok ? - 1 : printf("%s , %s !\\n" , a , b) ;\n}\n#define X( ... ) f( __VA_ARGS__ )\n',
  rust: "let v: Vec<&'a str> = vec![ .. ] ; let r = 0 ..= 9 ; match x { ' ' => '\\'' , _ => '?' , }\n",
  go: "if v , ok := m[k] ; ! ok { fmt.Println( ... ) }\nfunc f(a ...int) (n int , err error) { return }\n",
  java: "@Nullable String s = a != null ? a . b : \" 's 'm 've 're \" ; // i 'm , they 're , n't\n",
  ruby: "puts %w[a b] . map { |x| x ? '!' : ' , ' } unless a !~ /./ and ! b\nx = y ?z : w\n",
  php: "<?php echo $a . ' , ' . $b ?><s>old</s><table> <tr> </tr></table> <?= ! $x ?>\n",
  haskell: "f = (.) . g <$> [1 ..] where g ' ' = ' . ' ; x ' = y '\nmain = print $ a . b ! c\n",
  elixir: "x = a |> b . c ; @doc ~s(it 's) ; if !is_nil(y) , do: ' ' , else: <<0x41 , ?a>>\n",
  sql: "SELECT a . b , 'it''s' FROM t WHERE x != ' ' AND y <> '?' ; -- don 't .\n",
  css: "a .b , a > .c ! important { margin : 0 .5em ; content : ' . ' }\n@media ( min-width : 1px ) { }\n",
  lisp: "(define (f . args) '(a . b)) ; ' a ' , ,@x `( , y )\n",
};

/** Writing that is cut over tokens, or that tokenizers like to change. */
export const unicode: readonly string[] = [
  "日本語 、。 ！？ 漢字",
  "한국어 . 조선말 ?",
  "ไทย ภาษา !",
  "עברית , العربية ؟ .",
  "👩‍👩‍👧‍👦 👍🏽 🏳️‍🌈 🇩🇪 !",
  "e\u0301 a\u0308 Z\u0351\u036b \u1e9b\u0323",
  "naïve — ‘ quote ’ “ quote ” … ¿ ?",
  "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𓀀 \u{10ffff} 豈",
  "\ufefftext \ufeff \ufffd \ufffe \u200b \u00a0 . \u2028 \u3000 ,",
  "▁ ▁▁ ▁. ▂▃▅▇▆▄▁",
  "\0 \u0001 \u007f \u0085 \t . \v \f",
  "a\r\nb\r\n\r\n\tc \r d",
  `${" ".repeat(40)}.${"\t".repeat(40)}!${"\n".repeat(40)}?`,
  "<0x41> <0xE2><0x96><0x81> &lt; <br/> </s> <s> <h1>",
];

/** What a text is put together of: all above, markup, and the punctuation that detokenizers move. */
function anyText(markup: readonly string[]): fc.Arbitrary<string> {
  const cuts = [...Object.values(code), ...unicode].flatMap((text) => text.split(/(?<=\s)/u));
  const marks = [
    " ",
    "  ",
    " ?",
    " !",
    " .",
    " ,",
    " ' ",
    " 's",
    " 'm",
    " 've",
    " 're",
    " n't",
    "'",
    "\n",
    "<",
    "|",
    ">",
  ];
  // Gemma 3 has 6,242 tokens for later use, among which the others would hardly ever come up.
  const mark = fc.constantFrom(...markup.filter((text) => !text.startsWith("<unused") || text === "<unused12>"));
  const part = fc.oneof(
    { arbitrary: fc.constantFrom(...cuts, ...Object.values(code), ...unicode), weight: 4 },
    { arbitrary: fc.constantFrom(...marks), weight: 4 },
    { arbitrary: fc.string({ unit: "grapheme", maxLength: 12 }), weight: 2 },
    { arbitrary: fc.string({ unit: "binary", maxLength: 6 }), weight: 1 },
    { arbitrary: mark, weight: 2 },
    { arbitrary: mark.chain((text) => fc.nat(text.length).map((at) => text.slice(at))), weight: 1 },
  );
  return fc.array(part, { maxLength: 12 }).map((parts) => parts.join(""));
}

/** A vocabulary to test: its tokenizer, the texts of its markup, and what the engine alone makes of a text. */
export type TokenCase = { tokenizer: Tokenizer; markup: readonly string[]; plain: (text: string) => Token[] };

/** What is true of every text, as a property to run with fast-check. */
export function textProperty(each: TokenCase): fc.IProperty<[string]> {
  return fc.property(anyText(each.markup), (text) => checkText(each, text));
}

/** @throws Error when a text does not come back from its tokens, becomes markup, or is cut otherwise than need be */
export function checkText({ tokenizer, plain }: TokenCase, text: string): void {
  const tokens = textTokens(tokenizer, text);
  const isMarkup = (token: Token): boolean => tokenizer.vocabulary.markupOf(token) !== undefined;
  const forged = tokens.find(isMarkup);
  if (forged !== undefined) throw new Error(`${JSON.stringify(text)}: token ${forged} is markup`);
  const back = written(tokenizer, tokens);
  if (back !== text) throw new Error(`${JSON.stringify(text)} came back as ${JSON.stringify(back)}`);
  const own = plain(text);
  if (text.includes("\u2581") || own.some(isMarkup) || own.join() === tokens.join()) return;
  throw new Error(`${JSON.stringify(text)} was cut into ${tokens.join()} instead of ${own.join()}`);
}

/** What an answer of these tokens is shown as, token by token. */
export function written({ vocabulary }: Tokenizer, tokens: readonly Token[]): string {
  const answer = new AnswerText(vocabulary);
  return tokens
    .map((token) =>
      answer
        .push(token)
        .map(({ text }) => text)
        .join(""),
    )
    .join("");
}
