import { b, both, checkReplies, diff, fence, hunk, one, rows, tag, two, uno } from "./replyForms.ts";
import { refused } from "../shapes.ts";

describe("replies: tags in a code block of their own", () => {
  const file = 'file path="src/a.ts"';
  checkReplies([
    ["a block", fence("xml", tag(file, one)), uno],
    ["a block without a language", fence("", tag(file, one)), uno],
    [
      "a block in a code block inside the tag",
      `${"`".repeat(4)}xml\n${tag(file, fence("ts", one))}\n${"`".repeat(4)}`,
      uno,
    ],
    ["a diff", fence("xml", tag(file, ...diff)), uno],
    ["a hunk", fence("xml", tag(file, ...hunk)), uno],
    ["old and new texts in tags", fence("xml", tag(file, "<search>one</search>", "<replace>uno</replace>")), uno],
    ["two files", fence("xml", tag(file, one), "", tag('edit path="src/a.ts"', two)), both],
    ["tags around the files' tags", fence("xml", tag("edits", tag(file, one), tag(file, two))), both],
    ["a whole file, which may be only an example", fence("xml", tag(file, "x();")), refused],
    ["a whole file beside an edit", fence("xml", tag(file, one), tag('file path="lib/b.py"', "x = 9")), refused],
    ["a tag between others", fence("xml", "<project>", tag(file, one), "</project>"), refused],
    ["text after the tag", fence("xml", tag(file, one), "and so on"), refused],
    [
      "a block that is not closed",
      fence("xml", tag(file, "<<<<<<< SEARCH", "  one();", "=======", "  uno();")),
      refused,
    ],
  ]);
});

describe("replies: a tag that is never closed", () => {
  const open = '<file path="src/a.ts">';
  checkReplies([
    ["a block", `${open}\n${one}\n`, uno],
    ["a block and prose", `${open}\n${one}\n\nThat is all.\n`, uno],
    ["a block in a fence", `${open}\n${fence("ts", one)}\n`, uno],
    ["two blocks", `${open}\n${one}\n\n${two}\n`, both],
    ["a hunk", `${open}\n${hunk.join("\n")}\n`, uno],
    ["a diff", `${open}\n${diff.join("\n")}\n`, uno],
    ["old and new texts in tags", `${open}\n<search>one</search>\n<replace>uno</replace>\n`, uno],
    ["an attribute in single quotes", `<edit path='src/a.ts'>\n${one}\n`, uno],
    ["a whole file", `${open}\nx();\n`, refused],
    ["a tag that names no file", `<file name="x">\n<search>one</search>\n<replace>uno</replace>\n`, refused],
  ]);
});

describe("replies: a file named in a sentence without backticks", () => {
  checkReplies([
    ["a block below the sentence", `Here is the whole file src/a.ts:\n\n${one}\n`, uno],
    ["a block in a code block below the sentence", `Here is the whole file src/a.ts:\n\n${fence("ts", one)}\n`, uno],
    ["a name in brackets", `Change the function (src/a.ts).\n\n${one}\n`, uno],
    ["a name at the end of the sentence", `I will change src/a.ts.\n${one}\n`, uno],
    ["two names", `Move it from lib/b.py to src/a.ts:\n\n${one}\n`, refused],
    [
      "a code block with code below the sentence",
      `Here is the whole file src/a.ts:\n\n${fence("ts", "x();")}\n`,
      refused,
    ],
  ]);
});

describe("replies: rows of a diff and a comment that names the file", () => {
  checkReplies([
    ["a comment above", `src/a.ts\n${fence("ts", "// rename one", ...rows)}`, uno],
    ["a comment below", `src/a.ts\n${fence("ts", ...rows, "// done")}`, uno],
    ["comments above and below", `src/a.ts\n${fence("ts", "// one", "", ...rows, "", "// done")}`, uno],
    [
      "a hash comment above",
      `lib/b.py\n${fence("python", "# x is five", "-x = 1", "+x = 5")}`,
      { "lib/b.py": b.replace("1", "5") },
    ],
    ["a file's name and a comment above", fence("", "// src/a.ts", "// rename one", "-  one();", "+  uno();"), uno],
    [
      "a comment above, in a code block for diffs",
      `src/a.ts\n${fence("diff", "// rename one", "-  one();", "+  uno();")}`,
      uno,
    ],
    ["code above the rows", `src/a.ts\n${fence("ts", "import x;", ...rows)}`, refused],
    ["only a comment", `src/a.ts\n${fence("ts", "// nothing")}`, { "src/a.ts": "// nothing\n" }],
  ]);
});

describe("replies: hunks in prose", () => {
  const bare = ["@@", ...rows];
  checkReplies([
    ["a hunk below a file's name", `src/a.ts\n\n${hunk.join("\n")}\n`, uno],
    ["a hunk below a sentence", `In \`src/a.ts\`:\n\n${hunk.join("\n")}\n\nThat is all.\n`, uno],
    ["a hunk without numbers", `src/a.ts\n${bare.join("\n")}\n\nThat is all.\n`, uno],
    ["a hunk with dots for its numbers", `src/a.ts\n@@ ... @@\n${rows.join("\n")}\n`, uno],
    ["a hunk with a heading", `src/a.ts\n@@ -1,3 +1,3 @@ function a() {\n${rows.join("\n")}\n`, uno],
    ["a hunk and a list after it", `src/a.ts\n${bare.join("\n")}\n\n- one is uno\n- nothing else\n`, uno],
    ["a hunk in a list", `1. src/a.ts\n\n${hunk.map((line) => `   ${line}`).join("\n")}\n`, uno],
    [
      "two hunks",
      `src/a.ts\n@@ -1,2 +1,2 @@\n function a() {\n-  one();\n+  uno();\n@@ -3,2 +3,2 @@\n-  two();\n+  due();\n }\n`,
      both,
    ],
    ["a hunk for which no file is named", `${hunk.join("\n")}\n`, refused],
    ["a hunk for one of two files", `From \`lib/b.py\` to \`src/a.ts\`:\n\n${hunk.join("\n")}\n`, refused],
    ["a header without rows", `src/a.ts\n@@ -1,3 +1,3 @@\n\nas shown.\n`, refused],
    ["a header with only context", `src/a.ts\n@@\n function a() {\n   one();\n`, refused],
    ["an @ handle in prose", `src/a.ts\n@@ is the mark of a hunk.\n- one\n+ two\n`, refused],
    [
      "a patch of which only parts are left",
      `*** Begin Patch\n*** Update File: src/a.ts\n${bare.join("\n")}\n`,
      refused,
    ],
  ]);
});
