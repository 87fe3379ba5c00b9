import assert from "node:assert/strict";
import { blockAt, codeIn, fenceInfo, offersOf } from "../../../src/chat/codeBlocks.ts";
import type { Transcript, Turn } from "../../../src/agent/transcript/transcript.ts";
import { blockTokens } from "../../../src/webview/markdown/parser.ts";

describe("a fence's info", () => {
  it("is read from a fence's info, with the file it names", () => {
    assert.deepEqual(fenceInfo("ts"), { language: "ts" });
    assert.deepEqual(fenceInfo(""), { language: "" });
    assert.deepEqual(fenceInfo("TypeScript src/a.ts"), { language: "typescript", file: "src/a.ts" });
    assert.deepEqual(fenceInfo("src/a.py"), { language: "py", file: "src/a.py" });
    assert.deepEqual(fenceInfo('js title="My file.js"'), { language: "js", file: "My file.js" });
    assert.deepEqual(fenceInfo("js {1,3}"), { language: "js" });
    assert.deepEqual(fenceInfo("rust,ignore"), { language: "rust" });
    assert.deepEqual(fenceInfo("c++"), { language: "c++" });
  });
});

describe("the buttons that a block of code has", () => {
  type Offers = "apply" | "run" | "neither";
  const rows: [name: string, info: string, above: string, head: string, offers: Offers][] = [
    ["a snippet", "ts", "Like this:", "let a = 1;", "neither"],
    ["nothing known", "", "", "", "neither"],
    ["a file in the opening", "ts src/a.ts", "", "", "apply"],
    ["a file as title", 'ts title="src/a.ts"', "", "", "apply"],
    ["an excerpt", "12:30:src/a.ts", "", "let a", "neither"],
    ["a file above", "ts", "### `src/a.ts`", "", "apply"],
    ["a file announced above", "ts", "Here is the updated `src/a.ts`:", "", "apply"],
    ["a part of a file above", "ts", "In `src/a.ts`:", "let a = 1;", "neither"],
    ["a file mentioned above", "ts", "Like the loop in `src/a.ts`, this one ends.", "let a = 1;", "neither"],
    ["a file in a first comment", "ts", "", "// src/a.ts\nlet a = 1;", "apply"],
    ["words in a first comment", "ts", "", "// Adds two numbers\nlet a = 1;", "neither"],
    ["a diff", "diff", "", "", "apply"],
    ["a diff by its head", "", "", "--- a/a.ts\n+++ b/a.ts\n@@ -1 +1 @@", "apply"],
    ["blocks", "", "", "<<<<<<< SEARCH\nlet a", "apply"],
    ["blocks under a path", "ts", "", "src/a.ts\n<<<<<<< SEARCH\nlet a", "apply"],
    ["a patch", "", "", "*** Begin Patch\n*** Update File: a.ts", "apply"],
    ["commands", "bash", "Then run:", "npm test", "run"],
    ["commands under a file", "sh", "`package.json`", "npm test", "run"],
    ["commands with a comment", "bash", "", "# Install\nnpm ci", "run"],
    ["a session", "console", "", "$ npm ci", "run"],
    ["PowerShell", "PowerShell", "", "", "run"],
    ["a shell's file", "bash scripts/run.sh", "", "set -e", "apply"],
    ["output", "text", "", "done", "neither"],
  ];
  for (const [name, info, above, head, expected] of rows) {
    it(name, () => {
      assert.deepEqual(offersOf({ info, above, head }), { apply: expected === "apply", run: expected === "run" });
    });
  }
});

describe("the code at a place of an answer", () => {
  const texts: Record<string, string> = {
    "at the top": "Text\n\n```ts a.ts\nlet a\n\n  let b\n```\nmore\n",
    empty: "```\n```\n",
    "longer fences": "````md\n```js\nx\n```\n````\n",
    tildes: "~~~ts\n```\n~~~ \n",
    indented: "  ```py\n    a\n  b\n c\n  ```\n",
    "in a list": "- one\n\n  ```sh\n  npm ci\n    indented\n  ```\n- two\n",
    "right after a bullet": "- ```sh\n  npm ci\n  ```\n",
    "in a numbered list": "10. one\n\n    ```js\n    f()\n    ```\n",
    "in a quote": "> Text\n> ```js\n> a\n>\n>   b\n> ```\n",
    "in a list in a quote": "> 1. x\n>    ```js\n>    a\n>    ```\n",
    "unclosed in a quote": "> ```js\n> a\n\nb\n",
    "by indentation": "para\n\n    code\n\n      more\n\nend\n",
  };
  for (const [name, text] of Object.entries(texts)) {
    it(`is what is shown: ${name}`, () => {
      const shown = blockTokens(text).filter(({ type }) => type === "fence" || type === "code_block");
      assert.equal(shown.length, 1);
      const [{ map, content, info }] = shown as [(typeof shown)[0]];
      const [from, to] = map ?? [0, 0];
      assert.deepEqual(codeIn(text.split("\n"), from, to), { info: info.trim(), code: content });
    });
  }

  const turn = (items: Turn["items"]): Transcript => ({
    settled: [{ id: "t1", askedAt: 0, mode: "ask", text: "?", prompt: "?", chips: [], items, step: 0, usage: {} }],
    open: undefined,
  });
  const talk = turn([
    { type: "thought", step: 0, text: "```\nthought\n```", details: [] },
    { type: "tool", step: 0, id: "c1", name: "read_file", argumentText: "", state: "done" },
    { type: "text", step: 0, text: "One\r\n\r\n```ts\r\nlet a\r\n```\r\n" },
  ]);
  it("is found by turn, item and lines", () => {
    const block = blockAt(talk, { turnId: "t1", item: 2, from: 2, to: 5 });
    assert.equal(block?.code, "let a\n");
    assert.equal(block.info, "ts");
    assert.equal(blockAt(talk, { turnId: "t1", item: 0, from: 0, to: 3 })?.code, "thought\n");
  });
  it("is nothing where nothing is", () => {
    assert.equal(blockAt(talk, { turnId: "t2", item: 2, from: 2, to: 5 }), undefined);
    assert.equal(blockAt(talk, { turnId: "t1", item: 1, from: 0, to: 5 }), undefined);
    assert.equal(blockAt(talk, { turnId: "t1", item: 9, from: 0, to: 5 }), undefined);
    assert.equal(blockAt(talk, { turnId: "t1", item: 2, from: 90, to: 95 }), undefined);
  });
});
