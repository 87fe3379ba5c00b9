import { writtenCall } from "../../../gemma/model/promptTools.ts";
import type { Message, Part } from "../../../model/message.ts";
import type { Segment } from "./messages.ts";

/**
 * Gemma's chat templates. We render them ourselves, because the templates in model files differ between publishers. The
 * rendering is a pure function of the messages, so a longer conversation starts with the same tokens as before.
 * Source: Google's "prompt formatting" pages for Gemma 3 and Gemma 4.
 */
export type Family = "gemma3" | "gemma4";

/**
 * `thinking` switches thoughts on (Gemma 4). `emptyThought`: starts the answer with an empty thought if thinking is off.
 * The large Gemma 4 models expect it; the E-models don't.
 */
export type TemplateOptions = { family: Family; thinking: boolean; emptyThought: boolean };

/** The markup of one family: the tokens around a turn, at the end of an answer, and around a thought. */
type Markup = {
  open: (role: string) => string;
  close: string;
  endMarkers: readonly string[];
  thoughtMarkers?: { start: string; end: string };
};

const markups: Record<Family, Markup> = {
  gemma3: {
    open: (role) => `<start_of_turn>${role}\n`,
    close: "<end_of_turn>\n",
    endMarkers: ["<end_of_turn>", "<start_of_turn>"],
  },
  gemma4: {
    open: (role) => `<|turn>${role}\n`,
    close: "<turn|>\n",
    endMarkers: ["<turn|>", "<|turn>", "<|tool_response>"],
    thoughtMarkers: { start: "<|channel>", end: "<channel|>" },
  },
};

/** The special tokens that end an answer and that surround thoughts, for `Question`. */
export function answerMarkers(family: Family): Pick<Markup, "endMarkers" | "thoughtMarkers"> {
  const { endMarkers, thoughtMarkers } = markups[family];
  return thoughtMarkers ? { endMarkers, thoughtMarkers } : { endMarkers };
}

/** The family of a GGUF file by its `general.architecture`. Older Gemmas use the turns of Gemma 3. */
export function familyOf(architecture: string): Family | undefined {
  if (architecture.startsWith("gemma4")) return "gemma4";
  return architecture.startsWith("gemma") ? "gemma3" : undefined;
}

/**
 * Renders a conversation as prompt segments, up to the start of the model's answer. If the last message is the
 * assistant's, its turn stays open, so that the model continues it. Gemma has two roles: tool results belong to the
 * user, and neighbouring messages of one role become one turn.
 */
export function renderPrompt(messages: readonly Message[], options: TemplateOptions): Segment[] {
  const markup = markups[options.family];
  const system = systemText(messages);
  const turns = joinTurns(messages, system, options);
  const segments: Segment[] = [{ kind: "marker", text: "<bos>" }];
  if (options.family === "gemma4" && (system !== "" || options.thinking)) {
    segments.push({ kind: "marker", text: markup.open("system") + (options.thinking ? "<|think|>\n" : "") });
    if (system !== "") segments.push({ kind: "text", text: system });
    segments.push({ kind: "marker", text: markup.close });
  }
  for (const [index, turn] of turns.entries()) {
    segments.push({ kind: "marker", text: markup.open(turn.role) }, ...turn.segments);
    const continued = index === turns.length - 1 && turn.role === "model";
    if (continued) return segments;
    segments.push({ kind: "marker", text: markup.close });
  }
  const thoughtless = options.family === "gemma4" && options.emptyThought && !options.thinking;
  segments.push({ kind: "marker", text: markup.open("model") + (thoughtless ? "<|channel>thought\n<channel|>" : "") });
  return segments;
}

type Turn = { role: "user" | "model"; segments: Segment[] };

function systemText(messages: readonly Message[]): string {
  const texts = messages.filter(({ role }) => role === "system").map(({ parts }) => plainText(parts).trim());
  return texts.filter((text) => text !== "").join("\n\n");
}

/** Turns with alternating roles. Gemma 3 has no system turn, so its first user turn starts with the system text. */
function joinTurns(messages: readonly Message[], system: string, { family }: TemplateOptions): Turn[] {
  const lastUser = messages.findLastIndex(({ role }) => role === "user");
  const turns: Turn[] = [];
  const add = (role: Turn["role"], segments: Segment[]): void => {
    const last = turns.at(-1);
    if (last?.role !== role) turns.push({ role, segments });
    else last.segments.push({ kind: "text", text: "\n\n" }, ...segments);
  };
  if (family === "gemma3" && system !== "") add("user", [{ kind: "text", text: system }]);
  for (const [index, { role, parts }] of messages.entries()) {
    if (role === "system") continue;
    if (role === "assistant") {
      // A model turn lasts from one user message to the next. Its thoughts stay; older ones are dropped.
      const thoughts = family === "gemma4" && index > lastUser;
      add("model", answerSegments(parts, thoughts));
    } else add("user", [{ kind: "text", text: plainText(parts).trim() }]);
  }
  return turns;
}

function answerSegments(parts: readonly Part[], thoughts: boolean): Segment[] {
  const segments: Segment[] = [];
  for (const part of parts) {
    if (part.type === "thought" && thoughts && part.text !== "") {
      segments.push({ kind: "marker", text: "<|channel>thought\n" });
      segments.push({ kind: "thought", text: part.text }, { kind: "marker", text: "<channel|>" });
    } else if (part.type === "text" && part.text !== "") segments.push({ kind: "answer", text: part.text });
    else if (part.type === "tool-call") segments.push({ kind: "answer", text: writtenCall(part.name, part.arguments) });
  }
  return segments;
}

function plainText(parts: readonly Part[]): string {
  const texts: string[] = [];
  for (const part of parts) {
    if (part.type === "text") texts.push(part.text);
    else if (part.type === "tool-result") texts.push(`Result of ${part.name}:\n${part.text}`);
    else if (part.type === "image") texts.push("[An image was attached. This engine reads text only.]");
    else if (part.type === "video") texts.push("[A video was attached. This engine reads text only.]");
    else if (part.type === "audio") texts.push("[A recording was attached. This engine reads text only.]");
  }
  return texts.join("\n\n");
}
