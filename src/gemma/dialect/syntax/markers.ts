/**
 * The tokens of the dialects as they appear in text.
 * - call: opens a call whose body is Gemma's own (`name{…}`) or JSON; `close` ends it.
 * - thought / thought-end: Gemma 4's thinking channel.
 * - turn: a turn begins; its role follows. end: the turn or a construct is over. noise: never meant for a reader.
 * - response: a tool's answer begins, which only we may write. string: a string mark, plain text outside a call.
 */
export type Marker = { text: string } & (
  | { kind: "call"; body: "native" | "json"; close: string; loud: boolean }
  | { kind: "response"; close: string }
  | { kind: "end"; loud: boolean }
  | { kind: "thought" | "thought-end" | "turn" | "noise" | "string" }
);

/** Gemma's own opening of a call as models write it from memory. */
const driftedOpeners = [
  "<|tool_call|>",
  "<|tool_calls>",
  "<|tool_calls|>",
  "<|tool_code>",
  "<|tool_code|>",
  "<|function_call>",
  "<|function_call|>",
  "<|call>",
  "<|tool_callcall:",
  "<|tool_call call:",
  "<|tool_call\ncall:",
];

/** Tokens of other families: models that were taught by their answers, and servers that render with their templates. */
const otherOpeners: readonly (readonly [text: string, close: string])[] = [
  ["<tool_code>", "</tool_code>"],
  ["[TOOL_CALLS]", "[/TOOL_CALLS]"],
  ["<|python_tag|>", "<|eom_id|>"],
  ["<|tool_call_begin|>", "<|tool_call_end|>"],
  ["<｜tool▁call▁begin｜>", "<｜tool▁call▁end｜>"],
];

/** `loud`: a token of its own in the vocabulary, never part of ordinary prose or markup. */
const table: readonly Marker[] = [
  { kind: "call", text: "<|tool_call>", body: "native", close: "<tool_call|>", loud: true },
  { kind: "call", text: "<start_function_call>", body: "native", close: "<end_function_call>", loud: true },
  { kind: "call", text: "<call>", body: "native", close: "</call>", loud: false },
  { kind: "call", text: "<tool_call>", body: "json", close: "</tool_call>", loud: true },
  { kind: "call", text: "<function_call>", body: "json", close: "</function_call>", loud: true },
  { kind: "call", text: "<tool_calls>", body: "json", close: "</tool_calls>", loud: true },
  { kind: "call", text: "[TOOL_REQUEST]", body: "json", close: "[END_TOOL_REQUEST]", loud: true },
  ...driftedOpeners.map((text) => ({ kind: "call", text, body: "native", close: "<tool_call|>", loud: true }) as const),
  ...otherOpeners.map(([text, close]) => ({ kind: "call", text, body: "json", close, loud: true }) as const),
  { kind: "response", text: "<|tool_response>", close: "<tool_response|>" },
  { kind: "response", text: "<start_function_response>", close: "<end_function_response>" },
  { kind: "thought", text: "<|channel>" },
  { kind: "thought", text: "<|channel|>" },
  { kind: "thought-end", text: "<channel|>" },
  { kind: "turn", text: "<|turn>" },
  { kind: "turn", text: "<start_of_turn>" },
  { kind: "turn", text: "<|start|>" },
  { kind: "noise", text: "<|think|>" },
  { kind: "noise", text: "<|tool_calls_section_begin|>" },
  { kind: "noise", text: "<｜tool▁calls▁begin｜>" },
  { kind: "string", text: '<|"|>' },
  ...[
    "<turn|>",
    "<end_of_turn>",
    "<eos>",
    "<bos>",
    "<pad>",
    "<|endoftext|>",
    "<|file_separator|>",
    "<tool_call|>",
    "<end_function_call>",
    "<tool_response|>",
    "<end_function_response>",
    "<|end|>",
    "<|return|>",
    "<|call|>",
    "<|eot_id|>",
    "<|eom_id|>",
    "<|im_end|>",
    "<|tool_call_end|>",
    "<|tool_calls_section_end|>",
    "<｜tool▁call▁end｜>",
    "<｜tool▁calls▁end｜>",
  ].map((text) => ({ kind: "end", text, loud: true }) as const),
  ...[
    "</tool_call>",
    "</tool_calls>",
    "</function_call>",
    "</call>",
    "</tool_code>",
    "[/TOOL_CALLS]",
    "[END_TOOL_REQUEST]",
    "[TOOL_REQUEST_END]",
    "[/TOOL_REQUEST]",
  ].map((text) => ({ kind: "end", text, loud: false }) as const),
];

const bySecond = new Map<string, Marker[]>();
for (const marker of table) {
  const key = marker.text.slice(0, 2);
  bySecond.set(key, [...(bySecond.get(key) ?? []), marker]);
}

/** What MedGemma opens and closes its thoughts with. */
export const unusedThought = "<unused94>";
export const unusedThoughtEnd = "<unused95>";

const unused = /<unused\d{1,4}>/y;
const unusedStart = /^<unused\d{0,4}$/;
const longest = Math.max(...table.map(({ text }) => text.length));

/** Tokens that end a JSON call's body, beside its own closing token and its opening one. */
export const jsonClosers: readonly string[] = [
  "<tool_call|>",
  "<|tool_response>",
  "<turn|>",
  "<end_of_turn>",
  "<eos>",
  "[TOOL_REQUEST_END]",
  "[/TOOL_REQUEST]",
];

/** Tokens at which a server should have stopped. */
export const stopTokens: readonly string[] = ["<turn|>", "<end_of_turn>", "<eos>", "<pad>", "<|endoftext|>"];

/** Tokens that end a turn, and a thought in it that was left open. */
export const turnEnds: readonly string[] = ["<turn|>", "<end_of_turn>", "<eos>", "<|end|>"];

/** The closing tokens: whatever stands behind them is no part of the call before. */
export const endTokens: readonly string[] = table.filter(({ kind }) => kind === "end").map(({ text }) => text);

/** Opens a call of Gemma 4. */
export const nativeOpener = "<|tool_call>";

/** Tokens that end a native call's body wherever they stand outside a string. */
export const nativeClosers: readonly string[] = [
  "<tool_call|>",
  "<end_function_call>",
  "<|tool_response>",
  "<start_function_response>",
  "<turn|>",
  "<end_of_turn>",
  "<eos>",
  // The next call; alone, its token is shown.
  "<|tool_call>call:",
  "<start_function_call>call:",
];

/** What models write where a closing token should stand. */
const driftedClosers: readonly string[] = ["", "<", "<|", "</", "<|/", "|"].flatMap((start) =>
  ["tool_call", "tool_calls", "tool_code", "function_call"].flatMap((word) =>
    ["|>", ">"].map((end) => start + word + end),
  ),
);

/** Gemma's own opening of a call without its first signs. */
const headless = ["tool_call>", "tool_call|>", "tool_code>"].flatMap((text) => [text, `|${text}`]);

/** The opening of a call at `at` that lost its first signs; "more" when the text stops before that is decided. */
export function headlessOpenerAt(
  text: string,
  at: number,
  ended: boolean,
): (Marker & { kind: "call" }) | "more" | undefined {
  const rest = text.slice(at, at + 16);
  const found = headless.find((each) => rest.startsWith(each));
  if (found !== undefined) return { kind: "call", text: found, body: "native", close: "<tool_call|>", loud: false };
  return !ended && headless.some((each) => each.startsWith(rest)) ? "more" : undefined;
}

/** A closing token at `at` that is written in another way; "more" when the text stops before that is decided. */
export function driftedCloserAt(text: string, at: number, ended: boolean): string | "more" | undefined {
  const rest = text.slice(at, at + 24);
  const found = driftedClosers.find((each) => rest.startsWith(each));
  if (found !== undefined) return found;
  return !ended && driftedClosers.some((each) => each.startsWith(rest)) ? "more" : undefined;
}

/** The marker that begins at `at`; "more" when the text stops before that is decided. */
export function markerAt(text: string, at: number, ended: boolean): Marker | "more" | undefined {
  const candidates = bySecond.get(text.slice(at, at + 2));
  if (candidates) for (const marker of candidates) if (text.startsWith(marker.text, at)) return marker;
  unused.lastIndex = at;
  const noise = unused.exec(text)?.[0];
  if (noise !== undefined) return { kind: "noise", text: noise };
  if (ended || text.length - at >= longest) return undefined;
  const rest = text.slice(at);
  if ("<unused".startsWith(rest) || unusedStart.test(rest)) return "more";
  return table.some((marker) => marker.text.startsWith(rest)) ? "more" : undefined;
}

/** Whether the answer was cut within a closing token at `at`. */
export function cutInEndToken(text: string, at: number): boolean {
  const rest = text.slice(at, at + longest);
  return rest.length > 1 && endTokens.some((token) => token.startsWith(rest));
}

/** Whether the token at `at` is the last word of a call: nothing, or another token, stands behind it. */
export function endsCall(text: string, at: number): boolean {
  const token = endTokens.find((each) => text.startsWith(each, at));
  const behind = text.slice(at + (token?.length ?? 0)).trimStart();
  const marker = markerAt(behind, 0, true);
  return (
    behind === "" || (token !== undefined && marker !== undefined && marker !== "more" && marker.kind !== "string")
  );
}

export const longestEndToken = Math.max(...endTokens.map(({ length }) => length));

const anyEnd = new RegExp(endTokens.map((token) => token.replaceAll(/[|[\]/]/g, "\\$&")).join("|"), "g");

/** The first closing token at or after `from`, or -1. */
export function nextEnd(text: string, from: number): number {
  anyEnd.lastIndex = Math.max(0, from);
  return anyEnd.exec(text)?.index ?? -1;
}
