import assert from "node:assert/strict";
import { applyEdit, type EditResult } from "../../../../src/edit/index.ts";

const isRefused = (result: EditResult): boolean => !result.ok && result.error.kind === "placeholder";

/** Rewrites the file in three ways; says in how many of them that was refused as a placeholder. */
function refusals(file: string, text: string): number {
  const rows = (lines: string, mark: string): string => lines.trimEnd().replace(/^/gm, mark);
  const diff = `--- a/a\n+++ b/a\n@@ ... @@\n${rows(file, "-")}\n${rows(text, "+")}\n`;
  return [
    applyEdit(file, { kind: "rewrite", text }),
    applyEdit(file, { kind: "replace", edits: [{ oldText: file, newText: text }] }),
    applyEdit(file, { kind: "diff", text: diff }),
  ].filter(isRefused).length;
}

const file = (...names: string[]): string =>
  ["a", ...names].map((name) => `def ${name}(u):\n    db.rm(u)\n`).join("\n");
const now = (words: string): string => `def a(u):\n    return 2\n\n# ${words}\n`;

const verbs =
  "drop delete delete_user remove remove_item removeItem move replace rename extract merge unused alter_table modify_row " +
  "update update_all edit change changed touch print_all removed deprecated preserve_order";

describe("placeholders that name a definition by a word of change or removal", () => {
  for (const name of verbs.split(" "))
    it(name, () => {
      for (const words of ["X unchanged", "X: same as before", "the X method is unchanged", "[X method unchanged]"])
        assert.equal(refusals(file(name), now(words.replace("X", name))), 3, words);
      for (const words of ["X was removed", "X is gone, callers use a()", "X was moved to b.py"])
        assert.equal(refusals(file(name), now(words.replace("X", name))), 0, words);
    });
  for (const words of [
    "save_user and delete_user unchanged",
    "push and remove unchanged",
    "add/remove as before",
    "insert save_user and delete_user here",
    "put push and add here",
  ])
    it(words, () => {
      assert.equal(refusals(file("save_user", "delete_user", "push", "add", "remove"), now(words)), 3);
    });
});

describe("placeholders that name no definition", () => {
  const lost = file("save_user", "delete_user");
  for (const words of [
    "no changes beyond this point",
    "no changes past this line",
    "end of changes",
    "end of edits",
    "as in your version",
    "as in your file",
    "⋮",
    "⋯",
    "•••",
    ". . .",
    "{{ existing code }}",
    "{{ rest of the code }}",
    "remaining 6 lines",
    "other 12 lines",
    "(the rest is fine)",
    "everything else is fine",
    "suite du code",
    "suite du fichier",
    "बाकी कोड वही है",
    "same content",
  ])
    it(words, () => {
      assert.equal(refusals(lost, now(words)), 3);
    });
  const rows: [name: string, file: string, text: string][] = [
    ["markup", "<ul>\n<li>a</li>\n<li>b</li>\n<li>c</li>\n</ul>\n", "<ul>\n<li>x</li>\n<!-- same content -->\n</ul>\n"],
    ["keys", "a: 1\nb: 2\nc: 3\n", "a: 2\n# b and c stay the same\n"],
    ["keys with blocks", "a:\n  x: 1\nb:\n  x: 2\nc:\n  x: 3\n", "a:\n  x: 2\n# b and c stay the same\n"],
    ["a file without an end", "FROM a\nRUN b\nCOPY c d\nRUN e\nCMD x\n", "FROM b\n# rest of Dockerfile\n"],
    ["a file of rules", "a:\n\tb\n\nc:\n\td\n\ne:\n\tf\n", "a:\n\tx\n\n# rest of the Makefile\n"],
    ["an entry of dots", '{\n  "a": 1,\n  "b": 2\n}\n', '{\n  "a": 2,\n  "...": "..."\n}\n'],
    ["an entry of dots in a list", '{\n  "a": 1,\n  "b": 2\n}\n', '{\n  "a": 2,\n  "…": […]\n}\n'],
    ["Rust's todo", "fn b() {\n    y();\n    z();\n}\n", "fn b() {\n    todo!() // unchanged\n}\n"],
    [
      "Rust's unimplemented",
      "fn b() {\n    y();\n    z();\n}\n",
      "fn b() {\n    unimplemented!(); // same as before\n}\n",
    ],
    ["Kotlin's TODO", "fun b() {\n    y()\n    z()\n}\n", "fun b() {\n    TODO() // unchanged\n}\n"],
  ];
  for (const [name, before, after] of rows)
    it(name, () => {
      assert.equal(refusals(before, after), 3);
    });
  const fine: [name: string, file: string, text: string][] = [
    ["an end of changes where only lines are removed", "a\nb\nc\nd\n", "a\nb\n# end of changes\n"],
    ["a menu's symbol", "<b>x</b>\n<i>y</i>\n", "<b>\n⋮\n</b>\n"],
    ["a word of praise for the code", lost, now("this is fine")],
    ["a remark on what is inserted elsewhere", lost, now("put the rows here")],
    ["a to-do remark of the code", "fn b() {\n    y();\n    z();\n}\n", "fn b() {\n    todo!() // needs a store\n}\n"],
    ["an object of text", '{\n  "a": 1\n}\n', '{\n  "a": "..."\n}\n'],
    ["a template's value", "# {{ a }}\nx\ny\n", "# {{ name }}\nx\n"],
  ];
  for (const [name, before, after] of fine)
    it(`no placeholder: ${name}`, () => {
      assert.equal(refusals(before, after), 0);
    });
});
