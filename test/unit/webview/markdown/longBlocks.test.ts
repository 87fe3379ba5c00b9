import assert from "node:assert/strict";
import fc from "fast-check";
import { finish, grow, noBlocks, type Block } from "../../../../src/webview/markdown/blocks.ts";
import { renderMarkdown, type References } from "../../../../src/webview/markdown/parser.ts";
import { presentable } from "../../../../src/webview/markdown/tail.ts";
import { cpuMs } from "../../../support/cpu.ts";

const KB = 1024;
const times = (text: string, characters = 40 * KB): string => text.repeat(Math.ceil(characters / text.length));
const numbered = (line: (at: number) => string): string => Array.from({ length: 1800 }, (_, at) => line(at)).join("");

/** Long blocks that no blank line ends. To add a kind, add a row. */
const kinds: Record<string, string> = {
  "a list": times("- an item of a list\n"),
  "a list with blank lines": times("- an item of a list\n\n"),
  "a numbered list": numbered((at) => `${at + 1}. an item of a list\n`),
  "a numbered list of ones": numbered((at) => `1. an item ${at}\n`),
  "a list in a list": times("- item\n  - an item below\n    and more\n"),
  "one item with many below": `- item\n${times("  - an item below\n")}`,
  "a table": `| a | b |\n|---|---|\n${times("| a cell | another |\n", 70 * KB)}`,
  "a table in a quote": `> | a | b |\n> |---|---|\n${times("> | a cell | another |\n")}`,
  "a quote": times("> a line of a quote\n"),
  "a quote of paragraphs": times("> a line of a quote\n>\n"),
  "a quote of lists": times("> - a line of a quote\n"),
  "a paragraph": times("a line of a paragraph\n"),
  "a paragraph of tags": times("<div>x\n"),
  "a paragraph of signs": times("?! ; ::\n"),
  "indented code": times("    let a = 1;\n"),
  definitions: numbered((at) => `[a${at}]: https://a.example/${at}\n`),
  "code in an item": `- a\n  \`\`\`js\n${times("  let a = 1;\n")}`,
  "code in a quote": `> \`\`\`js\n${times("> let a = 1;\n")}`,
  "a formula": `\\[\n${times("a_1 + b\n")}`,
  "one line": times("word "),
  "one word": times("w"),
  "a line of signs": times("\u{1F600}"),
  "an item of one line": `- ${times("word ")}`,
  "a line of brackets": times("["),
  "a line of links": times("[a]("),
  "a line of stars": times("*a _b "),
  "a line of marks of quotes": times(">"),
  "a line of marks of items": times("- "),
  "a fence with a long name": `\`\`\`${times("j")}\nlet a;\n\`\`\`\n`,
};

/** All blocks of a text in pieces; and the longest CPU time that a piece, or painting the open end, took. */
function streamed(text: string, size: number): { blocks: Block[]; worst: number } {
  const all: Block[] = [];
  let blocks = noBlocks;
  let worst = 0;
  for (let at = 0; at < text.length; at += size) {
    const work = () => {
      const step = grow(blocks, text.slice(at, at + size));
      blocks = step.blocks;
      all.push(...step.settled);
    };
    // Timed now and then: the clock of CPU time has coarse steps.
    if (at % (size * 8) !== 0) work();
    else
      worst = Math.max(
        worst,
        cpuMs(() => (work(), renderMarkdown(presentable(blocks), {}))),
      );
  }
  return { blocks: [...all, ...finish(blocks)], worst };
}

/** Without the room for numbers, which each piece has for its own. */
const plainLists = (html: string): string => html.replaceAll(/ class="digits-\d+"/g, "");

/** The pieces as one page: a list or a quote that goes on is joined. */
function joined(blocks: readonly Block[]): string {
  const references: References = {};
  for (const block of blocks) renderMarkdown(block.source, references);
  return blocks
    .map((block) => {
      const continued = block.type === "markdown" ? block.continued : undefined;
      const html = plainLists(renderMarkdown(block.source, references, block.line, continued));
      return continued ? `\0${html}` : html;
    })
    .join("")
    .replaceAll(/<\/(ul|ol|blockquote)>\n\0<\1(?: start="\d+")?>\n/g, "")
    .replaceAll("\0", "");
}

describe("long blocks of growing Markdown", () => {
  for (const [name, text] of Object.entries(kinds))
    it(`cost the same with each piece, and are the same in pieces as at once: ${name}`, () => {
      const { blocks, worst } = streamed(text, 997);
      // 100 ms is the bound; a machine under load may take several times as long.
      assert.ok(worst < 400, `${worst} ms`);
      assert.deepEqual(streamed(text, text.length).blocks, blocks);
      const kept = blocks.map(({ source }) => source).join("");
      if (!name.startsWith("a table")) assert.equal(kept, text);
      // Code and formulas are cheap to look at, so they are cut late.
      const longest = name.includes(" in a") || name === "a formula" ? 257 * KB : 52 * KB;
      for (const { source, type } of blocks) assert.ok(type === "fence" || source.length < longest, name);
    });

  for (const name of ["a list", "a list with blank lines", "a numbered list", "a numbered list of ones"])
    it(`look as if they were whole: ${name}`, () => {
      const text = kinds[name] ?? "";
      const { blocks } = streamed(text, 5000);
      assert.ok(blocks.length > 1);
      assert.equal(joined(blocks), plainLists(renderMarkdown(text, {})));
      for (const { source, line } of blocks) assert.equal(text.split("\n")[line], source.split("\n", 1)[0]);
    });

  it("repeat the head of a table", () => {
    const blocks = streamed(kinds["a table"] ?? "", 5000).blocks;
    assert.ok(blocks.length > 2);
    for (const block of blocks) assert.match(renderMarkdown(block.source, {}), /<th>a<\/th>/);
  });

  it("count the next numbers of a list, whatever its items say", () => {
    const { blocks } = streamed(kinds["a numbered list of ones"] ?? "", 5000);
    const [first, second] = blocks;
    const items = first?.source.match(/^1\./gm)?.length ?? 0;
    assert.deepEqual(second?.type === "markdown" && second.continued, {
      type: "list",
      isLoose: false,
      number: items + 1,
    });
  });

  it("look as if they were whole, whatever the items hold", () => {
    const inside = fc.constantFrom(
      "words",
      "**b** `c`",
      "[x]",
      "a\n  b",
      "a\n  - b\n  - c",
      "a\n  1. b",
      "a\n  > q",
      "a\n  ```js\n  f()\n  ```",
      "[ ] t",
      "```ts\n  f()\n  ```",
      "# h",
    );
    fc.assert(
      fc.property(
        fc.array(inside, { minLength: 5, maxLength: 30 }),
        fc.constantFrom("-", "*", "1."),
        fc.boolean(),
        fc.integer({ min: 500, max: 9000 }),
        (items, mark, isLoose, size) => {
          const indented = items.map((item) => (mark === "1." ? item.replaceAll("\n", "\n ") : item));
          const some = indented.map((item) => `${mark} ${item}\n${isLoose ? "\n" : ""}`).join("");
          const text = `[x]: /url\n\n${times(some, 20 * KB)}\nEnd.\n`;
          const { blocks } = streamed(text, size);
          assert.equal(joined(blocks), plainLists(renderMarkdown(text, {})));
        },
      ),
      { numRuns: 8 },
    );
  });
});
