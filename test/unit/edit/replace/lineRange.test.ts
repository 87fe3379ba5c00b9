import assert from "node:assert/strict";
import fc from "fast-check";
import { applyEdit, nearestLines } from "../../../../src/edit/index.ts";
import { linesOf, taggedRegion, tagsOf } from "../../../../src/edit/text/lineTags.ts";
import { splice } from "../../../../src/edit/text/splices.ts";
import "../../../support/fixedSeed.ts";

const code = "def add(a, b):\n    # adds\n    return a - b\n\n\ndef sub(a, b):\n    return a + b\n";
const nameOf = (doc: string, line: number): string => `${line}#${tagsOf(linesOf(doc))(line)}`;
const named = (doc: string, first: string, last: string, text: string) =>
  applyEdit(doc, { kind: "lines", first, last, text });
const replace = (doc: string, first: number, last: number, text: string) =>
  named(doc, nameOf(doc, first), nameOf(doc, last), text);
const textOf = (result: ReturnType<typeof named>): string =>
  result.ok ? result.text : `refused: ${result.error.message}`;

describe("lines by number and tag", () => {
  it("are replaced where their tags fit", () => {
    const expected = code.replace("    # adds\n    return a - b", "    return a + b");
    assert.equal(textOf(replace(code, 2, 3, "    return a + b")), expected);
  });

  const names: [how: string, around: (name: string) => string][] = [
    ["unchanged", (name) => name],
    ["with the line behind it", (name) => `${name}|     return a - b`],
    ["with spaces and a word", (name) => ` line ${name.replace("#", " # ")}`],
    ["in capitals", (name) => name.toUpperCase()],
  ];
  for (const [how, around] of names) {
    it(`take a name ${how}`, () => {
      const name = around(nameOf(code, 3));
      assert.equal(textOf(named(code, name, name, "    return a + b")), code.replace("a - b", "a + b"));
    });
  }

  const texts: [how: string, text: string][] = [
    ["with a final line break", "    return a + b\n"],
    ["in a fence", "```python\n    return a + b\n```"],
    ["without a final line break", "    return a + b"],
    ["with the name that was copied with it", "3#abc|     return a + b"],
    ["without the indentation", "return a + b"],
  ];
  for (const [how, text] of texts) {
    it(`take a text ${how}`, () => {
      assert.equal(textOf(replace(code, 3, 3, text)), code.replace("a - b", "a + b"));
    });
  }

  it("are deleted by an empty text", () => {
    assert.equal(textOf(replace(code, 2, 2, "")), code.replace("    # adds\n", ""));
  });

  it("keep the line ends of the file, and its mark", () => {
    const crlf = `\ufeff${code.replaceAll("\n", "\r\n")}`;
    const expected = crlf.replace("return a - b", "c = a + b\r\n    return c");
    assert.equal(textOf(replace(crlf.slice(1), 3, 3, "    c = a + b\n    return c")), expected.slice(1));
    const name = nameOf(crlf.slice(1), 3);
    assert.equal(textOf(named(crlf, name, name, "    c = a + b\n    return c")), expected);
  });

  it("are refused with the lines as they are if the file changed, also within or just above them", () => {
    for (const changed of ["# adds", "return a - b", "def add"]) {
      const now = code.replace(changed, `${changed}!`);
      const message = textOf(named(now, nameOf(code, 3), nameOf(code, 4), "x"));
      assert.match(message, /the tag of line 3 is not/);
      assert.ok(message.includes(taggedRegion(now, 3, 4)), message);
    }
    const within = code.replace("return a - b", "return a * b");
    assert.match(textOf(named(within, nameOf(code, 2), nameOf(code, 5), "x")), /the tag of line 5 is not/);
  });

  it("are refused by a number without a tag, and shown", () => {
    for (const name of ["3", "return a - b", "", "3#", "3#abcd"]) {
      assert.match(textOf(named(code, name, name, "x")), /number and tag, such as "1#[a-z]{3}"[^]*^3#[a-z]{3}\|/m);
    }
  });

  it("are refused outside of the file, backwards, and too many at once", () => {
    for (const [first, last] of [
      ["0#abc", "1#abc"],
      ["8#abc", "8#abc"],
      ["3#abc", "2#abc"],
      ["7#abc", "9#abc"],
    ] as const) {
      assert.match(textOf(named(code, first, last, "x")), /The file has 7 lines/);
    }
    const long = "line\n".repeat(100);
    assert.match(textOf(replace(long, 1, 41, "x")), /at most 40 lines/);
    assert.ok(replace(long, 1, 40, "x").ok);
  });

  it("are refused if the text leaves code out, holds marks, or changes nothing", () => {
    const marks = "<<<<<<< SEARCH\nx\n=======\ny\n>>>>>>> REPLACE";
    assert.match(textOf(replace(code, 1, 7, "def add(a, b):\n    # ... existing code ...\n")), /stands for code/);
    assert.match(textOf(replace(code, 3, 3, marks)), /mark of an edit/);
    assert.match(textOf(replace(code, 3, 3, "    return a - b")), /read so already/);
  });

  it("are shown near what was searched, or from the beginning", () => {
    assert.match(nearestLines(code, "return a-b;"), /^3#[a-z]{3}\| {5}return a - b$/m);
    assert.match(nearestLines(code, ""), /^1#[a-z]{3}\| def add/);
    assert.equal(nearestLines("", "x"), "");
  });

  it("change those lines and no other, whatever the file", () => {
    const line = fc.constantFrom("", "a", "  b", "\tc", "d d", "1#abc| e");
    const file = fc.tuple(fc.array(line, { minLength: 1, maxLength: 12 }), fc.constantFrom("\n", "\r\n"), fc.boolean());
    const added = fc.array(line, { maxLength: 4 });
    fc.assert(
      fc.property(file, fc.nat(), fc.nat(), added, ([all, eol, ends], from, length, lines) => {
        const doc = all.join(eol) + (ends ? eol : "");
        const count = linesOf(doc).length;
        if (count === 0) return;
        const first = 1 + (from % count);
        const last = first + (length % (count - first + 1));
        const result = replace(doc, first, last, lines.map((each) => `${each}\n`).join(""));
        if (!result.ok) return;
        assert.equal(result.text, splice(doc, result.edits));
        const [rows, after] = [doc.split(eol), result.text.split(eol)];
        assert.deepEqual(after.slice(0, first - 1), rows.slice(0, first - 1));
        const rest = rows.slice(last);
        if (rest.length > 0) assert.deepEqual(after.slice(-rest.length), rest);
      }),
      { numRuns: 500 },
    );
  });

  it("notice any change of a line that they would replace", () => {
    const line = fc.constantFrom("a", "b", "c", "", "a b");
    fc.assert(
      fc.property(fc.array(line, { minLength: 2, maxLength: 30 }), fc.nat(), line, (rows, at, other) => {
        const row = at % rows.length;
        if (rows[row] === other) return;
        const doc = rows.join("\n") + "\n";
        const now = rows.with(row, other).join("\n") + "\n";
        const result = named(now, nameOf(doc, 1), nameOf(doc, rows.length), "x");
        assert.ok(!result.ok, textOf(result));
      }),
      { numRuns: 500 },
    );
  });
});
