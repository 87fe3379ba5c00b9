import fc from "fast-check";

/** Pieces that links, icons, and characters that hide or reorder others are made of. */
export const words: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          "[",
          "]",
          "(",
          "](",
          ")",
          "$(",
          "$",
          "zap",
          "command:",
          "https://a.b",
          "\n",
          "\r",
          "\r\n",
          " ",
          "\\",
          "<",
          ">",
        ],
        ...["\u200b", "\u200d", "\u202e", "\u2066", "\u2028", "\u2029", "\u0000", "\u001b[31m", "\u00ad", "\ufeff"],
        ...["\ud83d", "\ude00", "e\u0301", "\u{e0041}", "`", "*", "![", "javascript:", "x".repeat(300)],
      ),
      fc.string({ maxLength: 5, unit: "binary" }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(""));

/** Names on a path; the first ones exist in the folder of the test. */
export const path: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom("src", "a.txt", "out", "up", "loop", "docs", "deep", "chain", ".vscode", ".git"),
      fc.constantFrom(
        "..",
        ".",
        "",
        "...",
        "~",
        "C:",
        "c:",
        "con",
        "NUL.txt",
        "a:b",
        "GIT~1",
        "x.",
        "x ",
        "%2e%2e",
        "$HOME",
      ),
      fc.constantFrom(
        "\\\\server",
        "\\\\?\\",
        "\\\\.\\",
        "\\??\\",
        "server\\share",
        "file:",
        "\0",
        "\u202e",
        "etc",
        "passwd",
      ),
      fc.string({ maxLength: 6, unit: "binary" }),
    ),
    { maxLength: 8 },
  )
  .chain((names) => fc.constantFrom("/", "/", "\\", "//").map((sign) => names.join(sign)));

/** Another way to write a name that some file system takes for the same. */
export const disguised = (name: string): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom("upper", "wide", "zero", "as it is"), { minLength: name.length, maxLength: name.length })
    .chain((ways) =>
      fc.constantFrom("", ".", " ", "..", ". ", "::$DATA").map((end) => {
        const letters = [...name].map((letter, at) => {
          if (ways[at] === "upper") return letter.toUpperCase();
          if (ways[at] === "zero") return `${letter}\u200b`;
          return ways[at] === "wide" && /[!-~]/.test(letter) && letter !== "/"
            ? String.fromCharCode(letter.charCodeAt(0) + 0xfee0)
            : letter;
        });
        return letters.join("") + end;
      }),
    );

const types = [
  ...["asked", "resumed", "steered", "text", "thought", "tool-call-start", "tool-call-delta", "tool-call-end", "usage"],
  ...["approval-wanted", "approval-settled", "tool-started", "tool-output", "tool-ended", "turn-ended", "rewound"],
  ...["done", "waiting", "notice", "alternatives", "result-chosen", "retrying", "shortened", "compacted", "task-event"],
  ...["question", "constructor", "__proto__", "events", "ask", "restored", "state", "approve", "open-link"],
];
const scalar = fc.oneof(
  fc.constantFrom(-1, 0, 1, 1e308, "a", "", "constructor", "__proto__", null, true, "stop", "tool-calls", "once"),
  words,
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    scalar,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(
      fc.constantFrom(
        ...["type", "id", "callId", "name", "delta", "call", "arguments", "text", "prompt", "chips", "mode", "at"],
        ...["outcome", "model", "ask", "diff", "nonce", "decision", "scope", "event", "task", "usage", "reason"],
        ...["message", "index", "to", "constructor", "kind", "path", "hunks", "lines", "isError"],
      ),
      tie("value"),
      { maxKeys: 6 },
    ),
  ),
}));

/** A message or event of some type, right in part: what may be wrong is one of its fields. */
const good = fc.constantFrom<Record<string, unknown>>(
  { type: "asked", id: "q", at: 1, mode: "agent", text: "t", prompt: "t", chips: [] },
  { type: "text", delta: "x" },
  { type: "thought", delta: "x" },
  { type: "tool-call-start", id: "c", name: "f" },
  { type: "tool-call-delta", id: "c", delta: "{" },
  { type: "tool-call-end", call: { type: "tool-call", id: "c", name: "f", arguments: {} } },
  { type: "approval-wanted", callId: "c", nonce: "n", ask: { kind: "fetch", url: "https://a.b" } },
  { type: "approval-settled", callId: "c", decision: { type: "denied" } },
  { type: "tool-started", callId: "c" },
  { type: "tool-ended", callId: "c", text: "r", isError: false },
  { type: "done", reason: "stop" },
  { type: "turn-ended", at: 2, outcome: { type: "answered" }, model: "m" },
  { type: "rewound", to: "q" },
  { type: "result-chosen", index: 1 },
  { type: "resumed", at: 3 },
);
export const event: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: good },
  {
    weight: 2,
    arbitrary: fc.tuple(good, fc.nat(5), value).map(([of, at, other]) => {
      const key = Object.keys(of)[at % Object.keys(of).length] ?? "type";
      return { ...of, [key]: other };
    }),
  },
  fc.tuple(fc.constantFrom(...types), value).map(([type, of]) => (typeof of === "object" ? { ...of, type } : { type })),
  value,
);

/** Markdown of many equal parts, longer than a block is kept open. */
export const longMarkdown: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(
      fc.constantFrom(
        ...[
          "- a\n",
          "1. b\n",
          "  - c\n",
          "  d\n",
          "> q\n",
          "> - r\n",
          "| a | b |\n",
          "|---|---|\n",
          "text here\n",
          "\n",
        ],
        ...[
          "    code\n",
          "```js\n",
          "```\n",
          "  ```\n",
          "[x]: /u\n",
          "[x] ",
          "# h\n",
          "***\n",
          "\\[\n",
          "\\]\n",
          "<details>\n",
        ],
        ...["- [ ] t\n", "word ", "*", "`", "\u{1F600}", "\r\n", "===\n", "```md\n", "\t"],
      ),
      { minLength: 1, maxLength: 8 },
    ),
    fc.integer({ min: 1, max: 40_000 }),
    fc.array(fc.constantFrom("a\n", "\n", "- x\n", "```\n", "> y\n", "end"), { maxLength: 4 }),
  )
  .map(([parts, size, last]) => {
    const part = parts.join("");
    return part.repeat(Math.ceil(size / part.length)) + last.join("");
  });
