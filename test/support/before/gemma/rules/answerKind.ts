import type { Part } from "../../../../../src/model/message.ts";
import type { StopReason } from "../../../../../src/model/model.ts";

/**
 * What came of a request. "said": text or calls. "cut": text that reached the token limit, to be continued. "thought-only":
 * the model thought and said nothing (with "length" as the reason the limit went into thinking). "empty": nothing at all,
 * though the server answered; seen from Ollama, LM Studio and with thinking switched off beside tools.
 */
export type AnswerKind = "said" | "cut" | "thought-only" | "empty";

export function answerKind(parts: readonly Part[], reason: StopReason): AnswerKind {
  if (parts.some(({ type }) => type === "tool-call")) return "said";
  const has = (type: "text" | "thought"): boolean =>
    parts.some((part) => part.type === type && part.text.trim() !== "");
  if (has("text")) return reason === "length" ? "cut" : "said";
  return has("thought") ? "thought-only" : "empty";
}
