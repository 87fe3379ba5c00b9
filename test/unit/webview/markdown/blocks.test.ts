import assert from "node:assert/strict";
import fc from "fast-check";
import { finish, grow, noBlocks, type Block } from "../../../../src/webview/markdown/blocks.ts";
import { presentable } from "../../../../src/webview/markdown/tail.ts";
import { renderMarkdown, type References } from "../../../../src/webview/markdown/parser.ts";

/** All blocks of a text that comes in the given pieces. */
function blocksOf(pieces: readonly string[]): Block[] {
  const all: Block[] = [];
  let blocks = noBlocks;
  for (const piece of pieces) {
    const step = grow(blocks, piece);
    blocks = step.blocks;
    all.push(...step.settled);
  }
  return [...all, ...finish(blocks)];
}

/** The blocks painted one by one as the panel does it: definitions first, since a later one changes what is painted. */
function paintedInPieces(pieces: readonly string[]): string {
  const blocks = blocksOf(pieces);
  const references: References = {};
  for (const block of blocks) renderMarkdown(block.source, references);
  return blocks.map((block) => renderMarkdown(block.source, references, block.line)).join("");
}

/** The lines of a block are the ones it has in the whole text. */
function assertLines(blocks: readonly Block[], text: string): void {
  const lines = text.replaceAll(/\r\n?/g, "\n").replaceAll("\0", "\uFFFD").split("\n");
  for (const { source, line } of blocks) assert.equal(lines[line], source.split("\n", 1)[0]);
}

/** The code that is painted past the Markdown renderer is the code that the renderer would paint. */
function assertCodeIsWhole(blocks: readonly Block[]): void {
  for (const block of blocks) {
    if (block.type !== "fence") continue;
    const escaped = block.code.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
    const painted = />([^>]*)<\/code><\/pre>\n$/.exec(renderMarkdown(block.source, {}))?.[1];
    // The renderer drops blanks after the last line ending of a text.
    assert.equal(painted?.replace(/[ \t]+$/, ""), escaped.replaceAll(">", "&gt;").replace(/[ \t]+$/, ""));
  }
}

const paintedAtOnce = (text: string): string => renderMarkdown(text, {});
const byCharacter = (text: string): string[] => text.split("");

const samples: Record<string, string> = {
  paragraphs: "One\ntwo\n\nthree  \nfour\n",
  "loose and tight lists":
    "- a\n- b\n\n- c\n\n  more of c\n\n* other list\n1. one\n2. two\n\n   ```js\n   f()\n   ```\n3. three\n",
  "list that becomes loose late": "- a\n- b\n- c\n\n- d\n",
  "lazy quote": "> quoted\nlazily\n\n> > deeper\n> back\n\nafter\n",
  setext: "Title\n===\n\nSub\ntitle\n---\n\n- item\n---\n",
  table: "Before\n\n| a | b |\n|:--|--:|\n| 1 | 2 |\n| 3\nlast row\n\nafter\n",
  "fence closed by the end": "Text\n```ts\nconst a = 1;\n\n```not the end\nconst b = 2;",
  "longer and tilde fences": "````md\n```js\nx\n```\n````\n~~~\n```\n~~~ \nafter\n",
  "indented fence": "  ```py\n    a\n  b\n c\n  ```\nnext\n",
  "fence inside quote": "> ```js\n> a\n\nb\n```\nc\n",
  "indented code": "para\n\n    code\n\n    more\n\nend\n",
  "definition after its use":
    "See [the guide][g] and [g].\n\n# Next\n\nText [g]\n\n[g]: https://example.com/g 'Guide'\n",
  "definition before its use": "[a]: https://example.com/a\n[a]: https://example.com/second\n\nUse [a].\n\n- [a]\n",
  "definition around fences": "[x]: /one\n```\n[x]\n```\n[y]: /two\n\n```\n```\n[x] [y]\n",
  "definition with title on its own line": "[t]: /url\n'title\nof two lines'\n\n[t]\n",
  "raw HTML is text": "<div>\n\n**bold**\n\n<!-- a\n\nb -->\n<script>alert(1)</script>\n\nend\n",
  "line endings": "a\r\nb\r\r\n```js\r\nx\r\n```\r\n\r\nc\rd",
  NUL: "a\0b\n\n```\nc\0d\n```\n",
  "empty fence at the end": "a\n\n```",
  "Markdown with fences of its own":
    "Here:\n\n```markdown README-new.md\n# Title\n\n```bash\nnpm ci\n```\n\nText\n\n```js\nrun();\n```\n\nLast.\n```\n\nThe end.\n",
  "Markdown with bare fences of its own":
    "```md\n# A\n\n```\nnpm ci\n```\n\nB\n```\n\nThe end.\n\n```ts\nlet a;\n```\n",
  "Markdown in a fence, and text right after it": "```md\n# A\n```\nThe end.\n\n```ts\nlet a;\n```\nMore.\n",
  "Markdown in a fence that nothing ends": "```md\n# A\n\n```bash\nnpm ci\n",
  "Markdown in a fence whose last inner one nothing ends": "```md\n# A\n\n```bash\nnpm ci\n```\n\nThe end.\n",
  "nested tildes and longer marks": "~~~markdown\n~~~js\na\n~~~\n```\n~~~\n````md\n```\n````\nend\n",
  "nested fences in a list": "- a\n\n  ```md\n  ```js\n  x\n  ```\n  b\n  ```\n\n  c\n- d\n",
  formulas: "\\[\na_*b\n\\]\n\nText $a_*b*c$ and \\(x^2\\)\n$$\n\\frac{1}{n}\n$$\nend\n\n\\[ open\n\nno end\n",
  "harmless tags":
    "| a |\n|---|\n| x<br>y |\n\n<details>\n<summary>More *x*</summary>\n\ntext\n\n</details>\nend <kbd>a\n",
  "only blank": "\n \n\t\n",
  nothing: "",
};

describe("blocks of growing Markdown", () => {
  for (const [name, text] of Object.entries(samples)) {
    it(`paints the same in pieces as at once: ${name}`, () => {
      assert.equal(paintedInPieces([text]), paintedAtOnce(text));
      assert.equal(paintedInPieces(byCharacter(text)), paintedAtOnce(text));
      assertLines(blocksOf(byCharacter(text)), text);
      assert.equal(paintedInPieces(text.split(/(?<=\n)/)), paintedAtOnce(text));
    });
  }

  it("paints the same for any text and any pieces", () => {
    const fragment = fc.constantFrom(
      ...[
        "a",
        "b c",
        "- ",
        "1. ",
        "2) ",
        "> ",
        "# ",
        "===",
        "---",
        "***",
        "```",
        "````",
        "~~~",
        "js",
        "|",
        "|-|",
        ":-:",
      ],
      ...[
        "\n",
        "\n",
        "\n\n",
        " ",
        "  ",
        "    ",
        "\t",
        "\r\n",
        "\r",
        "[x]",
        "[x]: /u",
        "'t'",
        "<b>",
        "`",
        "**",
        "\\",
        "\0",
      ],
      ...["```md\n", "```\n", "```js\n", "~~~ markdown", "\\[", "\\]", "$$", "$", "x_1"],
      ...["<br>", "<kbd>", "</kbd>", "<details>", "<summary>", "</summary>", "</details>\n"],
      ...["- [ ] t\n", "| a | b |\n|---|---|\n| c | d |\n", "```ts\nlet x\n```\n", "src/a.ts:3"],
    );
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 40 }), fc.infiniteStream(fc.nat(6)), (fragments, sizes) => {
        const text = fragments.join("");
        const pieces: string[] = [];
        for (let at = 0; at < text.length;) {
          const size = (sizes.next().value as number) + 1;
          pieces.push(text.slice(at, at + size));
          at += size;
        }
        assert.equal(paintedInPieces(pieces), paintedAtOnce(text));
        assertCodeIsWhole(blocksOf(pieces));
        assertLines(blocksOf(pieces), text);
      }),
      { numRuns: 2000 },
    );
  });

  it("settles a paragraph only when another block begins", () => {
    const first = grow(noBlocks, "One\n\n");
    assert.deepEqual(first.settled, []);
    const second = grow(first.blocks, "two\n");
    assert.deepEqual(second.settled, [{ type: "markdown", source: "One\n\n", line: 0 }]);
  });

  it("gives the code of an open fence as it grows and settles it at its end", () => {
    const opened = grow(noBlocks, "```ts file.ts\nlet a");
    assert.equal(opened.blocks.open.type === "fence" && opened.blocks.open.info, "ts file.ts");
    const more = grow(opened.blocks, " = 1;\n``");
    assert.equal(more.blocks.open.type === "fence" && more.blocks.open.code, "let a = 1;\n");
    assert.equal(more.blocks.rest, "``");
    const closed = grow(more.blocks, "`\n");
    assert.deepEqual(closed.settled, [
      { type: "fence", source: "```ts file.ts\nlet a = 1;\n```\n", line: 0, info: "ts file.ts", code: "let a = 1;\n" },
    ]);
  });

  it("takes a file of Markdown with its own fences for one block", () => {
    const inside = "# T\n\n```bash\nnpm ci\n```\n\n```\nplain\n```\n\nLast.\n";
    for (const opening of ["```markdown README-new.md", "```md", "```mdx", "``` docs/a.md", "~~~markdown"]) {
      const marks = opening.slice(0, 3);
      const text = `Before\n\n${opening}\n${inside.replaceAll("```", marks)}${marks}\n\nThe end.\n`;
      for (const pieces of [[text], byCharacter(text)]) {
        const codes = blocksOf(pieces).flatMap((block) => (block.type === "fence" ? [block.code] : []));
        assert.deepEqual(codes, [inside.replaceAll("```", marks)], opening);
      }
    }
  });

  it("reads a bare fence below a Markdown file's name as that file", () => {
    const text = "**README.md**\n\n```\n# T\n\n```sh\nnpm ci\n```\n\nEnd.\n```\n\nDone.\n";
    for (const pieces of [[text], byCharacter(text)]) {
      const codes = blocksOf(pieces).flatMap((block) => (block.type === "fence" ? [block.code] : []));
      assert.deepEqual(codes, ["# T\n\n```sh\nnpm ci\n```\n\nEnd.\n"]);
    }
  });

  it("shows all of an open fence with a line that may yet close it", () => {
    const { blocks } = grow(noBlocks, "```md\n# T\n```\n");
    assert.equal(presentable(blocks), "# T\n");
    assert.equal(presentable(grow(blocks, "npm").blocks), "# T\n```\nnpm");
  });

  it("keeps every character, in order", () => {
    const text = Object.values(samples).join("\n\n");
    const kept = blocksOf([text])
      .map((block) => block.source)
      .join("");
    const solid = (all: string): string => all.replaceAll(/\s/g, "").replaceAll("\0", "\uFFFD");
    assert.equal(solid(kept), solid(text));
  });
});
