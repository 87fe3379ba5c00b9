import assert from "node:assert/strict";
import { renderMarkdown } from "../../../../src/webview/markdown/parser.ts";

/** Pieces that, repeated, are hard to read for a Markdown reader. */
const hard = [
  "&",
  "[a][",
  "[",
  "](",
  "![",
  "*",
  "**a",
  "_a",
  "`",
  "<",
  "<a ",
  "> ",
  "- ",
  "|a",
  "\\",
  "~~",
  "$",
  "#",
  "&#",
  "a/b",
  "(",
  "http://a",
  "<div>\n",
  "$a$ ",
  "[[",
  "***a** ",
];

describe("an answer that is hard to read", () => {
  for (const piece of hard)
    it(`is rendered soon: ${JSON.stringify(piece)}`, () => {
      const source = piece.repeat(Math.ceil(20_000 / piece.length));
      const start = process.cpuUsage();
      renderMarkdown(source, {});
      const { user } = process.cpuUsage(start);
      // 100 ms is the bound; a machine under load may take several times as long.
      assert.ok(user < 1_000_000, `${user / 1000} ms`);
    });
});
