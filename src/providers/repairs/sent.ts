import type { JsonObject } from "../../model/message.ts";

/** The parts of a request that a server can have refused; repairing anything else is useless. */
export type Sent = {
  system: boolean;
  /** Together with calls. */
  nullContent: boolean;
  emptyContent: boolean;
  toolNames: boolean;
  thoughts: boolean;
  textArguments: boolean;
  callIds: boolean;
  /** Results of earlier turns, and of any turn. */
  pastResults: boolean;
  results: boolean;
  stream: boolean;
  tools: boolean;
  /** Several calls in one message, or tools of which several may be called at once. */
  manyCalls?: boolean;
  /** Recordings, and whole videos. */
  audio?: boolean;
  video?: boolean;
  /** Optional fields. */
  fields: readonly string[];
};

type Sentence = { role?: unknown; content?: unknown; name?: unknown; tool_calls?: unknown };
const needed = new Set(["model", "messages", "tools", "stream", "system", "max_tokens", "options", "functions"]);
const thoughtFields = ["reasoning", "reasoning_content", "reasoning_details", "thinking"];

/** @param extra fields that the user demands by name, which are never omitted */
export function sentIn(body: JsonObject, extra: JsonObject = {}): Sent {
  const messages = (Array.isArray(body["messages"]) ? body["messages"] : []) as Sentence[];
  const lastUser = messages.findLastIndex(({ role }) => role === "user");
  const calls = messages.flatMap(({ tool_calls: made }) => (Array.isArray(made) ? (made as CallSent[]) : []));
  const has = (test: (message: Sentence, at: number) => boolean): boolean => messages.some(test);
  return {
    system: "system" in body || has(({ role }) => role === "system"),
    nullContent: has(({ content }) => content === null),
    emptyContent: has(({ content }) => content === ""),
    toolNames: has(({ role, name }) => role === "tool" && name !== undefined),
    thoughts: has((message) => thoughtFields.some((field) => field in message)),
    textArguments: calls.some((call) => typeof call.function?.arguments === "string"),
    callIds: calls.some(({ id }) => typeof id === "string"),
    pastResults: has(({ role }, at) => role === "tool" && at < lastUser),
    results: has(({ role }) => role === "tool"),
    stream: body["stream"] === true,
    tools: "tools" in body,
    manyCalls: has(hasSeveralCalls) || mayCallSeveral(body),
    audio: has(({ content }) => hasPart(content, "input_audio")),
    video: has(({ content }) => hasPart(content, "video_url")),
    fields: Object.keys(body).filter((field) => !needed.has(field) && !(field in extra)),
  };
}

/** The same for protocols with only one form of messages. */
export const plainlySentIn = (body: JsonObject, extra: JsonObject = {}): Sent => ({
  ...sentIn(body, extra),
  nullContent: false,
  emptyContent: false,
  toolNames: false,
  thoughts: false,
  textArguments: false,
  callIds: false,
  pastResults: false,
});

const hasPart = (content: unknown, wanted: string): boolean =>
  Array.isArray(content) && content.some((part: { type?: unknown }) => part.type === wanted);

const hasSeveralCalls = ({ tool_calls: made, content }: Sentence): boolean =>
  (Array.isArray(made) && made.length > 1) ||
  (Array.isArray(content) && content.filter((part: { type?: unknown }) => part.type === "tool_use").length > 1);

/** The body's own word on several calls at once is what a user set, or a repair. */
const mayCallSeveral = (body: JsonObject): boolean =>
  "tools" in body &&
  !("parallel_tool_calls" in body) &&
  !JSON.stringify(body["tool_choice"] ?? "").includes("parallel");

type CallSent = { id?: unknown; function?: { arguments?: unknown } };
