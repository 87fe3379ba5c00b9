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

describe("a line of Markdown", () => {
  const shown: [name: string, line: Line, rest: string, expected: boolean | "more"][] = [
    ["means a token at its beginning", lineOf(), "<x>", false],
    ["means a token behind words", lineOf("I call "), "<x>", false],
    ["shows it in a block quote", lineOf("> see "), "<x>", true],
    ["shows it behind four blanks", lineOf("    "), "<x>", true],
    ["shows it behind a tab", lineOf("\t"), "<x>", true],
    ["means it behind three blanks", lineOf("   "), "<x>", false],
    ["shows it later in indented code", lineOf("    ", "a b "), "<x>", true],
    ["shows it right behind a backtick", lineOf("use ", "`"), "<x>", true],
    ["shows it in inline code that ends", lineOf("use ", "`", "a "), "<x>` now", true],
    ["means it where the line ends before inline code does", lineOf("use ", "`", "a "), "<x>\n`", false],
    ["waits for the end of inline code", lineOf("use ", "`", "a "), "<x> b", "more"],
    ["waits no longer than it looks", lineOf("use ", "`", "a "), "<x>".padEnd(lookahead), false],
    ["means it behind inline code", lineOf("use ", "`", "a", "`", " "), "<x>", false],
    ["shows it in inline code with a shorter run inside", lineOf("``", "a ", "`", "b "), "<x>`` c", true],
    ["shows it behind a double quote that opens", lineOf('the "'), "<x>", true],
    ["means it behind a double quote that closes", lineOf('the "word"'), "<x>", false],
    ["shows it behind a single quote that opens", lineOf("the '"), "<x>", true],
    ["means it behind an apostrophe", lineOf("the cats'"), "<x>", false],
    ["means it behind a quote that ends a sentence", lineOf("so.'"), "<x>", false],
    ["shows it behind “", lineOf("the “"), "<x>", true],
    ["shows it behind ‘", lineOf("the ‘"), "<x>", true],
    ["shows it behind «", lineOf("the «"), "<x>", true],
    ["shows it behind „", lineOf("the „"), "<x>", true],
    ["means it behind ”", lineOf("the “word”"), "<x>", false],
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

  it("forgets all at the next line", () => {
    const line = lineOf('    a "b ', "`");
    line.begin();
    assert.deepEqual([line.fresh, line.indent, line.ticks, line.previous], [true, 0, 0, "\n"]);
    assert.equal(line.shows("<x>", false), false);
    line.add('say "');
    assert.equal(line.shows("<x>", false), true, "quotes are counted anew");
  });

  it("knows where the content of a list item begins", () => {
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

  it("takes a string mark as text whose quote is none", () => {
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
    it(`${JSON.stringify(previous)} before and ${JSON.stringify(next)} behind: ${expected}`, () =>
      assert.equal(isMention(previous, next), expected));
});
