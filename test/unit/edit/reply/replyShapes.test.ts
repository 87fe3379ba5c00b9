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

describe("replies: edits in a fence below a file's name", () => {
  checkReplies([
    ["two blocks with a comment between them", `src/a.ts\n${fence("ts", one, "// the other", two)}`, both],
    ["two blocks with a comment in a block", `src/a.ts\n${fence("ts", one, "/* the", " * other", " */", two)}`, both],
    ["a comment before the first block", `src/a.ts\n${fence("ts", "// rename", one)}`, uno],
    ["a comment behind the last block", `src/a.ts\n${fence("ts", one, "", "// done")}`, uno],
    ["a comment that mentions another file", `src/a.ts\n${fence("ts", one, "// as in `lib/b.py`", two)}`, both],
    [
      "a hash for a comment",
      `lib/b.py\n${fence("python", block("x = 1", "x = 5"), "# and", block("z = 3", "z = 4"))}`,
      { "lib/b.py": text("x = 5", "y = 2", "z = 4") },
    ],
    ["a comment, where the info string names the file", fence("ts src/a.ts", one, "// and", two), both],
    ["a comment, where the first line names the file", fence("ts", "// src/a.ts", one, "// and", two), both],
    [
      "blocks of two files in one fence",
      `src/a.ts\n${fence("", one, "", "lib/b.py", block("x = 1", "x = 5"))}`,
      { ...uno, "lib/b.py": b.replace("1", "5") },
    ],
    ["blocks among code", `src/a.ts\n${fence("ts", "import x;", one)}`, refused],
    ["code behind a block", `src/a.ts\n${fence("ts", one, "x();")}`, refused],
    [
      "two blocks of which one is not closed",
      `src/a.ts\n${fence("ts", one, "// and", "<<<<<<< SEARCH", "  two();", "=======", "  due();")}`,
      refused,
    ],
    ["hunks", `src/a.ts\n${fence("ts", ...hunk)}`, uno],
    ["hunks without numbers", `src/a.ts\n${fence("ts", "@@", ...rows)}`, uno],
    ["hunks behind a comment", `src/a.ts\n${fence("ts", "// one is uno", ...hunk)}`, uno],
    ["hunks behind code", `src/a.ts\n${fence("ts", "import x;", "", ...hunk)}`, refused],
    ["hunks with an anchor", `src/a.ts\n${fence("ts", "@@ function a() {", "-  one();", "+  uno();")}`, uno],
    ["a diff's names", `src/a.ts\n${fence("ts", ...diff)}`, uno],
    ["rows with marks", `src/a.ts\n${fence("ts", ...rows)}`, uno],
    [
      "rows that take out alone",
      `src/a.ts\n${fence("ts", " function a() {", "-  one();", "   two();")}`,
      { "src/a.ts": a.replace("  one();\n", "") },
    ],
    [
      "rows that add alone",
      `src/a.ts\n${fence("ts", " function a() {", "+  zero();", "   one();")}`,
      { "src/a.ts": a.replace("{\n", "{\n  zero();\n") },
    ],
    [
      "rows without marks for context",
      `src/a.ts\n${fence("ts", "function a() {", "-  one();", "+  uno();", "  two();", "}")}`,
      refused,
    ],
    [
      "added rows without marks for context",
      `src/a.ts\n${fence("ts", "function a() {", "+  zero();", "  one();", "  two();", "}")}`,
      refused,
    ],
    ["rows of which none is there", `src/a.ts\n${fence("ts", " function c() {", "-  four();", "+  five();")}`, refused],
    ["a patch", `src/a.ts\n${fence("ts", ...patch)}`, uno],
    ["a patch behind a comment", `src/a.ts\n${fence("ts", "// so", ...patch)}`, uno],
    ["a patch behind code", `src/a.ts\n${fence("ts", "import x;", ...patch)}`, refused],
    ["a fence in a fence", `src/a.ts\n${F}\`ts\n${fence("diff", ...rows)}\n${F}\``, uno],
    ["a list in a file of settings", `conf.yml\n${fence("yaml", "- a", "- b")}`, { "conf.yml": "- a\n- b\n" }],
    ["whole texts with an example of a block", `README.md\n${fence("md", "New", "", one)}`, refused],
    [
      "a diff of a text",
      `README.md\n${fence("md", "@@ -4 +4 @@", "-Body", "+Text")}`,
      { "README.md": readme.replace("Body", "Text") },
    ],
    ["a diff's own file", `fix.patch\n${fence("diff", ...diff)}`, { "fix.patch": text(...diff) }],
  ]);
});

describe("replies: blocks with an extra divider, and other ends", () => {
  const extra = (search: string, replace: string): string => block(search, `${replace}\n=======`);
  checkReplies([
    ["an extra divider before the end", `src/a.ts\n${extra("  one();", "  uno();")}`, uno],
    ["the same in a fence", `src/a.ts\n${fence("ts", extra("  one();", "  uno();"))}`, uno],
    [
      "the same twice in a fence",
      `src/a.ts\n${fence("ts", extra("  one();", "  uno();"), "", extra("  two();", "  due();"))}`,
      both,
    ],
    [
      "the same with longer markers",
      `src/a.ts\n<<<<<<<<< SEARCH\n  one();\n=========\n  uno();\n=========\n>>>>>>>>> REPLACE`,
      uno,
    ],
    ["an extra divider behind nothing", `src/a.ts\n${extra("  one();", "").replace("\n\n", "\n")}`, refused],
    ["a block left open before another", `src/a.ts\n<<<<<<< SEARCH\n  one();\n=======\n  uno();\n${two}`, refused],
    [
      "a block left open before one of another file",
      `src/a.ts\n${one.replace(/\n>.*/, "")}\n\nlib/b.py\n${block("x = 1", "x = 5")}`,
      refused,
    ],
    ["a sign behind the words", `src/a.ts\n------- SEARCH>\n  one();\n=======\n  uno();\n+++++++ REPLACE>`, uno],
    [
      "a line hint whose rule lost its break",
      `src/a.ts\n${one.replace("SEARCH\n", "SEARCH\n:start_line:2\n-------")}`,
      uno,
    ],
    ["a new text that may end in an underlined title", `src/a.ts\n${extra("  one();", "Chapter")}`, refused],
    ["three dividers", `src/a.ts\n${block("  one();", "  uno();\n=======\n  due();\n=======")}`, refused],
    ["an extra divider in a text with titles", `README.md\n${extra("Body", "Text")}`, refused],
    [
      "an underlined title in both",
      `README.md\n${block("Title\n=======", "Name\n=======")}`,
      { "README.md": readme.replace("Title", "Name") },
    ],
  ]);
});

describe("replies: diffs in prose", () => {
  checkReplies([
    ["a diff without @@", `So:\n\n--- a/src/a.ts\n+++ b/src/a.ts\n${rows.join("\n")}\n\nDone.`, uno],
    [
      "a diff without @@ and marks for context",
      `So:\n\n--- a/src/a.ts\n+++ b/src/a.ts\nfunction a() {\n-  one();\n+  uno();\n\nDone.`,
      uno,
    ],
    [
      "the same with context that is not there",
      `So:\n\n--- a/src/a.ts\n+++ b/src/a.ts\nfunction b() {\n-  one();\n+  uno();\n\nDone.`,
      refused,
    ],
    [
      "an unmarked line between two changes",
      `${[...diff.slice(0, 2), "@@ ... @@", "-  one();", "+  uno();", "function b() {", "-  two();", "+  due();"].join("\n")}\n`,
      refused,
    ],
    [
      "an unmarked line of context between two changes",
      `${[...diff.slice(0, 2), "@@ ... @@", "-function a() {", "+function b() {", "  one();", "-  two();", "+  due();"].join("\n")}\n`,
      { "src/a.ts": text("function b() {", "  one();", "  due();", "}") },
    ],
    [
      "counts too large and prose behind it",
      `${[...diff.slice(0, 2), "@@ -1,9 +1,9 @@", ...rows].join("\n")}\n\nThat is all.`,
      uno,
    ],
    [
      "two files without @@",
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
      "two files in prose",
      `${diff.join("\n")}\n--- a/lib/b.py\n+++ b/lib/b.py\n@@ -1,2 +1,2 @@\n x = 1\n-y = 2\n+y = 5\n\nDone.`,
      { ...uno, "lib/b.py": b.replace("2", "5") },
    ],
    ["a diff in a list", `1. So:\n\n${diff.map((line) => `   ${line}`).join("\n")}\n\n2. Done.`, uno],
    [
      "a new file without @@",
      fence("diff", "--- /dev/null", "+++ b/src/n.ts", "+a();", "+", "+b();"),
      { "src/n.ts": text("a();", "", "b();") },
    ],
    ["a list right behind the rows", `${diff.join("\n")}\n- One is uno.\n- Two stays.`, refused],
    [
      "names that are none, below the file's",
      `\`src/a.ts\`:\n${fence("diff", "--- original", "+++ modified", ...hunk)}`,
      uno,
    ],
    ["names that are none, below nothing", fence("diff", "--- original", "+++ modified", ...hunk), refused],
    [
      "a context diff of the old kind",
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

describe("replies: several kinds in one", () => {
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
    ["a block in a diff's fence", `src/a.ts\n${fence("diff", one)}`, uno],
    ["a block in a patch's fence with a comment", `src/a.ts\n${fence("diff", "# one", one)}`, uno],
  ]);
});
