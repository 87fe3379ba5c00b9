import {
  checkReplies,
  F,
  a,
  b,
  readme,
  block,
  one,
  two,
  fence,
  hunk,
  tag,
  uno,
  both,
  rows,
  diff,
  patch,
} from "./replyForms.ts";
import { refused, text } from "../shapes.ts";

describe("replies: edits in a code block below a file's name", () => {
  checkReplies([
    ["two blocks with a comment between them", `src/a.ts\n${fence("ts", one, "// the other", two)}`, both],
    ["two blocks with a comment inside one", `src/a.ts\n${fence("ts", one, "/* the", " * other", " */", two)}`, both],
    ["a comment before the first block", `src/a.ts\n${fence("ts", "// rename", one)}`, uno],
    ["a comment after the last block", `src/a.ts\n${fence("ts", one, "", "// done")}`, uno],
    ["a comment that mentions another file", `src/a.ts\n${fence("ts", one, "// as in `lib/b.py`", two)}`, both],
    [
      "a hash comment",
      `lib/b.py\n${fence("python", block("x = 1", "x = 5"), "# and", block("z = 3", "z = 4"))}`,
      { "lib/b.py": text("x = 5", "y = 2", "z = 4") },
    ],
    ["a comment, if the info string names the file", fence("ts src/a.ts", one, "// and", two), both],
    ["a comment, if the first line names the file", fence("ts", "// src/a.ts", one, "// and", two), both],
    [
      "blocks of two files in one code block",
      `src/a.ts\n${fence("", one, "", "lib/b.py", block("x = 1", "x = 5"))}`,
      { ...uno, "lib/b.py": b.replace("1", "5") },
    ],
    ["blocks within code", `src/a.ts\n${fence("ts", "import x;", one)}`, refused],
    ["code after a block", `src/a.ts\n${fence("ts", one, "x();")}`, refused],
    [
      "two blocks of which one is not closed",
      `src/a.ts\n${fence("ts", one, "// and", "<<<<<<< SEARCH", "  two();", "=======", "  due();")}`,
      refused,
    ],
    ["hunks", `src/a.ts\n${fence("ts", ...hunk)}`, uno],
    ["hunks without numbers", `src/a.ts\n${fence("ts", "@@", ...rows)}`, uno],
    ["hunks after a comment", `src/a.ts\n${fence("ts", "// one is uno", ...hunk)}`, uno],
    ["hunks after code", `src/a.ts\n${fence("ts", "import x;", "", ...hunk)}`, refused],
    ["hunks with an anchor", `src/a.ts\n${fence("ts", "@@ function a() {", "-  one();", "+  uno();")}`, uno],
    ["the names of a diff", `src/a.ts\n${fence("ts", ...diff)}`, uno],
    ["marked rows", `src/a.ts\n${fence("ts", ...rows)}`, uno],
    [
      "rows that only remove",
      `src/a.ts\n${fence("ts", " function a() {", "-  one();", "   two();")}`,
      { "src/a.ts": a.replace("  one();\n", "") },
    ],
    [
      "rows that only add",
      `src/a.ts\n${fence("ts", " function a() {", "+  zero();", "   one();")}`,
      { "src/a.ts": a.replace("{\n", "{\n  zero();\n") },
    ],
    [
      "rows with unmarked context",
      `src/a.ts\n${fence("ts", "function a() {", "-  one();", "+  uno();", "  two();", "}")}`,
      refused,
    ],
    [
      "added rows with unmarked context",
      `src/a.ts\n${fence("ts", "function a() {", "+  zero();", "  one();", "  two();", "}")}`,
      refused,
    ],
    [
      "rows that are not in the file",
      `src/a.ts\n${fence("ts", " function c() {", "-  four();", "+  five();")}`,
      refused,
    ],
    ["a patch", `src/a.ts\n${fence("ts", ...patch)}`, uno],
    ["a patch after a comment", `src/a.ts\n${fence("ts", "// so", ...patch)}`, uno],
    ["a patch after code", `src/a.ts\n${fence("ts", "import x;", ...patch)}`, refused],
    ["a code block inside a code block", `src/a.ts\n${F}\`ts\n${fence("diff", ...rows)}\n${F}\``, uno],
    ["a YAML list that looks like rows", `conf.yml\n${fence("yaml", "- a", "- b")}`, { "conf.yml": "- a\n- b\n" }],
    ["a whole file with a block as its example", `README.md\n${fence("md", "New", "", one)}`, refused],
    [
      "a diff for a text file",
      `README.md\n${fence("md", "@@ -4 +4 @@", "-Body", "+Text")}`,
      { "README.md": readme.replace("Body", "Text") },
    ],
    ["a file that is itself a diff", `fix.patch\n${fence("diff", ...diff)}`, { "fix.patch": text(...diff) }],
  ]);
});

describe("replies: blocks with an extra divider or another end", () => {
  const extra = (search: string, replace: string): string => block(search, `${replace}\n=======`);
  checkReplies([
    ["an extra divider before the end", `src/a.ts\n${extra("  one();", "  uno();")}`, uno],
    ["an extra divider, in a code block", `src/a.ts\n${fence("ts", extra("  one();", "  uno();"))}`, uno],
    [
      "two blocks with an extra divider, in a code block",
      `src/a.ts\n${fence("ts", extra("  one();", "  uno();"), "", extra("  two();", "  due();"))}`,
      both,
    ],
    [
      "an extra divider, with longer markers",
      `src/a.ts\n<<<<<<<<< SEARCH\n  one();\n=========\n  uno();\n=========\n>>>>>>>>> REPLACE`,
      uno,
    ],
    ["an extra divider after an empty new text", `src/a.ts\n${extra("  one();", "").replace("\n\n", "\n")}`, refused],
    [
      "a block that is not closed before another",
      `src/a.ts\n<<<<<<< SEARCH\n  one();\n=======\n  uno();\n${two}`,
      refused,
    ],
    [
      "a block that is not closed before one of another file",
      `src/a.ts\n${one.replace(/\n>.*/, "")}\n\nlib/b.py\n${block("x = 1", "x = 5")}`,
      refused,
    ],
    [
      "markers with another character after the words",
      `src/a.ts\n------- SEARCH>\n  one();\n=======\n  uno();\n+++++++ REPLACE>`,
      uno,
    ],
    [
      "a line hint whose rule lost its line break",
      `src/a.ts\n${one.replace("SEARCH\n", "SEARCH\n:start_line:2\n-------")}`,
      uno,
    ],
    ["a new text that may end with an underlined title", `src/a.ts\n${extra("  one();", "Chapter")}`, refused],
    ["three dividers", `src/a.ts\n${block("  one();", "  uno();\n=======\n  due();\n=======")}`, refused],
    ["an extra divider in a file with underlined titles", `README.md\n${extra("Body", "Text")}`, refused],
    [
      "an underlined title in both texts",
      `README.md\n${block("Title\n=======", "Name\n=======")}`,
      { "README.md": readme.replace("Title", "Name") },
    ],
  ]);
});

describe("replies: diffs in prose", () => {
  checkReplies([
    ["a diff without @@", `So:\n\n--- a/src/a.ts\n+++ b/src/a.ts\n${rows.join("\n")}\n\nDone.`, uno],
    [
      "a diff without @@, with unmarked context",
      `So:\n\n--- a/src/a.ts\n+++ b/src/a.ts\nfunction a() {\n-  one();\n+  uno();\n\nDone.`,
      uno,
    ],
    [
      "a diff without @@, with unmarked context that is not in the file",
      `So:\n\n--- a/src/a.ts\n+++ b/src/a.ts\nfunction b() {\n-  one();\n+  uno();\n\nDone.`,
      refused,
    ],
    [
      "an unmarked line between two changes that is no context",
      `${[...diff.slice(0, 2), "@@ ... @@", "-  one();", "+  uno();", "function b() {", "-  two();", "+  due();"].join("\n")}\n`,
      refused,
    ],
    [
      "an unmarked line of context between two changes",
      `${[...diff.slice(0, 2), "@@ ... @@", "-function a() {", "+function b() {", "  one();", "-  two();", "+  due();"].join("\n")}\n`,
      { "src/a.ts": text("function b() {", "  one();", "  due();", "}") },
    ],
    [
      "too large counts, with prose after the diff",
      `${[...diff.slice(0, 2), "@@ -1,9 +1,9 @@", ...rows].join("\n")}\n\nThat is all.`,
      uno,
    ],
    [
      "two files' diffs without @@",
      fence(
        "diff",
        "--- a/src/a.ts",
        "+++ b/src/a.ts",
        ...rows,
        "--- a/lib/b.py",
        "+++ b/lib/b.py",
        " x = 1",
        "-y = 2",
        "+y = 5",
      ),
      { ...uno, "lib/b.py": b.replace("2", "5") },
    ],
    [
      "two files' diffs in prose",
      `${diff.join("\n")}\n--- a/lib/b.py\n+++ b/lib/b.py\n@@ -1,2 +1,2 @@\n x = 1\n-y = 2\n+y = 5\n\nDone.`,
      { ...uno, "lib/b.py": b.replace("2", "5") },
    ],
    ["a diff in a list", `1. So:\n\n${diff.map((line) => `   ${line}`).join("\n")}\n\n2. Done.`, uno],
    [
      "a new file without @@",
      fence("diff", "--- /dev/null", "+++ b/src/n.ts", "+a();", "+", "+b();"),
      { "src/n.ts": text("a();", "", "b();") },
    ],
    ["a list right after the rows", `${diff.join("\n")}\n- One is uno.\n- Two stays.`, refused],
    [
      "names that are no files, below the file's name",
      `\`src/a.ts\`:\n${fence("diff", "--- original", "+++ modified", ...hunk)}`,
      uno,
    ],
    ["names that are no files, below nothing", fence("diff", "--- original", "+++ modified", ...hunk), refused],
    [
      "an old-style context diff",
      fence(
        "diff",
        "*** src/a.ts",
        "--- src/a.ts",
        "***************",
        "*** 1,2 ****",
        "  function a() {",
        "!   one();",
        "--- 1,2 ----",
        "  function a() {",
        "!   uno();",
      ),
      refused,
    ],
  ]);
});

describe("replies: several kinds of edits in one", () => {
  checkReplies([
    [
      "a block and a diff",
      `src/a.ts\n${one}\n\n${fence("diff", "--- a/lib/b.py", "+++ b/lib/b.py", "@@", "-x = 1", "+x = 5")}`,
      { ...uno, "lib/b.py": b.replace("1", "5") },
    ],
    [
      "a patch and a whole file",
      `${patch.join("\n")}\n\nlib/b.py\n${fence("python", "x = 9")}`,
      { ...uno, "lib/b.py": "x = 9\n" },
    ],
    ["a tag and a block for the same file", `${tag('file path="src/a.ts"', one)}\n\n${two}`, both],
    ["a diff and a block for the same file", `${fence("diff", ...diff)}\n\nsrc/a.ts\n${two}`, both],
    ["a block in a code block for diffs", `src/a.ts\n${fence("diff", one)}`, uno],
    ["a block in a code block for patches, with a comment", `src/a.ts\n${fence("diff", "# one", one)}`, uno],
  ]);
});
