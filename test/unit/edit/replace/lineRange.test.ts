import assert from "node:assert/strict";
import fc from "fast-check";
import { applyEdit } from "../../../../src/edit/index.ts";
import { splice } from "../../../../src/edit/text/splices.ts";
import "../../../support/fixedSeed.ts";

const code = "def add(a, b):\n    # adds\n    return a - b\n\n\ndef sub(a, b):\n    return a + b\n";
type Asked = { first: number; last: number; firstText: string; lastText: string; text: string };
const lines = (doc: string, asked: Asked) => applyEdit(doc, { kind: "lines", ...asked });
const one = (doc: string, line: number, check: string, text: string) =>
  lines(doc, { first: line, last: line, firstText: check, lastText: check, text });
const textOf = (result: ReturnType<typeof lines>): string =>
  result.ok ? result.text : `refused: ${result.error.message}`;

describe("lines by number", () => {
  it("are replaced where their first and last text agree", () => {
    const asked = {
      first: 2,
      last: 3,
      firstText: "    # adds",
      lastText: "    return a - b",
      text: "    return a + b",
    };
    assert.equal(textOf(lines(code, asked)), code.replace("    # adds\n    return a - b", "    return a + b"));
  });

  const checks: [name: string, check: string][] = [
    ["as it is", "    return a - b"],
    ["without indentation", "return a - b"],
    ["with white space behind it", "    return a - b  "],
    ["with its copied number", "3: return a - b"],
    ["with its number as other tools write it", "  3 | return a - b"],
  ];
  for (const [name, check] of checks) {
    it(`take a check ${name}`, () => {
      assert.equal(textOf(one(code, 3, check, "    return a + b")), code.replace("a - b", "a + b"));
    });
  }

  const texts: [name: string, text: string][] = [
    ["with a final line break", "    return a + b\n"],
    ["in a fence", "```python\n    return a + b\n```"],
    ["without a final line break", "    return a + b"],
  ];
  for (const [name, text] of texts) {
    it(`take a text ${name}`, () => {
      assert.equal(textOf(one(code, 3, "    return a - b", text)), code.replace("a - b", "a + b"));
    });
  }

  it("take a text with the numbers that were copied with it", () => {
    const asked = { first: 2, last: 3, firstText: "# adds", lastText: "return a - b" };
    const text = "2:     # adds two\n3:     return a + b";
    assert.equal(
      textOf(lines(code, { ...asked, text })),
      code.replace("# adds", "# adds two").replace("a - b", "a + b"),
    );
  });

  it("get the indentation that check and text both left out", () => {
    assert.equal(
      textOf(one(code, 3, "return a - b", "c = a + b\nreturn c")),
      code.replace("return a - b", "c = a + b\n    return c"),
    );
  });

  it("keep a text without indentation if the check has it", () => {
    assert.equal(
      textOf(one(code, 3, "    return a - b", "return a + b")),
      code.replace("    return a - b", "return a + b"),
    );
  });

  it("are deleted by an empty text", () => {
    assert.equal(textOf(one(code, 2, "    # adds", "")), code.replace("    # adds\n", ""));
  });

  it("keep the line ends of the file, and its mark", () => {
    const crlf = `\ufeff${code.replaceAll("\n", "\r\n")}`;
    assert.equal(
      textOf(one(crlf, 3, "return a - b", "    c = a + b\n    return c")),
      crlf.replace("return a - b", "c = a + b\r\n    return c"),
    );
  });

  it("are refused with the lines as they are if the text is another one's", () => {
    const message = textOf(one(code, 3, "    return a + b", "    return b + a"));
    assert.match(message, /line 3 does not read "    return a \+ b", line 7 does/);
    assert.match(message, /^3:     return a - b$/m);
    assert.match(message, /^7:     return a \+ b$/m);
  });

  it("never move to another place: an equal text elsewhere is only named", () => {
    const doc = "a\nb\nc\nb\n";
    assert.match(textOf(one(doc, 3, "b", "x")), /line 3 does not read "b"/);
  });

  it("are refused outside of the file, and backwards", () => {
    for (const [first, last] of [
      [0, 1],
      [8, 8],
      [3, 2],
      [7, 9],
    ] as const) {
      assert.match(
        textOf(lines(code, { first, last, firstText: "", lastText: "", text: "x" })),
        /The file has 7 lines/,
      );
    }
  });

  it("are refused if the text leaves code out, holds marks, or changes nothing", () => {
    const all = { first: 1, last: 7, firstText: "def add(a, b):", lastText: "return a + b" };
    assert.match(
      textOf(lines(code, { ...all, text: "def add(a, b):\n    # ... existing code ...\n" })),
      /stands for code/,
    );
    assert.match(
      textOf(one(code, 3, "return a - b", "<<<<<<< SEARCH\nx\n=======\ny\n>>>>>>> REPLACE")),
      /mark of an edit/,
    );
    assert.match(textOf(one(code, 3, "    return a - b", "    return a - b")), /read so already/);
  });

  it("change those lines and no other, whatever the file", () => {
    const line = fc.constantFrom("", "a", "  b", "\tc", "d d", "1: e");
    const file = fc.tuple(fc.array(line, { minLength: 1, maxLength: 12 }), fc.constantFrom("\n", "\r\n"), fc.boolean());
    fc.assert(
      fc.property(
        file,
        fc.nat(),
        fc.nat(),
        fc.array(line, { maxLength: 4 }),
        ([all, eol, ends], from, length, added) => {
          const doc = all.join(eol) + (ends ? eol : "");
          const count = doc.split(eol).length - (doc.endsWith(eol) || doc === "" ? 1 : 0);
          if (count === 0) return;
          const first = 1 + (from % count);
          const last = first + (length % (count - first + 1));
          const rows = doc.split(eol);
          const result = lines(doc, {
            first,
            last,
            firstText: rows[first - 1]!,
            lastText: rows[last - 1]!,
            text: added.map((each) => `${each}\n`).join(""),
          });
          if (!result.ok) return;
          assert.equal(result.text, splice(doc, result.edits));
          const after = result.text.split(eol);
          assert.deepEqual(after.slice(0, first - 1), rows.slice(0, first - 1));
          const rest = rows.slice(last);
          if (rest.length > 0) assert.deepEqual(after.slice(-rest.length), rest);
        },
      ),
      { numRuns: 500 },
    );
  });
});
