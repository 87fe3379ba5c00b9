import assert from "node:assert/strict";
import { type CodeBlockText, codeIn } from "../../../../src/chat/codeBlocks.ts";
import { editsOf, newText, ownFile, shrinksTo, textAfter } from "../../../../src/editor/code/blockEdits.ts";
import { languageId } from "../../../../src/editor/code/languageIds.ts";

/** The fenced block of a text that begins with the `at`th line of three signs, counted from 0. */
function blockOf(text: string, at = 0): CodeBlockText {
  const lines = text.split("\n");
  const marks = lines.flatMap((line, i) => (line.startsWith("```") ? [i] : []));
  const [from, to] = [marks[2 * at]!, marks[2 * at + 1]! + 1];
  return { text, from, to, ...codeIn(lines, from, to)! };
}
const searched = (search: string, replace: string): string =>
  `<<<<<<< SEARCH\n${search}\n=======\n${replace}\n>>>>>>> REPLACE`;
const known = ["src/a.ts", "src/b.ts"];

describe("the edits of a block", () => {
  it("are only the block's, though the text around it names its file", () => {
    const text = `In \`src/a.ts\`:\n\n\`\`\`\n${searched("a", "b")}\n\`\`\`\n\nand\n\n\`\`\`\n${searched("c", "d")}\n\`\`\`\n`;
    const first = { kind: "replace", edits: [{ oldText: "a\n", newText: "b\n" }] };
    const second = { kind: "replace", edits: [{ oldText: "c\n", newText: "d\n" }] };
    assert.deepEqual(editsOf(blockOf(text), known, undefined), { files: [{ path: "src/a.ts", edits: [first] }] });
    assert.deepEqual(editsOf(blockOf(text, 1), known, undefined), { files: [{ path: "src/a.ts", edits: [second] }] });
  });
  it("go by file, in their order", () => {
    const text = `\`\`\`\nsrc/a.ts\n${searched("a", "b")}\nsrc/b.ts\n${searched("c", "d")}\nsrc/a.ts\n${searched("e", "f")}\n\`\`\`\n`;
    const found = editsOf(blockOf(text), known, undefined);
    assert.ok("files" in found);
    assert.deepEqual(
      found.files.map(({ path, edits }) => [path, edits.length]),
      [
        ["src/a.ts", 1],
        ["src/b.ts", 1],
      ],
    );
  });
  it("belong to the active file if they name none, otherwise to none", () => {
    const text = `\`\`\`\n${searched("a", "b")}\n\`\`\`\n`;
    const found = editsOf(blockOf(text), known, "src/b.ts");
    assert.deepEqual("files" in found && found.files.map(({ path }) => path), ["src/b.ts"]);
    const refused = editsOf(blockOf(text), known, undefined);
    assert.match("refusal" in refused ? refused.refusal.words : "", /names no file\. Open the file of this workspace/);
  });
  it("ask the user if a name means several files and none is active", () => {
    const text = `\`\`\`\nindex.ts\n${searched("a", "b")}\n\`\`\`\n`;
    const several = ["src/index.ts", "lib/index.ts", "src/myindex.ts"];
    const pathOf = (activePath?: string, chosen?: ReadonlyMap<string, string>): unknown => {
      const found = editsOf(blockOf(text), several, activePath, chosen);
      return "files" in found ? found.files[0]?.path : found;
    };
    assert.deepEqual(pathOf("src/other.ts"), { choose: { name: "index.ts", paths: several.slice(0, 2) } });
    assert.equal(pathOf("lib/index.ts"), "lib/index.ts");
    assert.equal(pathOf(undefined, new Map([["index.ts", "src/index.ts"]])), "src/index.ts");
    assert.equal(pathOf("lib/index.ts", new Map([["index.ts", "src/index.ts"]])), "src/index.ts");
  });
  it("are none for a bare snippet, whatever file is active", () => {
    const refused = editsOf(blockOf("```ts\nlet a = 1;\n```\n"), known, "src/b.ts");
    assert.match("refusal" in refused ? refused.refusal.words : "", /does not say what it replaces/);
  });
});

describe("the file of a block", () => {
  it("has its path and its text", () => {
    assert.deepEqual(ownFile(blockOf("```py lib/m.py\nx = 1\n```\n")), { path: "lib/m.py", text: "x = 1\n" });
    assert.deepEqual(ownFile(blockOf("### lib/m.py\n\n```py\nx = 1\n```\n")), { path: "lib/m.py", text: "x = 1\n" });
    assert.deepEqual(ownFile(blockOf("```py\n# lib/m.py\nx = 1\n```\n")), { path: "lib/m.py", text: "x = 1\n" });
    const patch = "```diff\n--- /dev/null\n+++ b/lib/m.py\n@@ -0,0 +1 @@\n+x = 1\n```\n";
    assert.deepEqual(ownFile(blockOf(patch)), { path: "lib/m.py", text: "x = 1\n" });
  });
  it("is none where the block is a snippet or a change", () => {
    assert.equal(ownFile(blockOf("```py\nx = 1\n```\n")), undefined);
    assert.equal(ownFile(blockOf(`\`\`\`\nsrc/a.ts\n${searched("a", "b")}\n\`\`\`\n`)), undefined);
    assert.equal(newText([{ kind: "replace", edits: [{ oldText: "a", newText: "b" }] }]), undefined);
  });
});

describe("a block that cannot be applied", () => {
  const file = "one\ntwo\nthree\ntwo\n";
  const replace = (oldText: string, newText: string) => ({ kind: "replace" as const, edits: [{ oldText, newText }] });
  const rows: [name: string, edit: Parameters<typeof newText>[0][number], words: RegExp, line: number | undefined][] = [
    [
      "no place, but a near one",
      replace("thre e\n", "3\n"),
      /is not in "a\.ts"\. The nearest place is line 3\. .*"thre e"/,
      3,
    ],
    [
      "no place and none near",
      replace("xyzzy plugh quux\n", "3\n"),
      /Nothing in "a\.ts" is like .* another file\?$/,
      undefined,
    ],
    ["several places", replace("two\n", "2\n"), /occurs in "a\.ts" at lines 2 and 4, .* more lines around it\.$/, 2],
    ["done already", replace("seventeen\n", "three\n"), /has this change already/, undefined],
    ["nothing to change", { kind: "rewrite", text: file }, /reads already as this block wants it/, undefined],
    ["nothing searched", replace("", "2\n"), /does not say what it replaces/, undefined],
    [
      "left out",
      { kind: "rewrite", text: "one\n// ... rest of the code ...\n" },
      /leaves out code of "a\.ts" by /,
      undefined,
    ],
    ["empty", { kind: "rewrite", text: "\n" }, /would empty "a\.ts"/, undefined],
    [
      "added though it is there",
      { kind: "patch", text: "*** Begin Patch\n*** Add File: a.ts\n+x\n*** End Patch\n" },
      /exists already/,
      undefined,
    ],
    [
      "deleted",
      { kind: "patch", text: "*** Begin Patch\n*** Delete File: a.ts\n*** End Patch\n" },
      /deletes or moves "a\.ts"\. Do that in the Explorer/,
      undefined,
    ],
  ];
  for (const [name, edit, words, line] of rows) {
    it(`says so: ${name}`, () => {
      const result = textAfter({ path: "a.ts", edits: [edit] }, file);
      assert.ok("refusal" in result);
      assert.match(result.refusal.words, words);
      assert.doesNotMatch(result.refusal.words, /oldText|\n/);
      assert.equal(result.refusal.line, line);
    });
  }
  it("leaves all of it, also where an earlier part would fit", () => {
    const result = textAfter({ path: "a.ts", edits: [replace("one\n", "1\n"), replace("two\n", "2\n")] }, file);
    assert.ok("refusal" in result);
  });
});

describe("the message of a refusal for the model", () => {
  const told = (edit: Parameters<typeof newText>[0][number]): string | undefined => {
    const result = textAfter({ path: "a.ts", edits: [edit] }, "one\ntwo\n");
    return "refusal" in result ? result.refusal.forModel : undefined;
  };
  it("is what its edit engine says of the file", () => {
    const words = told({ kind: "replace", edits: [{ oldText: "t wo\n", newText: "2\n" }] });
    assert.match(words ?? "", /^Your change of a\.ts was not applied\. .*nearest place is line 2/s);
  });
  it("is nothing where nothing is left to ask for", () => {
    assert.equal(told({ kind: "rewrite", text: "one\ntwo\n" }), undefined);
  });
});

describe("a whole text that is much shorter than its file", () => {
  const lines = (count: number): string => "line\n".repeat(count);
  const rewrite = { path: "a.ts", edits: [{ kind: "rewrite" as const, text: "" }] };
  const replace = { path: "a.ts", edits: [{ kind: "replace" as const, edits: [] }] };
  const rows: [name: string, before: number, after: number, asks: boolean][] = [
    ["a third is left", 30, 10, true],
    ["just below a half", 20, 9, true],
    ["half", 20, 10, false],
    ["longer", 20, 40, false],
    ["a small file", 11, 2, false],
    ["a new file", 0, 10, false],
  ];
  for (const [name, before, after, asks] of rows) {
    it(`${asks ? "is asked for" : "is taken as it is"}: ${name}`, () => {
      const expected = asks ? { left: after, of: before } : undefined;
      assert.deepEqual(shrinksTo(rewrite, lines(before), `\n${lines(after)}`), expected);
      assert.equal(shrinksTo(replace, lines(before), lines(after)), undefined, "what was searched is known to go");
    });
  }
});

describe("the editor's language of a fence", () => {
  const known = ["typescript", "python", "shellscript", "cpp", "plaintext"];
  for (const [name, id] of [
    ["ts", "typescript"],
    ["TypeScript", "typescript"],
    ["py", "python"],
    ["zsh", "shellscript"],
    ["c++", "cpp"],
    ["rs", undefined],
    ["", undefined],
  ] as const) {
    it(`${name || "none"}: ${id}`, () => assert.equal(languageId(name, known), id));
  }
});
