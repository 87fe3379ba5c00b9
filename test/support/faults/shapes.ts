import type { Fault } from "./fault.ts";
import type { FaultWire, Piece, Play } from "./wirePlay.ts";

const refused = (error: string, status = 400): Play => ({ status, error });
const reads: Play = { pieces: [{ call: "read_file", args: '{"path":"a.ts"}' }] };
const answered = { outcome: "answered", text: /^Done\.$/ } as const;

/** The first request is refused for its shape, and sent again in another one. */
const first = (name: string, where: string, error: string, notice: RegExp, only?: readonly FaultWire[]): Fault => ({
  name,
  where,
  plays: [refused(error)],
  ...(only && { only }),
  expect: { ...answered, notice },
});
/** The request after a tool's result is refused for its shape, and sent again in another one. */
const second = (name: string, where: string, error: string, notice: RegExp): Fault => ({
  name,
  where,
  plays: [reads, refused(error)],
  only: ["openai"],
  expect: { ...answered, ran: ["read_file a.ts"], notice },
});

/** Request shapes that servers refuse, and their replacements. */
export const shapes: readonly Fault[] = [
  first(
    "A system message is refused",
    "templates without a system turn",
    "System role not supported",
    /system message/,
    ["openai", "anthropic", "ollama"],
  ),
  first(
    "Roles that must take turns",
    "templates of vLLM and TGI",
    "Conversation roles must alternate user/assistant/user/assistant/...",
    /system message/,
    ["openai"],
  ),
  first(
    "A field that the server does not know",
    "gateways",
    "Unrecognized request argument supplied: stream_options",
    /“stream_options”/,
    ["openai"],
  ),
  second(
    "An assistant's message without text is refused",
    "gateways, Cohere's and Mistral's servers",
    "Invalid 'content': 'content' field must be a string or an array of objects.",
    /no empty message/,
  ),
  second(
    "The name beside a tool's result is refused",
    "strict servers",
    "messages[3]: property 'name' is not supported",
    /no names/,
  ),
  second(
    "Arguments of earlier calls that must be objects",
    "templates of July 2026",
    "Error rendering prompt with jinja template: Can only get item pairs from a mapping.",
    /as objects/,
  ),
  second(
    "Ids of calls that must have nine letters",
    "Mistral's servers and templates",
    "Tool call id was call_0 but must be a-z, A-Z, 0-9, with a length of 9.",
    /other ids/,
  ),
  {
    name: "A limit of the answer that the window cannot keep beside the prompt",
    where: "vLLM's Anthropic protocol",
    plays: [
      refused(
        "This model's maximum context length is 4096 tokens. However, you requested 4096 output tokens and your prompt contains at least 418 input tokens, for a total of at least 4514 tokens.",
      ),
    ],
    only: ["anthropic"],
    expect: answered,
  },
  {
    name: "A key that only another header carries",
    where: "vLLM and gateways in Anthropic's protocol",
    plays: [refused("Unauthorized", 401)],
    only: ["anthropic"],
    expect: answered,
  },
];

const delta = (calls: readonly object[], finish: string | null = null): Piece => ({
  raw: { choices: [{ index: 0, delta: { tool_calls: calls }, finish_reason: finish }] },
});
const head = (path: string, more: object = {}): object => ({
  type: "function",
  function: { name: "read_file", arguments: JSON.stringify({ path }) },
  ...more,
});
const two = (name: string, where: string, pieces: readonly Piece[], more: Partial<Fault> = {}): Fault => ({
  name,
  where,
  files: { "a.ts": "export const a = 1;\n", "b.ts": "export const b = 2;\n" },
  plays: [{ pieces, finish: "calls" }],
  only: ["openai"],
  expect: { ...answered, ran: ["read_file a.ts", "read_file b.ts"] },
  ...more,
});

/** Where one call ends and the next begins. */
export const boundaries: readonly Fault[] = [
  two("Two calls of one number, without ids", "Google AI Studio, gateways", [
    delta([head("a.ts", { index: 0 })]),
    delta([head("b.ts", { index: 0 })]),
  ]),
  two("Two calls of one id", "gateways", [
    delta([head("a.ts", { index: 0, id: "call" })]),
    delta([head("b.ts", { index: 1, id: "call" })]),
  ]),
  two("Two calls without numbers", "proxies", [
    delta([head("a.ts", { id: "one" })]),
    delta([head("b.ts", { id: "two" })]),
  ]),
  two("The arguments of two calls in one", "Google AI Studio, gateways", [
    delta([
      {
        index: 0,
        id: "call",
        type: "function",
        function: { name: "read_file", arguments: '{"path":"a.ts"}{"path":"b.ts"}' },
      },
    ]),
  ]),
  two("A call in pieces that are all numbered 0, then another one", "gateways", [
    delta([{ index: 0, id: "one", function: { name: "read_file", arguments: '{"path"' } }]),
    delta([{ index: 0, function: { arguments: ':"a.ts"}' } }]),
    delta([{ index: 0, id: "two", function: { name: "read_file", arguments: '{"path"' } }]),
    delta([{ index: 0, function: { arguments: ':"b.ts"}' } }]),
  ]),
  two("A call behind the reason for the end", "LiteLLM before Ollama", [
    delta([head("a.ts", { index: 0, id: "one" })], "tool_calls"),
    delta([head("b.ts", { index: 1, id: "two" })], "tool_calls"),
  ]),
];

/** Events that omit optional fields. */
export const looseEvents: readonly Fault[] = [
  {
    name: "An end that does not repeat its empty part",
    where: "gateways in Anthropic's protocol",
    plays: [
      {
        pieces: [{ text: "Done." }, { raw: { type: "message_delta", usage: { output_tokens: 5 } } }],
        finish: "none",
      },
    ],
    only: ["anthropic"],
    expect: answered,
  },
];
