import assert from "node:assert/strict";
import { namesFile, piecesOf } from "../../../../src/edit/reply/pathLinks.ts";
import { renderMarkdown } from "../../../../src/webview/markdown/parser.ts";
import { cpuMs } from "../../../support/cpu.ts";

const html = (source: string): string => renderMarkdown(source, {}).trim();

describe("Markdown of answers", () => {
  it("leaves raw HTML as text", () => {
    assert.equal(html("<img src=x onerror=alert(1)>"), "<p>&lt;img src=x onerror=alert(1)&gt;</p>");
    assert.doesNotMatch(html("a <script>alert(1)</script> b\n\n<div onclick=x>\n"), /<(script|div|img)/);
  });

  it("makes no links that run something", () => {
    for (const href of ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "vbscript:x", "data:text/html,x"]) {
      assert.doesNotMatch(html(`[x](${href})`), /href/);
    }
  });

  it("takes a file's address for its path, which opens in the workspace alone", () => {
    assert.match(html("[x](file:///home/me/src/a.ts#L3)"), /<a href="\/home\/me\/src\/a\.ts#L3">x<\/a>/);
    assert.doesNotMatch(html("[x](file://server/share/a.ts)"), /href/);
  });

  it("shows a picture as a link, so that nothing is fetched", () => {
    assert.equal(
      html('![a "cat"](https://example.com/cat.png)'),
      '<p><a href="https://example.com/cat.png">a &quot;cat&quot;</a></p>',
    );
  });

  it("links whole addresses and leaves names with dots alone", () => {
    assert.match(html("See https://example.com/a."), /<a href="https:\/\/example.com\/a">/);
    for (const name of ["main.rs", "run.sh", "README.md", "example.com"]) assert.equal(html(name), `<p>${name}</p>`);
  });

  it("aligns columns by class, never by style", () => {
    const table = html("| a | b |\n|:-:|--:|\n| 1 | 2 |");
    assert.match(table, /<th class="align-center">a<\/th>\s*<th class="align-right">b<\/th>/);
    assert.doesNotMatch(table, /style=/);
  });

  it("shows tasks with their state", () => {
    const list = html("- [x] done\n- [ ] open\n- [y] none\n- plain [x]");
    assert.match(list, /aria-checked="true"><\/span> done/);
    assert.match(list, /aria-checked="false"><\/span> open/);
    assert.match(list, /<li>\[y\] none<\/li>\s*<li>plain \[x\]<\/li>/);
  });

  it("keeps a fence's whole info string", () => {
    assert.equal(
      html('```ts src/a.ts "b"\nlet a\n```'),
      '<pre data-info="ts src/a.ts &quot;b&quot;" data-lines="0-3"><code>let a\n</code></pre>',
    );
  });
});

describe("harmless tags of answers", () => {
  for (const [source, shown] of [
    ["| a |\n|---|\n| first<br>second<br/>third |", /<td>first<br>\s*second<br>\s*third<\/td>/],
    ["Press <kbd>Ctrl</kbd>+<KBD>C</KBD>.", /<kbd>Ctrl<\/kbd>\+<kbd>C<\/kbd>/],
    ["H<sub>2</sub>O x<sup>*n*</sup>", /H&lt;sub/],
    ["H <sub>2</sub>O, x <sup>*n*</sup>", /<sub>2<\/sub>O, x <sup><em>n<\/em><\/sup>/],
    [
      "<details>\n<summary>More **of** it</summary>\n\nText\n\n</details>\n\nEnd",
      /^<p><strong>More <strong>of<\/strong> it<\/strong><\/p>/,
    ],
    ["<details><summary>More</summary>\n\nText\n</details>", /^<p><strong>More<\/strong><\/p>\s*<p>Text<\/p>/],
  ] as const) {
    it(`are shown: ${JSON.stringify(source)}`, () => assert.match(html(source), shown));
  }

  it("leave types, marks without an end, code and all other tags as they are", () => {
    for (const text of [
      "`<br>`",
      "A Map<b> and List<i>x</i>",
      "an open <kbd> only",
      "<kbd></kbd>",
      "<kbd onclick=x>a</kbd>",
      "<br onload=x>",
      "<iframe>a</iframe>",
      "use the <details> tag",
    ]) {
      assert.doesNotMatch(html(text), /<(?:br|b|i|kbd|iframe|strong|em)\b/, text);
    }
    assert.doesNotMatch(html("<details>\n</details>"), /details/);
  });
});

describe("formulas of answers", () => {
  for (const formula of [
    "\\(L = \\frac{1}{n}\\)",
    "\\[L_a*b*c\\]",
    "$a_*b*c$",
    "$x_1 + x_2 = 3$",
    "$$a_*b*c$$",
    "$\\alpha$",
    "$f'(x)=\\{a\\}$",
  ]) {
    it(`keep every sign: ${formula}`, () => {
      const shown = html(`Here: ${formula}, so.`);
      const inside = /<code>([^<]*)<\/code>/.exec(shown)?.[1]?.replaceAll("&#39;", "'");
      assert.equal(inside, formula);
      assert.doesNotMatch(shown, /<em>/);
    });
  }

  it("stand as a block on lines of their own", () => {
    assert.match(html("So\n\\[\na_*b*c\n\\]\nend"), /<code>\\\[\na_\*b\*c\n\\\]\n<\/code>/);
    assert.match(html("$$\na_*b*c\n$$"), /<code>\$\$\na_\*b\*c\n\$\$<\/code>/);
  });

  it("are told from prices, variables and escapes", () => {
    for (const text of ["$5 and $10", "from $5-$10", "a \\* b", "\\[x] \\(y", "US$5=US$6", "$$", "cost: $5 = 4€"]) {
      assert.doesNotMatch(html(text), /<code>/, text);
    }
  });

  it("are found in linear time", () => {
    const once = cpuMs(() => html("$a_1 \\( ".repeat(2000)));
    assert.ok(once < 3000, `${once} ms`);
  });
});

describe("places in files", () => {
  const links = (text: string): string[] => piecesOf(text).flatMap((piece) => (piece.link ? [piece.text] : []));

  it("are found in text with their line", () => {
    assert.deepEqual(links("In src/a.ts:12 and (./b/c.py:3:7), b.go:1-9."), [
      "src/a.ts:12",
      "./b/c.py:3:7",
      "b.go:1-9",
    ]);
    assert.deepEqual(links("kebab-case-name.md:3, app/(shop)/[id]/page.tsx:4 and (src/[...slug].ts:2)."), [
      "kebab-case-name.md:3",
      "app/(shop)/[id]/page.tsx:4",
      "src/[...slug].ts:2",
    ]);
    assert.deepEqual(links("Öffne src/größe.ts:7, src/routes/+page.svelte:1, packages/@scope/x.ts:2, f(a.ts:3)."), [
      "src/größe.ts:7",
      "src/routes/+page.svelte:1",
      "packages/@scope/x.ts:2",
      "a.ts:3",
    ]);
    assert.deepEqual(links("at 12:30, 127.0.0.1:8080, example.com:443, https://x.dev/a.ts:1, a.ts, C:12"), []);
  });

  it("keep all text", () => {
    const text = "x src/a.ts:12, y b.ts:3 z";
    assert.equal(
      piecesOf(text)
        .map((piece) => piece.text)
        .join(""),
      text,
    );
  });

  it("are found in code spans with a line or a folder", () => {
    for (const code of ["src/a.ts", "a.ts:12", "../b/c.test.tsx:1-2", "src/a.ts:3:4"]) assert.ok(namesFile(code), code);
    for (const code of ["a.ts", "a.b", "npm run x/y.js", "x/y", "Math.max", "1/2.5"]) assert.ok(!namesFile(code), code);
    assert.match(html("`src/a.ts:3`"), /<a href="src\/a.ts:3"><code>src\/a.ts:3<\/code><\/a>/);
  });

  it("are left alone inside a link", () => {
    assert.equal(
      html("[see src/a.ts:3](https://example.com)"),
      '<p><a href="https://example.com">see src/a.ts:3</a></p>',
    );
  });

  it("are found in linear time", () => {
    for (const hard of ["a".repeat(50_000), "a/".repeat(25_000), "a.".repeat(25_000), "a.b:".repeat(12_000)]) {
      const ms = cpuMs(() => [piecesOf(hard), namesFile(hard)]);
      assert.ok(ms < 2000, `${ms} ms`);
    }
  });

  it("gives the numbers of a long list room", () => {
    const list = (first: number, items: number): string =>
      renderMarkdown(Array.from({ length: items }, (_, at) => `${first + at}. a\n`).join(""), {});
    assert.match(list(1, 9), /^<ol>\n/);
    assert.match(list(1, 99), /^<ol class="digits-2">/);
    assert.match(list(1, 100), /^<ol class="digits-3">/);
    assert.match(list(998, 3), /^<ol start="998" class="digits-4">/);
    assert.match(list(999_999_998, 5), /digits-9/);
  });
});
