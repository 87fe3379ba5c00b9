import fc from "fast-check";
import type { JsonObject } from "../../../src/model/message.ts";
import type { Call } from "./gemmaCalls.ts";

/* Native calls of declared tools, written with the faults that models and servers make. */

const words = fc.constantFrom(
  "a.ts",
  "src/x y.ts",
  "ls -la",
  "const a = 1;",
  "it's",
  'say "hi" now',
  'say "hi"',
  "a, b: c",
  "f({a: 1, path: x})",
  "{x}",
  "}",
  "one\ntwo\n",
  "`code` here",
  "“so” it is",
  "x <b> y",
  "日本",
  "1000",
  "true",
);
const sound = fc.oneof(
  { weight: 4, arbitrary: words },
  { weight: 1, arbitrary: fc.array(words, { minLength: 2, maxLength: 3 }).map((parts) => parts.join(" ")) },
  { weight: 1, arbitrary: fc.stringMatching(/^[\w ./-]{1,12}$/) },
);

const record = <T extends Record<string, fc.Arbitrary<unknown>>>(fields: T, required: (keyof T & string)[] = []) =>
  fc.record(fields, { requiredKeys: required, noNullPrototype: true }) as fc.Arbitrary<JsonObject>;

const given: Record<string, fc.Arbitrary<JsonObject>> = {
  read_file: record({ path: sound, start_line: fc.nat(99) }, ["path"]),
  write_file: record({ path: sound, content: sound }, ["path", "content"]),
  run_command: record({ command: sound, timeout_ms: fc.nat(9999), background: fc.boolean(), description: sound }, [
    "command",
  ]),
  create: record(
    {
      title: sound,
      labels: fc.array(sound, { minLength: 1, maxLength: 3 }),
      meta: record({ owner: sound, n: fc.nat(9) }, ["owner"]),
    },
    ["title"],
  ),
  search: record({ query: sound, paths: fc.array(sound, { maxLength: 2 }), limit: fc.nat(9) }, ["query"]),
};

/** A call of one of the agent's tools, each argument as its schema wants it. */
export const agentCall: fc.Arbitrary<Call> = fc
  .constantFrom(...Object.keys(given))
  .chain((name) => (given[name] ?? fc.constant({})).map((each) => ({ name, arguments: each })));

type Marks = { open: string; close: string };
const mark = '<|"|>';
const whole: Marks = { open: mark, close: mark };

/** What stands in place of a string's marks. */
const wrongMarks: readonly Marks[] = [
  { open: mark, close: "" },
  ...['"', "'", "”", "’", "`", '<|"', '"|>', '<|"|', '<|\\"|>'].map((close) => ({ open: mark, close })),
  ...['"', "'", "“", "`", '<|"', '<|\\"|>'].map((open) => ({ open, close: mark })),
  ...["“”", "””", "„“", "‘’", "«»", "``", '""', "''"].map((pair) => ({ open: pair.charAt(0), close: pair.charAt(1) })),
  ...['<|"', '<|"|', '<|\\"|>', "<|'|>", '\\"'].map((each) => ({ open: each, close: each })),
];

/** Writes a body; the string number `at` (counted through all of it) between the wrong marks. */
function body(args: JsonObject, at: number, wrong: Marks): string {
  let strings = 0;
  const value = (item: unknown): string => {
    if (typeof item === "string") {
      const { open, close } = strings++ === at ? wrong : whole;
      return `${open}${item}${close}`;
    }
    if (Array.isArray(item)) return `[${item.map(value).join(",")}]`;
    return typeof item === "object" && item !== null ? object(item as JsonObject) : String(item);
  };
  const object = (item: JsonObject): string =>
    `{${Object.entries(item)
      .map(([key, each]) => `${key}:${value(each)}`)
      .join(",")}}`;
  return object(args);
}

const count = (value: unknown): number =>
  typeof value === "string"
    ? 1
    : typeof value === "object" && value !== null
      ? Object.values(value).reduce((sum: number, each) => sum + count(each), 0)
      : 0;

/** A text that ends in a quote of which it holds an odd number: whether that is its own nobody can tell. */
const endsInQuote = (value: unknown): boolean =>
  typeof value === "string"
    ? /["'`”’»]$/.test(value)
    : typeof value === "object" && value !== null && Object.values(value).some(endsInQuote);

export type Faulty = { answer: string; call: Call };

/** A call one of whose strings stands between wrong marks. */
export const wrongString: fc.Arbitrary<Faulty> = fc
  .record({
    call: agentCall,
    at: fc.nat(9),
    marks: fc.constantFrom(...wrongMarks),
    behind: fc.constantFrom("", "\nDone."),
  })
  .filter(({ call, marks }) => !(marks.close === "" && endsInQuote(call.arguments)))
  .map(({ call, at, marks, behind }) => {
    const written = body(call.arguments, at % Math.max(1, count(call.arguments)), marks);
    return { answer: `<|tool_call>call:${call.name}${written}<tool_call|>${behind}`, call };
  });

/** What stands in place of the comma, and of the next key, between two strings. */
const wrongSeparators = [";", "; ", "|", ".", "，", "、", "}{", "},{", " && ", "\n", "+", ":", " ", ""] as const;

/** A call whose arguments are all strings, parted by something else than a comma. */
export const wrongSeparator: fc.Arbitrary<Faulty> = fc
  .record({
    call: agentCall,
    separator: fc.constantFrom(...wrongSeparators),
    key: fc.constantFrom<(key: string) => string>(
      (key) => `${key}:`,
      (key) => `${key} `,
      () => "",
    ),
  })
  .filter(({ call, separator, key }) => {
    const values = Object.values(call.arguments);
    // A missing comma before a key, and strings in a row, are other faults.
    const isOther = key("k") === "k:" && separator.trim() === "";
    return !isOther && values.length > 1 && values.every((value) => typeof value === "string");
  })
  .map(({ call, separator, key }) => {
    const parts = Object.entries(call.arguments).map(
      ([each, value], index) => `${index === 0 ? `${each}:` : key(each)}${mark}${String(value)}${mark}`,
    );
    return { answer: `<|tool_call>call:${call.name}{${parts.join(separator)}}<tool_call|>`, call };
  });

/** A sound call with a string that ends like the beginning of the argument behind it. */
export const endsInKey: fc.Arbitrary<Faulty> = fc
  .record({
    command: words.filter((text) => !/["'`”’»]$/.test(text)),
    description: sound,
    gap: fc.constantFrom(",", ", ", " , ", ",\n"),
  })
  .map(({ command, description, gap }) => {
    const call = { name: "run_command", arguments: { command: `${command}${gap}description:`, description } };
    return { answer: `<|tool_call>call:run_command${body(call.arguments, -1, whole)}<tool_call|>`, call };
  });

/** A call one of whose values is missing. */
export const missingValue: fc.Arbitrary<Faulty> = fc
  .record({ call: agentCall, at: fc.nat(9), blank: fc.constantFrom("", " ", "\n") })
  .map(({ call, at, blank }) => {
    const keys = Object.keys(call.arguments);
    const key = keys[at % keys.length] ?? "";
    const parts = Object.entries(call.arguments).map(
      ([each, value]) => `${each}:${each === key ? blank : body({ v: value }, -1, whole).slice(3, -1)}`,
    );
    return { answer: `<|tool_call>call:${call.name}{${parts.join(",")}}<tool_call|>`, call };
  });

const openers = [
  "<|tool_call>call:",
  "<|tool_call|>call:",
  "<|tool_call> call : ",
  "<|tool_call>\ncall:",
  "<tool_call>call:",
  "<tool_call|>call:",
  "|tool_call>call:",
  "tool_call>call:",
  "<|tool_callcall:",
  "<|tool_code>call:",
  "<|tool_calls>call:",
  "<|tool_call>",
  "<|tool_call>call ",
  "<|tool_call>call:ns:",
  "<|tool_call>call:default_api:",
  "<|tool_call>call:fs/",
  "call:",
  "",
  "Call: ",
  "tool_call:",
  "call ",
  "ns:",
  "<|toolcall>call:",
  "[tool_call]call:",
  "**call:",
  "- call:",
];
const closers = ["<tool_call|>", "</tool_call>", "<|tool_call|>", "tool_call|>", "<tool_code|>", "", "\n<tool_call|>"];

/** A call whose tokens are not as they should be; all else is. */
export const driftedCall: fc.Arbitrary<Faulty> = fc
  .record({
    call: agentCall,
    opener: fc.constantFrom(...openers),
    closer: fc.constantFrom(...closers),
    round: fc.boolean(),
  })
  .filter(({ call }) => Object.keys(call.arguments).length > 0)
  .map(({ call, opener, closer, round }) => {
    const written = round ? `(${body(call.arguments, -1, whole)})` : body(call.arguments, -1, whole);
    return { answer: opener + call.name + written + closer, call };
  });

const dataKeys = [
  "version",
  "request",
  "program",
  "command",
  "label",
  "script",
  "url",
  "description",
  "enabled",
  "in",
  "env",
];
const dataValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>("x", "1.0.0", 3, true, null, [], {}, ["a"], { a: 1 }, "node"),
);

/** Data with the keys of a call among others: what is asked of a model as JSON. */
export const askedJson: fc.Arbitrary<string> = fc
  .record({
    name: fc.constantFrom("Launch", "my-app", "read_file", "now", "search", "Alice"),
    nameKey: fc.constantFrom("name", "action", "function", "tool"),
    argumentKey: fc.constantFrom("args", "arguments", "parameters", "input", "type"),
    argument: fc.constantFrom<unknown>([], {}, ["x"], "node", null),
    more: fc.dictionary(fc.constantFrom(...dataKeys), dataValue, { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
    order: fc.nat(9),
    spaces: fc.constantFrom(0, 2),
    fenced: fc.boolean(),
  })
  .map(({ name, nameKey, argumentKey, argument, more, order, spaces, fenced }) => {
    const entries: [string, unknown][] = [...Object.entries(more), [argumentKey, argument], [nameKey, name]];
    const turned = [...entries.slice(order % entries.length), ...entries.slice(0, order % entries.length)];
    const json = JSON.stringify(Object.fromEntries(turned), null, spaces);
    return fenced ? `\`\`\`json\n${json}\n\`\`\`` : json;
  });

export type Thinking = { answer: string; thought: string; text: string };

/** An answer behind a thought, with the names of channels in all the places where they turn up. */
export const labelledAnswer: fc.Arbitrary<Thinking> = fc
  .record({
    open: fc.constantFrom("<|channel>", "<|channel|>"),
    name: fc.constantFrom("thought\n", "thought:\n", "thought: ", "thought \n", "thought\r\n", "analysis\n", ""),
    thought: fc.constantFrom("Budget used.", "I see.\n\nSo it is.", "A `<channel|>` ends it."),
    close: fc.constantFrom(
      "<channel|>",
      "\n<channel|>",
      "<channel|><channel|>",
      "<channel|><|channel>final\n",
      "<|channel>final\n",
    ),
    label: fc.constantFrom("", "thought\n", "thought:\n", "thought: ", "\nthought\n", "analysis\n", "final\n"),
    text: fc.constantFrom("The answer is 42.", "thoughtful people", "Final: yes", "```ts\nx\n```", "1. one\n2. two"),
  })
  .map(({ open, name, thought, close, label, text }) => ({
    answer: open + name + thought + close + label + text,
    thought,
    text,
  }));

export type Around = { answer: string; before: string; after: string; gap: string };

/** Texts before and behind a call, and the white space that may part them. */
export const callBetween: fc.Arbitrary<Around> = fc
  .record({
    before: fc.constantFrom("I look.", "Steps:\n- one", "So:"),
    left: fc.constantFrom("", " ", "\n", "\n\n", "\n  \n"),
    call: fc.constantFrom(
      "<|tool_call>call:now{}<tool_call|>",
      '<tool_call>{"name": "now", "arguments": {}}</tool_call>',
      "<|tool_call>call:now{}\n<tool_call|><|tool_call>call:now{}<tool_call|>",
    ),
    right: fc.constantFrom("", " ", "\n", "\n\n"),
    after: fc.constantFrom("Done.", "```ts\nx\n```", "- two", "# Title"),
  })
  .map(({ before, left, call, right, after }) => {
    const breaks = (space: string): number => space.split("\n").length;
    const more = breaks(right) > breaks(left) || (breaks(right) === breaks(left) && right.length > left.length);
    return { answer: before + left + call + right + after, before, after, gap: more ? right : left };
  });
