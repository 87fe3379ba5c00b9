import { createHash } from "node:crypto";
import { asPlainMessages } from "../../gemma/model/promptTools.ts";
import { joinDetails } from "../../model/thoughtDetails.ts";
import type { JsonObject, Message, Part, ThoughtPart } from "../../model/message.ts";
import { dataUri, merge, textOf, withImageNote, withoutSystem } from "../conversation/messageParts.ts";
import type { WireSupport } from "../parameters/presetRow.ts";

export type WireContent = string | null | WirePart[];
export type WirePart =
  | { type: "text"; text: string }
  | { type: "image_url"; image_url: { url: string } }
  | { type: "video_url"; video_url: { url: string } }
  | { type: "input_audio"; input_audio: { data: string; format: string } };
export type WireToolCall = {
  id: string;
  type: "function";
  function: { name: string; arguments: string | JsonObject };
};
export type WireMessage =
  | { role: "system" | "user"; content: WireContent }
  | ({ role: "assistant"; content?: WireContent; tool_calls?: WireToolCall[] } & JsonObject)
  | { role: "tool"; tool_call_id: string; name?: string; content: string };

/** Marks a field to omit. */
export const absent = Symbol("absent");

export type MessageRules = {
  /** Put the system text into the first user message: Gemma 3 on Google AI Studio refuses a system message. */
  foldSystem: boolean;
  /** If false, images become a note, so that a chat can continue with a text-only model. */
  vision: boolean;
  thoughts: WireSupport["thoughts"];
  /** The content beside calls without text. Default: null. `absent`: the field is omitted. */
  emptyContent?: null | "" | typeof absent;
  /** Omits the tool's name from results. */
  nameless?: boolean;
  /** Sends arguments as objects, for templates that read them so. */
  objectArguments?: boolean;
  /** Makes call ids of nine letters and digits, as Mistral's servers require. */
  shortIds?: boolean;
  /** Writes calls and results of earlier turns as text, for templates with only user and model turns. */
  plainPast?: boolean;
};

/**
 * Converts the conversation to the OpenAI protocol. Adjacent messages of one role are merged, because Gemma's templates
 * require user and model to alternate. Images come before the text, as in Gemma's training. Each tool result is its own
 * message.
 */
export function toWireMessages(messages: readonly Message[], rules: MessageRules): WireMessage[] {
  const told = rules.plainPast ? withPlainPast(messages) : messages;
  const merged = merge(rules.foldSystem ? withoutSystem(told) : told);
  const turnStart = merged.findLastIndex((message) => message.role === "user");
  return merged.flatMap((message, at) => toWire(message, rules, at > turnStart));
}

function toWire({ role, parts }: Message, rules: MessageRules, isRunningTurn: boolean): WireMessage[] {
  switch (role) {
    case "system": {
      const text = textOf(parts);
      return text === "" ? [] : [{ role, content: text }];
    }
    case "user":
      return [{ role, content: userContent(parts, rules.vision) }];
    case "assistant":
      return [assistant(parts, rules, isRunningTurn)];
    case "tool":
      return [
        ...parts.flatMap((part): WireMessage[] =>
          part.type === "tool-result"
            ? [
                {
                  role,
                  tool_call_id: idOf(part.callId, rules),
                  ...(!rules.nameless && { name: part.name }),
                  content: part.text,
                },
              ]
            : [],
        ),
        ...shownAfter(parts, rules.vision),
      ];
  }
}

/** Results are text here, so that a picture follows them as the user's. */
function shownAfter(parts: readonly Part[], vision: boolean): WireMessage[] {
  const images = parts.filter(({ type }) => type === "image");
  return images.length === 0 ? [] : [{ role: "user", content: userContent(images, vision) }];
}

function userContent(parts: readonly Part[], vision: boolean): WireContent {
  const images = parts.filter((part) => part.type === "image");
  const told = !vision && images.length > 0 ? withImageNote(images.length, textOf(parts)) : textOf(parts);
  const wire = [...(vision ? images : []), ...parts.filter(({ type }) => type !== "image")].flatMap(mediaPart);
  if (wire.length === 0) return told;
  return told === "" ? wire : [...wire, { type: "text", text: told }];
}

function mediaPart(part: Part): WirePart[] {
  switch (part.type) {
    case "image":
      return [{ type: "image_url", image_url: { url: dataUri(part) } }];
    case "video":
      return part.data === undefined
        ? []
        : [{ type: "video_url", video_url: { url: dataUri({ ...part, data: part.data }) } }];
    case "audio":
      return [{ type: "input_audio", input_audio: { data: part.data, format: formatOf(part.mediaType) } }];
    default:
      return [];
  }
}

/** "wav" or "mp3", the protocol's names. */
const formatOf = (mediaType: string): string => mediaType.replace(/^audio\/(?:x-|vnd\.)?/, "").replace("mpeg", "mp3");

function assistant(parts: readonly Part[], rules: MessageRules, isRunningTurn: boolean): WireMessage {
  const calls = parts.filter((part) => part.type === "tool-call");
  const text = textOf(parts);
  const { emptyContent = null, objectArguments } = rules;
  const content = text === "" && calls.length > 0 ? emptyContent : text;
  return {
    role: "assistant",
    ...(content !== absent && { content }),
    ...thoughts(parts, rules.thoughts, isRunningTurn),
    ...(calls.length > 0 && {
      tool_calls: calls.map((call) => ({
        id: idOf(call.id, rules),
        type: "function" as const,
        function: {
          name: call.name,
          arguments: objectArguments ? call.arguments : JSON.stringify(call.arguments),
        },
      })),
    }),
  };
}

/** The id of a call and of its result in the server's form; equal for equal ids. */
function idOf(id: string, { shortIds }: MessageRules): string {
  if (!shortIds || /^[a-zA-Z0-9]{9}$/.test(id)) return id;
  return createHash("sha256").update(id).digest("hex").slice(0, 9);
}

/** Writes calls and results of the turns before the running one as text of model and user. */
function withPlainPast(messages: readonly Message[]): Message[] {
  const turnStart = messages.findLastIndex(({ role }) => role === "user");
  return [...asPlainMessages(messages.slice(0, turnStart), []), ...messages.slice(turnStart)];
}

/** Other protocols keep their own blocks in the same field. */
const isOpenRouters = (detail: unknown): boolean =>
  typeof detail === "object" && detail !== null && "type" in detail && /^reasoning\./.test(String(detail.type));

/**
 * OpenRouter gets its own details back, as whole blocks in order. For other providers, thoughts are sent within the
 * running turn only: Google's rule for Gemma strips those of earlier turns, but keeps them between calls of one turn.
 */
function thoughts(parts: readonly Part[], field: MessageRules["thoughts"], isRunningTurn: boolean): JsonObject {
  const found = parts.filter((part): part is ThoughtPart => part.type === "thought");
  if (field === "none" || found.length === 0) return {};
  if (field === "reasoning_details") {
    const details = found.flatMap((part) => joinDetails([], part.details ?? []).filter(isOpenRouters));
    return details.length > 0 ? { reasoning_details: details } : {};
  }
  const text = found.map((part) => part.text).join("");
  return isRunningTurn && text !== "" ? { [field]: text } : {};
}
