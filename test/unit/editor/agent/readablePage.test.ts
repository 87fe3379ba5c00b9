import assert from "node:assert/strict";
import { readablePage } from "../../../../src/editor/agent/web/readablePage.ts";

const base = "https://docs.example.com/guide/start.html";
const long = "This sentence is here so that the part counts as the text of the page. ".repeat(4);

/** HTML and the text that is read of it. */
const table: readonly (readonly [string, string, string])[] = [
  ["headings and paragraphs", "<h1>A <em>b</em></h1><p>one\n two<p>three", "# A b\n\none two\n\nthree"],
  [
    "lists in lists",
    "<ul><li>a<ul><li>b</ul><li><p>c</p></ul><ol start=3><li>x<li>y</ol>",
    "- a\n  - b\n- c\n\n3. x\n4. y",
  ],
  ["definitions", "<dl><dt>a<dd>b</dl>", "a\n: b"],
  [
    "code with its language",
    '<pre><code class="hljs language-ts">const a = 1;\n\n  if (a &lt; 2) {}\n</code></pre>',
    "```ts\nconst a = 1;\n\n  if (a < 2) {}\n```",
  ],
  ["code with line breaks", "<pre>a<br>b</pre>", "```\na\nb\n```"],
  ["code with back-ticks", "<pre>```\nx\n```</pre>", "````\n```\nx\n```\n````"],
  ["inline code", "<p>use <code>npm  test</code> or <kbd>Ctrl+C</kbd>", "use `npm test` or `Ctrl+C`"],
  [
    "links with whole addresses",
    '<p><a href="../api.html#x">the API</a>, <a href="#here">here</a>, <a href="javascript:x()">there</a>',
    "[the API](https://docs.example.com/api.html#x), here, there",
  ],
  ["images by their words", '<p><img src="a.png" alt="A diagram"><img src="b.png">', "(image: A diagram)"],
  ["quotes", "<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"],
  [
    "tables",
    "<table><thead><tr><th>a<th>b<tbody><tr><td>1<td>x|y<tr><td colspan=2>2</table>",
    "| a | b |\n| --- | --- |\n| 1 | x\\|y |\n| 2 |  |",
  ],
  ["tables for layout", "<table><tr><td><p>a</p></td></tr><tr><td>b</td></tr></table>", "a\n\nb"],
  ["blocks in inline elements", "<a href='/x'><div>a</div><div>b</div></a>", "a\n\nb"],
  ["breaks", "<p>a<br>b<br/>c", "a\nb\nc"],
  ["entities", "<p>a &amp; b &nbsp; &#x1F600; &copy;", "a & b 😀 ©"],
  ["what is not text", "<p>a<script>x()</script><style>p{}</style><!-- c --><template>t</template></p>", "a"],
  [
    "what nobody sees",
    '<p>a</p><p hidden>b</p><p style="display: none">c</p><p aria-hidden="true">d</p><p style="font-size:0">e</p>',
    "a",
  ],
  ["rules", "<p>a<hr><p>b", "a\n\n---\n\nb"],
  ["text without marks", "just text", "just text"],
  ["nothing", "", ""],
  ["unclosed and crossed marks", "<b><i>a</b></i><p>b</div></span>", "a\n\nb"],
];

describe("the readable text of a page", () => {
  for (const [name, html, text] of table)
    it(`has ${name}`, async () => assert.equal(await readablePage(html, base), text));

  const around =
    "<nav>Menu</nav><header><p>Logo</p></header><aside>Also read</aside><div class='cookie-banner'>Cookies?</div><footer>©</footer>";
  const wholes: Record<string, string> = {
    "its main element": `<body>${around}<p>Elsewhere</p><main><h1>T</h1><p>${long}</p></main>`,
    "the element with that role": `<body>${around}<p>Elsewhere</p><div role="main"><h1>T</h1><p>${long}</p></div>`,
    "its only article": `<body>${around}<p>Elsewhere</p><article><h1>T</h1><p>${long}</p></article>`,
    "the article in the main element": `<body>${around}<main><p>Elsewhere</p><article><h1>T</h1><p>${long}</p></article></main>`,
  };
  for (const [name, html] of Object.entries(wholes))
    it(`is that of ${name}`, async () => assert.equal(await readablePage(html, base), `# T\n\n${long.trim()}`));

  it("is that of the whole body where the main element has little", async () => {
    const text = await readablePage(`<body>${around}<main>Loading…</main><p>${long}</p><p>${long}</p>`, base);
    assert.equal(text, `Logo\n\nLoading…\n\n${long.trim()}\n\n${long.trim()}`);
  });

  it("begins with the title, once", async () => {
    const page = (title: string) => `<head><title>${title}</title></head><body><h1>Start</h1><p>${long}</p>`;
    assert.match(await readablePage(page("Guide – Docs"), base), /^# Guide – Docs\n\n# Start\n/);
    assert.match(await readablePage(page("Start"), base), /^# Start\n\nThis/);
  });

  it("is bounded for pages that are deep or long, and takes no time", async () => {
    const began = Date.now();
    const deep = await readablePage("<div>".repeat(100_000) + "x", base);
    assert.ok(deep.length < 10, "the rest of such a page is not read");
    const spans = await readablePage("<p>" + "<span><b>".repeat(20_000) + "y", base);
    assert.ok(spans.length < 10);
    const many = await readablePage("<p>a <a href='/b'>b</a></p>".repeat(100_000), base);
    assert.ok(many.length > 1_000_000);
    const cells = await readablePage(`<table>${"<tr><td>1<td>2".repeat(20_000)}</table>`, base);
    assert.ok(cells.length > 0);
    assert.ok(Date.now() - began < 8000, `${Date.now() - began} ms`);
  });
});
