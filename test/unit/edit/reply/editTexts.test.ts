import assert from "node:assert/strict";
import { applyEdit } from "../../../../src/edit/index.ts";
import { afterReply, refused, text } from "../shapes.ts";

const doc = text("const a = 1;", "const b = 2;", "const c = 3;");
const rewrite = (file: string, now: string): string => {
  const result = applyEdit(file, { kind: "rewrite", text: now });
  return result.ok ? "written" : result.error.kind;
};

/** Edits in words, for the first line of the file. */
const [old, now] = ["const a = 1;", "const a = 10;"];
const edits: readonly string[] = [
  text("SEARCH:", old, "REPLACE:", now),
  text("SEARCH", old, "REPLACE", now),
  text("[SEARCH]", old, "[REPLACE]", now),
  text("<SEARCH>", old, "<REPLACE>", now),
  text("**Search:**", old, "**Replace:**", now),
  text("### Find", old, "### Replace with", now),
  text("OLD:", old, "NEW:", now),
  text("Replace:", old, "With:", now),
  text("Replace this code:", old, "", "With this code:", now),
  text("Before:", old, "After:", now),
  text("Original:", old, "const b = 2;", "Updated:", now, "const b = 3;"),
  text("--- original", old, "+++ updated", now),
  text("--- original", "+++ updated", old, now),
  text("Line 1:", `- ${old}`, `+ ${now}`),
  text("**Line 1**:", `- ${old}`, `+ ${now}`),
  text(`- ${old}`, `+ ${now}`),
  text(`  - ${old}`, `  + ${now}`),
  text(old, "->", now),
  text(old, "=>", now),
  text(old, "→", now),
  text(old, "↓", now),
  text(`${old} -> ${now}`),
  text(`${old} → ${now}`),
  text(JSON.stringify({ edits: [{ old, new: now }] })),
  text(JSON.stringify([{ old_string: old, new_string: now }], null, 2)),
  text(JSON.stringify({ search: old, replace: now })),
  text("s/a = 1/a = 10/"),
  text("s|a = 1|a = 10|g", "s/b/c/"),
  text("sed -i 's/a = 1/a = 10/' src/a.ts"),
  text("1: const a = 10;", "2: const b = 2;", "3: const c = 3;"),
  text("&lt;&lt;&lt;&lt;&lt;&lt;&lt; SEARCH", old, "=======", now, "&gt;&gt;&gt;&gt;&gt;&gt;&gt; REPLACE"),
  text("cat > src/a.ts <<'EOF'", now, "const b = 2;", "EOF"),
];

describe("edits written in prose never become a file's text", () => {
  for (const edit of edits)
    it(edit.trimEnd(), () => {
      assert.equal(rewrite(doc, edit), "bad-patch");
      for (const reply of [
        `<file path="src/a.ts">\n${edit}</file>`,
        `src/a.ts\n\`\`\`ts\n${edit}\`\`\``,
        `\`\`\`ts src/a.ts\n${edit}\`\`\``,
        `\`\`\`ts\n// src/a.ts\n${edit}\`\`\``,
        `**src/a.ts**\n\`\`\`ts\n${edit}\`\`\``,
      ]) {
        const after = afterReply({ "src/a.ts": doc }, reply);
        // One that reads plainly may be done; none may be the text.
        assert.ok(after === refused || after["src/a.ts"] === doc.replace(old, now), JSON.stringify(after));
      }
    });
});

describe("files that only look like such edits are written", () => {
  const rows: [name: string, file: string, now: string][] = [
    ["keys named old and new", "a: 1\n", "old:\n  b: 1\nnew:\n  b: 2\n"],
    ["sections named search and replace", "[a]\nx = 1\n", "[search]\nx = 2\n[replace]\nx = 3\n"],
    ["labels that the file already has", "Before:\nx\nAfter:\ny\n", "Before:\nx\nAfter:\nz\n"],
    ["titles named Before and After", "# Notes\n\nOne.\n", "# Before\n\nTwo.\n\n# After\n\nThree.\n"],
    ["a list", "one\ntwo\n", "- one\n- two\n- three\n"],
    ["numbers as keys", "1: a\n2: b\n", "1: a\n2: c\n3: d\n"],
    ["arrows of a type signature", "f\n  :: a\n  -> b\n", "f\n  :: a\n  ->\n  c\n  -> b\n"],
    ["arrows of a match expression", "match x {\n  1 => a,\n}\n", "match x {\n  1 => a,\n  2 => b,\n}\n"],
    ["JSON with old and new values", '{\n  "old": "a"\n}\n', '{\n  "old": "a",\n  "new": "b"\n}\n'],
    ["a script that writes a file", "#!/bin/sh\necho\n", "#!/bin/sh\ncat > a <<EOF\nx\nEOF\n"],
    ["escaped markers", "<p>a</p>\n", "<p>&lt;&lt;&lt; a</p>\n"],
    ["a sed script", "s/a/b/\n", "s/a/b/\ns/c/d/\n"],
  ];
  it("refuses an empty text as empty", () => {
    assert.equal(rewrite("a\n", "\n"), "empty-text");
  });
  for (const [name, file, text] of rows)
    it(name, () => {
      assert.equal(rewrite(file, text), "written");
    });
});
