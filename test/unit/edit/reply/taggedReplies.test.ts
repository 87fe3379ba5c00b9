import assert from "node:assert/strict";
import { parseEditsWithin } from "../../../../src/edit/index.ts";
import {
  checkReplies,
  a,
  b,
  readme,
  block,
  one,
  two,
  fence,
  tag,
  uno,
  both,
  rows,
  hunk,
  diff,
  patch,
} from "./replyForms.ts";
import { refused, text } from "../shapes.ts";

describe("replies: edits inside a tag that names the file", () => {
  const file = 'file path="src/a.ts"';
  checkReplies([
    ["a block", tag(file, one), uno],
    ["two blocks", tag(file, one, "", two), both],
    ["two blocks with a comment between them", tag(file, one, "// and", two), both],
    ["two blocks with a sentence between them", tag(file, one, "Then the other one:", two), both],
    ["a block in a code block", tag(file, fence("ts", one)), uno],
    ["two blocks in code blocks", tag(file, fence("ts", one), "", fence("ts", two)), both],
    ["a sentence and a block", tag(file, "The name changes:", "", one), uno],
    ["a block within code", tag(file, "function a() {", one, "}"), refused],
    ["a block that is not closed", tag(file, "<<<<<<< SEARCH", "  one();", "=======", "  uno();"), refused],
    ["a block and a stray marker", tag(file, one, ">>>>>>> REPLACE"), refused],
    ["a block below another file's name", tag(file, "lib/b.py", block("x = 1", "x = 2")), refused],
    ["a diff", tag(file, ...diff), uno],
    ["a diff's hunk", tag(file, ...hunk), uno],
    ["only a diff's rows", tag(file, ...rows), uno],
    ["a diff's rows with unmarked context", tag(file, "function a() {", "-  one();", "+  uno();"), refused],
    ["a diff in a code block", tag(file, fence("diff", ...diff)), uno],
    ["rows in a code block", tag(file, fence("diff", ...rows)), uno],
    ["a sentence and a code block with rows", tag(file, "Change it so:", fence("diff", ...rows)), uno],
    ["a sentence and a code block with code", tag(file, "Change it so:", fence("ts", "function a() {}")), refused],
    ["a hunk after a comment", tag(file, "// one is uno", ...hunk), uno],
    ["a hunk within code", tag(file, "import x;", ...hunk), refused],
    ["a patch", tag(file, ...patch), uno],
    ["a patch in a code block", tag(file, fence("", ...patch)), uno],
    ["only a patch's section", tag(file, ...patch.slice(1, -1)), uno],
    ["a patch that is cut off", tag(file, ...patch.slice(0, -1)), refused],
    [
      "a patch of another file",
      tag(file, "*** Begin Patch", "*** Update File: lib/b.py", "@@", "-x = 1", "+x = 2", "*** End Patch"),
      { "lib/b.py": b.replace("1", "2") },
    ],
    ["a merge conflict", tag(file, "<<<<<<< HEAD", "  one();", "=======", "  uno();", ">>>>>>> new"), refused],
    ["a block below a path tag", text("<path>src/a.ts</path>", "<content>", one, "</content>"), uno],
    ["a hunk below a path tag", text("<path>src/a.ts</path>", "<diff>", ...hunk, "</diff>"), uno],
    ["a block in CDATA", tag(file, `<![CDATA[${one}`, "]]>"), uno],
    ["a block inside an action tag", tag('boltAction type="file" filePath="src/a.ts"', one), uno],
    [
      "the whole file in an inner tag",
      tag(file, "<content>", "const a = 1;", "</content>"),
      { "src/a.ts": "const a = 1;\n" },
    ],
    ["a block in an inner tag", tag(file, "<content>", one, "</content>"), uno],
    [
      "a path and old and new texts in a file tag",
      tag("file", "<path>src/a.ts</path>", "<search>one</search>", "<replace>uno</replace>"),
      uno,
    ],
    ["the whole file", tag(file, "const a = 1;"), { "src/a.ts": "const a = 1;\n" }],
    [
      "blocks for a text file",
      tag('file path="README.md"', block("Body", "Text")),
      { "README.md": readme.replace("Body", "Text") },
    ],
    [
      "two files, each in another way",
      `${tag(file, one)}\n${tag('file path="lib/b.py"', "x = 9")}`,
      { ...uno, "lib/b.py": "x = 9\n" },
    ],
  ]);
});

describe("replies: edits inside other tags", () => {
  const edit = 'edit path="src/a.ts"';
  checkReplies([
    ["an edit tag with old and new texts", tag(edit, "<search>one</search>", "<replace>uno</replace>"), uno],
    [
      "an edit tag with lines",
      tag(edit, "<search>", "  one();", "</search>", "<replace>", "  uno();", "</replace>"),
      uno,
    ],
    [
      "several edit tags",
      tag(edit, "<search>one</search>", "<replace>uno</replace>", "", "<search>two</search>", "<replace>due</replace>"),
      both,
    ],
    ["tags for the strings", tag(edit, "<old_string>one</old_string>", "<new_string>uno</new_string>"), uno],
    ["tags for the strings, on one line", tag(edit, "<old_str>one</old_str><new_str>uno</new_str>"), uno],
    [
      "a file that contains such tags",
      tag('file path="src/a.ts"', "<old_text>", "  one();", "</old_text>", "<new_text>", "  uno();", "</new_text>"),
      uno,
    ],
    [
      "old and new texts below a path tag",
      text("<edit>", "<path>src/a.ts</path>", "<search>one</search>", "<replace>uno</replace>", "</edit>"),
      uno,
    ],
    ["old and new texts below a path", text("src/a.ts", "<search>one</search>", "<replace>uno</replace>"), uno],
    [
      "lines, and a text without a line break",
      tag(edit, "<search>", "  one();", "</search>", "<replace>  uno();</replace>"),
      uno,
    ],
    [
      "a removal of text",
      tag(edit, "<search>", "  one();", "</search>", "<replace>", "</replace>"),
      { "src/a.ts": a.replace("  one();\n", "") },
    ],
    ["old and new texts without a file", text("<search>one</search>", "<replace>uno</replace>"), refused],
    ["only a search text", tag(edit, "<search>one</search>"), refused],
    ["a search tag that is never closed", tag(edit, "<search>one", "<replace>uno</replace>"), refused],
    ["a search text that is in the file twice", tag(edit, "<search>();</search>", "<replace>(1);</replace>"), refused],
    ["an edit tag with only code", tag(edit, "function a() {}"), refused],
    ["an edit tag with a block", tag(edit, one), uno],
    ["an edit tag with a hunk", tag(edit, ...hunk), uno],
    ["a page's route, which is no edit", '<Route path="src/a.ts">\nx\n</Route>', refused],
  ]);
});

it("replies: a code block inside a tag belongs to the tag's edit, even for a reader of that code block alone", () => {
  for (const inner of [fence("ts", one), fence("diff", ...hunk), fence("", ...patch)]) {
    const reply = tag('file path="src/a.ts"', inner);
    const lines = inner.split("\n").length;
    assert.deepEqual(
      parseEditsWithin(reply, { from: 1, to: 1 + lines }).map(({ path }) => path),
      ["src/a.ts"],
      reply,
    );
  }
});
