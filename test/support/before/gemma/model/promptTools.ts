import type { ModelRequest } from "../../../../../src/model/model.ts";
import type {
  JsonObject,
  Message,
  Part,
  PropertySchema,
  TextPart,
  ToolCallPart,
  ToolSpec,
} from "../../../../../src/model/message.ts";

/**
 * The declaration of tools for a model without tool tokens: one line per tool, its schema as JSON, and the call's form
 * that Google teaches Gemma 3 (ai.google.dev/gemma/docs/capabilities/function-calling). Empty without tools.
 */
export function declareTools(tools: readonly ToolSpec[]): string {
  if (tools.length === 0) return "";
  const lines = tools.map(({ name, description, parameters }) =>
    JSON.stringify({ name, description, parameters: compact({ ...parameters }) }),
  );
  return [
    "You can call these functions:",
    ...lines,
    'To call one, answer with nothing but {"name": "<function>", "parameters": {"<argument>": <value>}}, one line per call, then stop.',
    "Its result comes with the next message. Write no other JSON of that form. When no call is needed, answer in plain text.",
  ].join("\n");
}

/** A schema with only what tells a model how to write a value. */
function compact(schema: PropertySchema): PropertySchema {
  const { type, description, enum: values, items, properties, required } = schema;
  return {
    type,
    ...(description !== undefined && { description }),
    ...(values && { enum: values }),
    ...(items && { items: compact(items) }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, compact(each)])),
    }),
    ...(required && required.length > 0 && { required }),
  };
}

/** A call as a Gemma writes it into its answer, spaced as the embedded engine's grammar spaces it. */
export const writtenCall = (name: string, given: JsonObject): string =>
  `{"name": ${JSON.stringify(name)}, "parameters": ${spaced(given)}}`;

function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const pairs = Object.entries(value).filter(([, each]) => each !== undefined);
  return `{${pairs.map(([key, each]) => `${JSON.stringify(key)}: ${spaced(each)}`).join(", ")}}`;
}

export type PromptToolsOptions = {
  /** The template or the API takes no system turn: its text opens the first user turn. */
  foldSystem?: boolean;
};

/**
 * A conversation with tools as one without: the tools are declared at the end of the system text, calls are text of the
 * assistant's, results come from the user, and turns of one role that would follow each other are joined, since Gemma's
 * templates want user and model to alternate. The beginning stays the same as the conversation grows.
 */
export function asPlainMessages(
  messages: readonly Message[],
  tools: readonly ToolSpec[],
  { foldSystem = false }: PromptToolsOptions = {},
): Message[] {
  const system = messages.filter(({ role }) => role === "system").flatMap(({ parts }) => parts.filter(isText));
  const words = [...system.map(({ text }) => text), declareTools(tools)].filter((text) => text !== "").join("\n\n");
  const head: Message[] = words === "" ? [] : [{ role: foldSystem ? "user" : "system", parts: [textPart(words)] }];
  const rest = messages.filter(({ role }) => role !== "system").map(plainMessage);
  return joined([...head, ...rest].filter(({ parts }) => parts.length > 0));
}

/** A request without tools whose conversation has calls tells them in words: gateways refuse one without the other. */
export function withCallsInWords(request: ModelRequest): ModelRequest {
  const hasCalls = request.messages.some(({ parts }) => parts.some(({ type }) => type.startsWith("tool-")));
  return request.tools.length > 0 || !hasCalls
    ? request
    : { ...request, messages: asPlainMessages(request.messages, []) };
}

const isText = (part: Part): part is TextPart => part.type === "text";
const textPart = (text: string): TextPart => ({ type: "text", text });

function plainMessage(message: Message): Message {
  if (message.role === "tool") return { role: "user", parts: message.parts.map(plainResult) };
  if (message.role !== "assistant") return message;
  const kept = message.parts.filter((part) => part.type !== "text" && part.type !== "tool-call");
  const text = message.parts.filter(isText).map((part) => part.text);
  const calls = message.parts.filter((part) => part.type === "tool-call").map(callText);
  const words = [text.join("").trim(), ...calls].filter((each) => each !== "").join("\n");
  return { role: "assistant", parts: words === "" ? kept : [...kept, textPart(words)] };
}

const callText = (call: ToolCallPart): string => writtenCall(call.name, call.arguments);

function plainResult(part: Part): Part {
  if (part.type !== "tool-result") return part;
  return textPart(`${part.isError ? `${part.name} failed` : `Result of ${part.name}`}:\n${part.text}`);
}

/** Joins messages of one role that follow each other; texts that meet are parted by a blank line. */
function joined(messages: readonly Message[]): Message[] {
  const result: Message[] = [];
  for (const message of messages) {
    const last = result.at(-1);
    if (last?.role !== message.role) {
      result.push({ role: message.role, parts: joinedTexts(message.parts) });
      continue;
    }
    result[result.length - 1] = { role: last.role, parts: joinedTexts([...last.parts, ...message.parts]) };
  }
  return result;
}

function joinedTexts(parts: readonly Part[]): Part[] {
  const result: Part[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (part.type === "text" && last?.type === "text")
      result[result.length - 1] = textPart(`${last.text}\n\n${part.text}`);
    else result.push(part);
  }
  return result;
}
