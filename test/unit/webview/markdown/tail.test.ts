import assert from "node:assert/strict";
import { grow, noBlocks } from "../../../../src/webview/markdown/blocks.ts";
import { closeInline, presentable } from "../../../../src/webview/markdown/tail.ts";

const shown = (text: string): string => presentable(grow(noBlocks, text).blocks);

describe("the unfinished end of an answer", () => {
  it("closes what a line has opened", () => {
    const cases: [string, string][] = [
      ["plain", "plain"],
      ["a **bold te", "a **bold te**"],
      ["a **bold ", "a **bold**"],
      ["a **", "a "],
      ["a **bold*", "a **bold**"],
      ["a *", "a "],
      ["a **b** c", "a **b** c"],
      ["use `cod", "use `cod`"],
      ["use `", "use "],
      ["`a` **b `c", "`a` **b `c`"],
      ["`a ** b` c", "`a ** b` c"],
      ["see [the guide](https://exa", "see the guide"],
      ["see ![cat](http", "see cat"],
      ["see [the gui", "see [the gui"],
      ["done [x](y) and", "done [x](y) and"],
    ];
    for (const [line, expected] of cases) assert.equal(closeInline(line), expected);
  });

  it("holds back incomplete markup", () => {
    assert.equal(shown("Text\n-"), "Text\n");
    assert.equal(shown("Text\n=="), "Text\n");
    assert.equal(shown("Text\n1."), "Text\n");
    assert.equal(shown("``"), "");
    assert.equal(shown("# "), "");
    assert.equal(shown("- a"), "- a");
  });

  it("shows a table once its second line is whole", () => {
    assert.equal(shown("Intro\n\n| a | b |\n| --"), "");
    assert.equal(shown("| a | b |\n"), "");
    assert.equal(shown("| a | b |\n|---|---|\n| c"), "| a | b |\n|---|---|\n| c");
  });

  it("shows code up to a line that may close the fence", () => {
    assert.equal(shown("```ts\nlet a\nlet b"), "let a\nlet b");
    assert.equal(shown("```ts\nlet a\n``"), "let a\n");
    assert.equal(shown("```ts\nlet a\n    ``"), "let a\n    ``");
  });
});
