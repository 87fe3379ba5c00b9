import assert from "node:assert/strict";
import { usageReport } from "../../src/chat/usage/usageReport.ts";
import { inertLines, inertWords } from "../../src/words/inert.ts";
import { escapedMarkdown } from "../../src/words/markdown.ts";
import MarkdownIt from "markdown-it";

/** How VS Code finds links in a notification, a validation message or a progress report (its linkedText.ts). */
const linksOfEditor = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/gi;
/** How VS Code finds icons in labels (its iconLabels.ts). */
const iconsOfEditor = /\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/g;

/** Words of a model, server or file, by what they try. */
const hostile: Record<string, string> = {
  "a command link": "[Fix it](command:gemma.newChat)",
  "a command link with arguments": "[Fix](command:workbench.action.terminal.sendSequence?%7B%22text%22%3A%22x%22%7D)",
  "a web link": "See [the docs](https://evil.example/a?b=c)",
  "a file link": "[open](file:///etc/passwd)",
  "a link with a title": '[a](command:x "Click me")',
  "upper case": "[a](COMMAND:x)",
  "two links": "[a](command:x)[b](command:y)",
  "a link split by a zero-width space": "[a]\u200b(command:x)",
  "a link split by a bidi mark": "[a]\u202e(command:x)",
  "a link split by a control": "[a]\u0000(command:x)",
  "a link split by a tag character": "[a]\u{e0041}(command:x)",
  "a link split by a word joiner": "[a]\u2060(command:x)",
  "a link over two lines": "[a]\n(command:x)",
  "a link in a file name": "[x](command:gemma.newChat).webm",
  "an icon": "$(check) verified",
  "a spinning icon": "$(sync~spin) working",
  "an icon split by a bidi mark": "$\u200e(check) verified",
  "reversed text": "safe\u202egpj.exe",
  isolates: "a\u2066b\u2069c",
  "a line separator": "one\u2028two\u2029three",
  "carriage return": "one\rtwo",
  escape: "\u001b[31mred\u001b[0m",
  "a link far behind": `${"a".repeat(990)}[a](command:x)`,
  "half a pair at the cut": `${"a".repeat(998)}😀😀`,
};

describe("words that VS Code shows", () => {
  for (const [what, words] of Object.entries(hostile))
    it(`are inert: ${what}`, () => {
      for (const shown of [inertWords(words), inertLines(words)]) {
        assert.deepEqual(shown.match(linksOfEditor), null);
        assert.deepEqual(shown.match(iconsOfEditor), null);
        assert.doesNotMatch(shown, /[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069\u2028\u2029\u200b\u200e]/u);
        assert.doesNotMatch(shown, /\p{Cs}/u);
      }
      assert.ok(inertWords(words).length <= 1010);
      assert.doesNotMatch(inertWords(words), /\n/);
    });
  it("stay as they are where nothing is hostile", () => {
    for (const plain of ["The server said no (HTTP 500).", "C:\\x [1] (2) $5 (US)", "naïve 日本語 👩‍👩‍👧 می‌خواهم"]) {
      assert.equal(inertWords(plain), plain);
      assert.equal(inertWords(inertWords(plain)), plain);
    }
    assert.equal(inertLines("a\r\nb\nc"), "a\nb\nc");
  });
  it("are cut before any pattern reads them", () => {
    const start = process.cpuUsage();
    assert.ok(inertLines("[a](command:x)\u0000".repeat(2_000_000)).length < 5000);
    assert.ok(process.cpuUsage(start).user < 500_000);
  });
});

/** Names that a server gives its models. */
const beacons = [
  "![x](https://evil.example/beacon.png)",
  '<img src="https://evil.example/beacon.png">',
  "[x](command:gemma.newChat)",
  "https://evil.example/auto",
  "a|b\n\n![x](https://evil.example/2.png)",
  "&lt;img src=x&gt; &#33;[x](https://evil.example)",
  "`code` **bold** _it_ ~~s~~",
  "# heading\n- list",
  "<script>alert(1)</script>",
  "\\![x](https://evil.example)",
  "www.evil.com a@evil.com",
];

describe("a page of Markdown", () => {
  const markdown = new MarkdownIt({ html: true, linkify: true });
  const elementsOf = (html: string) => [...html.matchAll(/<(\w+)/g)].map((match) => match[1]);
  for (const name of beacons) {
    it(`holds a name as text: ${JSON.stringify(name)}`, () => {
      const html = markdown.render(escapedMarkdown(name));
      assert.deepEqual([...new Set(elementsOf(html))].sort(), html.includes("<br") ? ["br", "p"] : ["p"]);
    });
    it(`of usage holds a model's id as text: ${JSON.stringify(name)}`, () => {
      const line = { at: 0, provider: name, model: name, cost: 0 };
      const html = markdown.render(usageReport([{ day: "2026-01-01", lines: [line], lost: 0 }]));
      assert.doesNotMatch(html, /<(img|a|script|strong|em|s|code|li)\b/);
      assert.equal(html.match(/<td/g)?.length, 8);
    });
  }
});
