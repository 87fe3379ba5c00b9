import assert from "node:assert/strict";
import { usageReport } from "../../src/chat/usage/usageReport.ts";
import { inertLines, inertWords } from "../../src/words/inert.ts";
import { exportMarkdown } from "../../src/chat/exportMarkdown.ts";
import { emptyTranscript, record } from "../../src/agent/transcript/transcript.ts";
import type { TurnEvent } from "../../src/agent/transcript/turnEvent.ts";
import { escapedMarkdown } from "../../src/words/markdown.ts";
import { withSigns } from "../../src/words/signs.ts";
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
  "a link far down": `${"a".repeat(990)}[a](command:x)`,
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
  "www.evil.example/beacon (WWW.EVIL.EXAMPLE)",
  "safe\u202egnp.exe",
  "one\u2028- two",
  "a\r- b",
];

describe("a page of Markdown", () => {
  const markdown = new MarkdownIt({ html: true, linkify: true });
  const elementsOf = (html: string) => [...html.matchAll(/<(\w+)/g)].map((match) => match[1]);
  for (const name of beacons) {
    it(`holds a name as text: ${JSON.stringify(name)}`, () => {
      const html = markdown.render(escapedMarkdown(name));
      assert.deepEqual([...new Set(elementsOf(html))].sort(), html.includes("<br") ? ["br", "p"] : ["p"]);
      // The editor makes links of these by itself.
      assert.doesNotMatch(escapedMarkdown(name), /\bwww\.|https?:\/\/|[\u202a-\u202e\u2028\u2029]/i);
    });
    it(`of usage holds a model's id as text: ${JSON.stringify(name)}`, () => {
      const line = { at: 0, provider: name, model: name, cost: 0 };
      const html = markdown.render(usageReport([{ day: "2026-01-01", lines: [line], lost: 0 }]));
      assert.doesNotMatch(html, /<(img|a|script|strong|em|s|code|li)\b/);
      assert.equal(html.match(/<td/g)?.length, 8);
    });
    it(`of a chat holds names and refusals as text: ${JSON.stringify(name)}`, () => {
      const path = `a\n\n${name}`;
      const chips = [{ label: `\`${path}\`` }];
      const events: TurnEvent[] = [
        { type: "asked", id: "q", at: 1, mode: "agent", text: "go", prompt: "go", chips },
        { type: "tool-call-end", call: { type: "tool-call", id: "c", name: path, arguments: { path } } },
        { type: "tool-ended", callId: "c", text: "no", isError: true },
        {
          type: "turn-ended",
          at: 2,
          outcome: { type: "failed", fault: { kind: "unavailable" }, message: name },
          model: "m",
        },
      ];
      const html = new MarkdownIt({ html: true }).render(exportMarkdown(events.reduce(record, emptyTranscript)));
      assert.match(html, /Failed:/);
      assert.doesNotMatch(html, /<(img|a|script|s|li|h1)\b/);
    });
  }
});

/** Texts with something that can't be seen, and how they are drawn. */
const unseen: Record<string, [text: string, shown: string]> = {
  "a bidi override": ["a\u202eb", "a⟨U+202E⟩b"],
  "a variation selector on a letter": ["a\ufe0f=1", "a⟨U+FE0F⟩=1"],
  "a variation selector of the second block": ["a\u{e0100}", "a⟨U+E0100⟩"],
  "a variation selector on a digit": ["a1\ufe0f = 2", "a1⟨U+FE0F⟩ = 2"],
  "an interlinear annotation": ["a\ufff9b\ufffac\ufffb", "a⟨U+FFF9⟩b⟨U+FFFA⟩c⟨U+FFFB⟩"],
  "a format character of music": ["a\u{1d173}b", "a⟨U+1D173⟩b"],
  "a note head without ink": ["a\u{1d159}b", "a⟨U+1D159⟩b"],
  "an object mark": ["a\ufffcb", "a⟨U+FFFC⟩b"],
  "an unassigned ignorable": ["a\u2065\ufff0\u{e0fff}", "a⟨U+2065⟩⟨U+FFF0⟩⟨U+E0FFF⟩"],
  "a character that is none": ["a\uffff\ufdd0", "a⟨U+FFFF⟩⟨U+FDD0⟩"],
  "a filler of Khitan": ["a\u{16fe4}b", "a⟨U+16FE4⟩b"],
  "a filler of Hangul": ["a\u3164b", "a⟨U+3164⟩b"],
  "a stroke through a sign": ["if (a =\u0338 b)", "if (a =⟨U+0338⟩ b)"],
  "a mark at the start": ["\u0301a", "⟨U+0301⟩a"],
  "a mark on a slash of a path": ["src/\u0338a.ts", "src/⟨U+0338⟩a.ts"],
  "a flood of marks": [`a${"\u0301".repeat(6)}`, `a${"\u0301".repeat(4)}⟨U+0301⟩⟨U+0301⟩`],
};
/** What is written so, in some language or by some program. */
const plainTexts = [
  "naïve e\u0301 Tiê\u0301ng Vie\u0323\u0302t",
  "שָׁלוֹם عَرَبِيّ हिन्दी ภาษาไทย བོད་སྐད",
  "1\ufe0f\u20e3 #\ufe0f\u20e3 ❤\ufe0f ☎\ufe0e 👍🏽 🇩🇪",
  "日本語 が か\u3099 한국어 ελληνικά",
  "a\tb\nc",
];

describe("what can't be seen", () => {
  for (const [what, [text, shown]] of Object.entries(unseen))
    it(`is drawn: ${what}`, () => assert.equal(withSigns(text), shown));
  for (const text of plainTexts)
    it(`is not seen in ${JSON.stringify(text)}`, () => assert.equal(withSigns(text), text));
  it("is found fast", () => {
    const start = process.cpuUsage();
    for (const one of ["a", "\u0301", "\ufe0f", "\u202e", "="]) withSigns(one.repeat(200_000));
    assert.ok(process.cpuUsage(start).user < 3_000_000);
  });
});
