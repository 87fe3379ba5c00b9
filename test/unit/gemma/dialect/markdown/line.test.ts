import assert from "node:assert/strict";
import { isMention, Line, lookahead } from "../../../../../src/gemma/dialect/markdown/line.ts";

/** A line that has taken these pieces; runs of backticks are given to it as such. */
function lineOf(...pieces: string[]): Line {
  const line = new Line();
  for (const piece of pieces) {
    if (/^`+$/.test(piece)) line.addTicks(piece);
    else line.add(piece);
  }
  return line;
}

describe("where a line of Markdown only shows a token, and where it means one", () => {
  const shown: [name: string, line: Line, rest: string, expected: boolean | "more"][] = [
    ["means a token at its start", lineOf(), "<x>", false],
    ["means a token after words", lineOf("I call "), "<x>", false],
    ["shows a token in a block quote", lineOf("> see "), "<x>", true],
    ["shows a token after four spaces", lineOf("    "), "<x>", true],
    ["shows a token after a tab", lineOf("\t"), "<x>", true],
    ["means a token after three spaces", lineOf("   "), "<x>", false],
    ["shows a token later in indented code", lineOf("    ", "a b "), "<x>", true],
    ["shows a token right after a backtick", lineOf("use ", "`"), "<x>", true],
    ["shows a token in closed inline code", lineOf("use ", "`", "a "), "<x>` now", true],
    ["means a token if the line ends before the inline code does", lineOf("use ", "`", "a "), "<x>\n`", false],
    ["waits for the end of inline code", lineOf("use ", "`", "a "), "<x> b", "more"],
    ["stops waiting at the limit", lineOf("use ", "`", "a "), "<x>".padEnd(lookahead), false],
    ["means a token after inline code", lineOf("use ", "`", "a", "`", " "), "<x>", false],
    ["shows a token in inline code that holds fewer backticks", lineOf("``", "a ", "`", "b "), "<x>`` c", true],
    ["shows a token after an opening double quote", lineOf('the "'), "<x>", true],
    ["means a token after a closing double quote", lineOf('the "word"'), "<x>", false],
    ["shows a token after an opening single quote", lineOf("the '"), "<x>", true],
    ["means a token after an apostrophe", lineOf("the cats'"), "<x>", false],
    ["means a token after a quote that ends a sentence", lineOf("so.'"), "<x>", false],
    ["shows a token after “", lineOf("the “"), "<x>", true],
    ["shows a token after ‘", lineOf("the ‘"), "<x>", true],
    ["shows a token after «", lineOf("the «"), "<x>", true],
    ["shows a token after „", lineOf("the „"), "<x>", true],
    ["means a token after ”", lineOf("the “word”"), "<x>", false],
  ];
  for (const [name, line, rest, expected] of shown) it(name, () => assert.equal(line.shows(rest, false), expected));

  it("decides at the end of the answer", () => {
    assert.equal(lineOf("use ", "`", "a ").shows("<x> b", true), false);
  });

  it("stays in a quotation up to its end", () => {
    const line = lineOf("the “");
    assert.equal(line.shows("<x>", false), true);
    line.add("<x> and ");
    assert.equal(line.shows("<y>", false), true);
    line.add("more” ");
    assert.equal(line.shows("<z>", false), false);
  });

  it("forgets everything at the next line", () => {
    const line = lineOf('    a "b ', "`");
    line.begin();
    assert.deepEqual([line.fresh, line.indent, line.ticks, line.previous], [true, 0, 0, "\n"]);
    assert.equal(line.shows("<x>", false), false);
    line.add('say "');
    assert.equal(line.shows("<x>", false), true, "quotes are counted anew");
  });

  it("knows where a list item's content starts", () => {
    const rows: [string, number][] = [
      ["- ", 2],
      ["  * ", 4],
      ["12. ", 4],
      ["1) ", 3],
      ["- - ", 4],
      ["-", 0],
      ["- a ", 0],
      ["a - ", 0],
      ["-     ", 0],
      ["1234567890. ", 0],
    ];
    for (const [text, indent] of rows) assert.equal(lineOf(text).itemIndent, indent, JSON.stringify(text));
    assert.equal(lineOf("-", " ").itemIndent, 2, "in pieces");
  });

  it("takes a string mark as text if its quote shows a token", () => {
    const line = lineOf("a ");
    line.addMark('<|"|>');
    assert.deepEqual([line.fresh, line.previous], [false, ">"]);
    line.add(' "');
    assert.equal(line.shows("<x>", false), true, "the quote of the mark does not count");
    const indented = lineOf("    ");
    indented.addMark('<|"|>');
    assert.equal(indented.shows("<x>", false), true);
  });
});

describe("a token that a sentence mentions", () => {
  const rows: [previous: string, next: string | undefined, expected: boolean][] = [
    [" ", " ", true],
    [" ", ".", true],
    ["(", ")", true],
    ["“", "”", true],
    [" ", "a", false],
    [" ", "{", false],
    [" ", undefined, false],
    ["a", " ", false],
    ["\n", " ", false],
  ];
  for (const [previous, next, expected] of rows)
    it(`${JSON.stringify(previous)} before and ${JSON.stringify(next)} after: ${expected}`, () =>
      assert.equal(isMention(previous, next), expected));
});
