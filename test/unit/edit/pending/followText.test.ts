import assert from "node:assert/strict";
import { diffChars } from "diff";
import { type By, followText } from "../../../../src/edit/pending/follow.ts";
import { baselineOf, hunksBetween, type TextChange } from "../../../../src/edit/pending/pendingHunks.ts";
import { splice } from "../../../../src/edit/text/splices.ts";

/** What is pending when a model made `after` out of `before`, and the user, the editor or a tool `changes` it. */
function follow(before: string, after: string, changes: readonly TextChange[], by: By = "user") {
  const sorted = [...changes].sort((a, b) => a.offset - b.offset);
  const edits = sorted.map(({ offset, length, text }) => ({ start: offset, end: offset + length, text }));
  const now = splice(after, edits);
  const { hunks, edited } = followText(after, hunksBetween(before, after), now, changes, by);
  const pending = hunks.map(({ start, end, original }) => [original, now.slice(start, end)]);
  return { pending, undone: baselineOf(now, hunks), edited };
}

const at = (offset: number, length: number, text: string): TextChange => ({ offset, length, text });
const whole = (before: string, text: string): TextChange => at(0, before.length, text);
/** As the editor tells what a formatter did: sign by sign. */
const inPieces = (before: string, after: string): TextChange[] => {
  let offset = 0;
  return diffChars(before, after).flatMap(({ value, added, removed }): TextChange[] => {
    const change = added ? at(offset, 0, value) : removed ? at(offset, value.length, "") : undefined;
    if (!added) offset += value.length;
    return change ? [change] : [];
  });
};

describe("pending hunks, after a change of the text,", () => {
  const before = "a\nb\nc\nd\n";
  const after = "a\nB\nc\nd\n";
  const hunk = ["b\n", "B\n"];
  const rows: [name: string, changes: TextChange[], pending: string[][], undone: string, by?: By][] = [
    ["move with a line typed above", [at(0, 0, "x\n")], [hunk], "x\na\nb\nc\nd\n"],
    ["move with a line typed right above", [at(2, 0, "x\n")], [hunk], "a\nx\nb\nc\nd\n"],
    ["stay with a line typed right below", [at(4, 0, "x\n")], [hunk], "a\nb\nx\nc\nd\n"],
    ["stay with a line typed by Enter at their end", [at(3, 0, "\nx")], [hunk], "a\nb\nx\nc\nd\n"],
    ["stay when Enter opens a line after them", [at(3, 0, "\n")], [hunk], "a\nb\n\nc\nd\n"],
    ["stay when Enter opens an indented line after them", [at(3, 0, "\n\t")], [hunk], "a\nb\n\t\nc\nd\n"],
    ["move when Enter opens a line before them", [at(1, 0, "\nx")], [hunk], "a\nx\nb\nc\nd\n"],
    ["stay when typing starts the next line", [at(4, 0, "x")], [hunk], "a\nb\nxc\nd\n"],
    ["move when typing ends the line above", [at(1, 0, "x")], [hunk], "ax\nb\nc\nd\n"],
    ["stay when the line below is deleted", [at(4, 2, "")], [hunk], "a\nb\nd\n"],
    ["stay when the line below is deleted from the break before it", [at(3, 2, "")], [hunk], "a\nb\nd\n"],
    ["move when the line above is deleted", [at(0, 2, "")], [hunk], "b\nc\nd\n"],
    ["stay when the line below is replaced", [at(4, 2, "C\nC\n")], [hunk], "a\nb\nC\nC\nd\n"],
    ["stay when the lines around them are replaced at once", [at(0, 1, "A"), at(4, 1, "C")], [hunk], "A\nb\nC\nd\n"],
    ["are gone when typed into", [at(3, 0, "x")], [], "a\nBx\nc\nd\n"],
    ["are gone when typed in front of", [at(2, 0, "x")], [], "a\nxB\nc\nd\n"],
    ["are gone when their text is replaced", [at(2, 1, "b2")], [], "a\nb2\nc\nd\n"],
    ["are gone when their earlier text is typed again", [at(2, 1, "b")], [], before],
    ["are gone when all around them is deleted", [at(1, 4, "")], [], "a\nd\n"],
    ["include a space that is added at their end", [at(3, 0, " ")], [["b\n", "B \n"]], before],
    [
      "stay if the whole text is replaced, and only a line above is new",
      [whole(after, `x\n${after}`)],
      [hunk],
      `x\n${before}`,
    ],
    [
      "stay if the whole text is replaced, and only a line below is new",
      [whole(after, "a\nB\nx\nc\nd\n")],
      [hunk],
      "a\nb\nx\nc\nd\n",
    ],
    [
      "are gone if the whole text is replaced, and their own lines differ",
      [whole(after, "a\nBx\nc\nd\n")],
      [],
      "a\nBx\nc\nd\n",
    ],
    ["stay if a text is replaced by itself", [whole(after, after)], [hunk], before],
    ["get other line ends", [whole(after, "a\r\nB\r\nc\r\nd\r\n")], [["b\r\n", "B\r\n"]], "a\r\nb\r\nc\r\nd\r\n"],
    ["stay when the next line is moved above them", [at(4, 2, ""), at(2, 0, "c\n")], [hunk], "a\nc\nb\nd\n"],
    ["stay when they are moved below the next line", [at(6, 0, "B\n"), at(2, 2, "")], [hunk], "a\nc\nb\nd\n"],
    ["are gone when a tool writes other words", [at(2, 1, "other")], [], "a\nother\nc\nd\n", "tool"],
    ["include a formatter's semicolon", [at(3, 0, ";")], [["b\n", "B;\n"]], before, "tool"],
    [
      "include a formatter's punctuation all over the text",
      [whole(after, "a;\n'B';\nc;\nd;\n")],
      [],
      "a;\n'B';\nc;\nd;\n",
      "tool",
    ],
    [
      "include a formatter's semicolons all over the text",
      [whole(after, "a;\nB;\nc;\nd;\n")],
      [["b\n", "B;\n"]],
      "a;\nb\nc;\nd;\n",
      "tool",
    ],
    ["are gone when a tool adds a call", [at(3, 0, "()")], [], "a\nB()\nc\nd\n", "tool"],
    ["are gone when the user types a semicolon", [at(3, 0, ";")], [], "a\nB;\nc\nd\n"],
    ["include what the model's own save makes of them", [at(2, 1, "C")], [["b\n", "C\n"]], before, "model"],
  ];
  for (const [name, changes, pending, undone, by] of rows) {
    it(name, () => {
      const found = follow(before, after, changes, by);
      assert.deepEqual(found.pending, pending);
      assert.equal(found.undone, undone);
    });
  }

  const others: [name: string, before: string, after: string, changes: TextChange[], pending: string[][], by?: By][] = [
    ["of a deletion stay at the start of the line below", "a\nb\nc\n", "a\nc\n", [at(2, 0, "x")], [["b\n", ""]]],
    ["of a deletion are gone when it is put back", "a\nb\nc\n", "a\nc\n", [at(2, 0, "b\n")], []],
    ["of a deletion are gone when it is put back with the break above", "a\nb\nc\n", "a\nc\n", [at(1, 0, "\nb")], []],
    ["of a deletion stay when another line is put there", "a\nb\nc\n", "a\nc\n", [at(2, 0, "x\n")], [["b\n", ""]]],
    [
      "at the end of a text without a final newline are gone when the user types on",
      "a\nb\n",
      "a\nB",
      [at(3, 0, "x")],
      [],
    ],
    ["at the end stay when the text gets a final newline", "a\nb", "a\nB", [at(3, 0, "\n")], [["b", "B"]]],
    ["at the end stay when the user types on in the line above", "a", "a\nb", [at(1, 0, "x")], [["", "\nb"]]],
    ["at the end lose blank lines that a save removes", "a\nb\n", "a\nB\n\n\n", [at(4, 2, "")], [["b\n", "B\n"]]],
    ["keep an added line among equal lines", "}\n", "}\n}\n", [at(0, 0, "}\n")], [["", "}\n"]]],
    [
      "keep two lines when an equal one is inserted between them",
      "a\n",
      "a\nx\nx\n",
      [at(4, 0, "x\n")],
      [["", "x\nx\n"]],
    ],
    [
      "lose trailing spaces and nothing else",
      "a\nb\nc\n",
      "a  \nB\t\nC  \nc\n",
      [at(8, 2, ""), at(5, 1, ""), at(1, 2, "")],
      [["a\nb\n", "a\nB\nC\n"]],
    ],
    [
      "lose trailing spaces if the whole text is replaced",
      "a  \nb\nc\n",
      "a  \nB\t\nc\n",
      [whole("a  \nB\t\nc\n", "a\nB\nc\n")],
      [["b\n", "B\n"]],
    ],
    [
      "get another indentation",
      "\ta\n\tb\n",
      "\ta\n\tB\n",
      [at(3, 1, "  "), at(0, 1, "  ")],
      [["\tb\n", "  B\n"]],
      "tool",
    ],
    [
      "include lines that a formatter joins",
      "a\nb\nc\n",
      "a\nf(\n  x\n)\nc\n",
      [at(4, 5, "x")],
      [["b\n", "f(x)\n"]],
      "tool",
    ],
    [
      "include lines that a formatter splits",
      "a\nb\nc\n",
      "a\nf(x)\nc\n",
      [at(4, 1, "\n  x\n")],
      [["b\n", "f(\n  x\n)\n"]],
      "tool",
    ],
    [
      "stay when read in another encoding",
      "a\nb\n",
      "a\ncafé\n",
      [at(2, 5, "cafÃ©\n")],
      [["b\n", "cafÃ©\n"]],
      "reader",
    ],
    ["are gone when the user writes other words", "a\nb\n", "a\ncafé\n", [at(5, 1, "è")], []],
  ];
  for (const [name, from, to, changes, pending, by] of others) {
    it(name, () => assert.deepEqual(follow(from, to, changes, by).pending, pending));
  }

  const signs: [name: string, model: string, formatted: string, isTheirs: boolean][] = [
    ["other quotes", "f('x', 'y');\n", 'f("x", "y");\n', true],
    ["quotes that need no escape any longer", "f('it\\'s');\n", 'f("it\'s");\n', true],
    ["property names without quotes", 'f({ "a": 1, "b-c": 2 });\n', "f({ a: 1, 'b-c': 2 });\n", true],
    ["no semicolons", "f();\ng();\n", "f()\ng()\n", true],
    ["a semicolon before a line whose predecessor has none", "f();\n[1].map(g);\n", "f()\n;[1].map(g)\n", true],
    ["statements on lines of their own", "f(); g()\n", "f();\ng();\n", true],
    ["trailing commas", "f([\n  1,\n  2\n]);\n", "f([\n  1,\n  2,\n]);\n", true],
    ["semicolons instead of commas", "type T = {\n  a: A,\n  b: B\n}\n", "type T = {\n  a: A;\n  b: B;\n};\n", true],
    ["parentheses around a parameter", "x => y\n", "(x) => y\n", true],
    ["parentheses around a returned value", "return a &&\n  b\n", "return (\n  a &&\n  b\n);\n", true],
    ["arguments on lines of their own", "f('a', b)\n", 'f(\n  "a",\n  b,\n);\n', true],
    ["arguments on one line", "f(\n  'a',\n  b,\n);\n", 'f("a", b);\n', true],
    ["another indentation and quotes", "if x:\n    y = 'z'\n", 'if x:\n  y = "z"\n', true],
    ["a call instead of a name", "f;\n", "f();\n", false],
    ["no quotes where there were some", "f('x');\n", "f(x);\n", false],
    ["other commas", "f(a, b);\n", "f(a; b);\n", false],
    ["another word", "f('x');\n", 'f("y");\n', false],
    ["an additional word", "f('x');\n", 'f("x", z);\n', false],
    ["other brackets", "f([x]);\n", "f({x});\n", false],
    ["another operator", "a + b;\n", "a - b;\n", false],
  ];
  for (const [name, model, formatted, isTheirs] of signs) {
    it(`${isTheirs ? "stay" : "are gone"} when a tool writes ${name}`, () => {
      const [from, to, now] = [before, `a\n${model}c\nd\n`, `a\n${formatted}c\nd\n`];
      for (const changes of [[whole(to, now)], [at(2, model.length, formatted)], inPieces(to, now)]) {
        const { pending, undone } = follow(from, to, changes, "tool");
        assert.deepEqual(pending, isTheirs ? [["b\n", formatted]] : [], JSON.stringify(changes));
        assert.equal(undone, isTheirs ? from : now);
      }
      assert.deepEqual(follow(from, to, [whole(to, now)], "user").pending, []);
    });
  }

  it("tell whether the user wrote anything", () => {
    const edited = (changes: TextChange[], by: By = "user") => follow(before, after, changes, by).edited;
    assert.equal(edited([at(0, 0, "x")]), true);
    assert.equal(edited([at(3, 0, "x")]), true);
    assert.equal(edited([at(1, 0, " ")]), false);
    assert.equal(edited([whole(after, after.replaceAll("\n", "\r\n"))]), false);
    assert.equal(edited([at(0, 0, "x")], "tool"), false);
  });

  it("are compared with the real text if the editor's event is wrong", () => {
    const now = "x\na\nB\nc\nd\n";
    const { hunks } = followText(after, hunksBetween(before, after), now, [at(3, 2, "")], "user");
    assert.equal(baselineOf(now, hunks), "x\na\nb\nc\nd\n");
  });

  it("are found in a large text at once", () => {
    const many = (line: string) => Array.from({ length: 50_000 }, (_, index) => `${line} ${index % 7}\n`).join("");
    const large = `${many("x")}B\n${many("y")}`;
    const now = large.replaceAll("\n", "\r\n");
    const start = performance.now();
    const { hunks } = followText(large, hunksBetween(large.replace("B", "b"), large), now, [whole(large, now)], "user");
    assert.equal(hunks.length, 1);
    assert.ok(performance.now() - start < 3000);
  });
});
