import assert from "node:assert/strict";
import { applyEdit, applyPatch } from "../../../src/edit/index.ts";
import { lineDiff } from "../../../src/edit/diff/lineDiff.ts";
import { applies, refusal, replace } from "./replaceSupport.ts";
import { afterPatch, refused } from "./shapes.ts";

/** What is at the edge of a rule: the first line, the last number that counts, CRLF, the only text of its kind. */
describe("edit engine: edges", () => {
  applies([
    [
      "a line of a CRLF file without its indentation",
      "f() {\r\n    a();\r\n    b();\r\n}\r\n",
      "a();",
      "if (x) {\n  a();\n}",
      "f() {\r\n    if (x) {\r\n      a();\r\n    }\r\n    b();\r\n}\r\n",
      "exact",
    ],
    [
      "accents alone in a CRLF file",
      "e\u0301\r\ne\u0301\r\nx\r\n",
      "e\u0301\ne\u0301\n",
      "y\n",
      "y\r\nx\r\n",
      "line-endings",
    ],
  ]);

  it("replaces all forms of a letter, from left to right", () => {
    const doc = "e\u0301 \u00e8\n\u00e9 e\u0300\ne\u0301 e\u0300\n";
    for (const end of ["", "\n"]) {
      const result = replace(doc, { oldText: `\u00e9 \u00e8${end}`, newText: `x${end}`, replaceAll: true });
      assert.equal(result.ok && result.text, "x\nx\nx\n");
    }
  });

  it("counts lines from the first, though it is empty", () => {
    const error = refusal("\n\nconst value = compute(10);\n", {
      oldText: "const value = compute(11);\n",
      newText: "x\n",
    });
    assert.equal(error.kind === "not-found" && error.nearest?.startLine, 3);
  });

  it("chooses among equals by a number ten lines off, and not eleven", () => {
    const doc = `x\n${"a\n".repeat(40)}x\n`;
    const at = (startLine: number): string | undefined => {
      const result = replace(doc, { oldText: "x\n", newText: "y\n", startLine });
      return result.ok ? result.text : undefined;
    };
    assert.equal(at(11), doc.replace("x", "y"));
    assert.equal(at(12), undefined);
  });

  it("takes an empty line by its very number", () => {
    const result = replace("a\n\nb\n\nc\n", { oldText: "\n", newText: "x\n", startLine: 4 });
    assert.ok(result.ok);
    assert.equal(result.text, "a\n\nb\nx\nc\n");
  });

  it("tells a slip of the model only where there is one", () => {
    const message = (doc: string, oldText: string): string => refusal(doc, { oldText, newText: "x" }).message;
    assert.doesNotMatch(message("a\n", "\n\n\n\n"), /line numbers/);
    assert.doesNotMatch(message("a\n", "print('\\n')\nb\n"), /real line break/);
    assert.match(message("a\n", "print(1)\\nb"), /real line break/);
  });

  it("reads a hunk's numbers without counts as one line", () => {
    const diff = (header: string): string => `--- a/a\n+++ b/a\n${header}\n-a\n+b\nThat is all.\n`;
    for (const header of ["@@ -1 +1 @@", "@@ -1,1 +1 @@", "@@ -1 +1,1 @@"]) {
      const result = applyEdit("a\nc\n", { kind: "diff", text: diff(header) });
      assert.equal(result.ok && result.text, "b\nc\n", header);
    }
  });

  it("adds an empty file that git's header alone names", () => {
    const diff = "diff --git a/e.txt b/e.txt\nnew file mode 100644\nindex 0000000..e69de29\n";
    const result = applyPatch(new Map(), diff);
    assert.deepEqual(result.ok && [...result.files], [["e.txt", ""]]);
  });

  it("refuses a line that is no header before a patch's first file", () => {
    const patch = "*** Begin Patch\nnext thing\n*** Update File: a.txt\n@@\n-a\n+b\n*** End Patch\n";
    assert.equal(applyPatch(new Map([["a.txt", "a\n"]]), patch).ok, false);
    assert.notEqual(afterPatch("a\n", "@@", "-a", "+b"), refused);
  });

  it("finds each of many changes, and no line that stays", () => {
    const before = Array.from({ length: 200 }, (_, i) => (i % 3 === 0 ? "}" : `line ${i % 50}`));
    const after = before.flatMap((line, i) => (i % 20 === 7 ? [`new ${i}`] : i % 20 === 13 ? [] : [line]));
    const hunks = lineDiff(before, after);
    const sum = (side: (hunk: (typeof hunks)[number]) => number): number =>
      hunks.reduce((all, each) => all + side(each), 0);
    assert.equal(
      sum(({ beforeStart, beforeEnd }) => beforeEnd - beforeStart),
      20,
    );
    assert.equal(
      sum(({ afterStart, afterEnd }) => afterEnd - afterStart),
      10,
    );
  });
});
