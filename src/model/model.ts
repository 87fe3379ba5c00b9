import type { Message, ToolCallPart, ToolSpec } from "./message.ts";

export type StopReason = "stop" | "length" | "tool-calls" | "content-filter";

/** Token counts of one request, as the server states them; absent where it says nothing. `cost` in US dollars. */
export type Usage = {
  inputTokens?: number;
  outputTokens?: number;
  thoughtTokens?: number;
  cachedTokens?: number;
  cost?: number;
};

/**
 * What happens while a model answers. Deltas, never growing snapshots. A call is announced by "tool-call-start", may
 * grow by "tool-call-delta" (raw argument text) and is complete only with "tool-call-end". "waiting" says why nothing
 * comes yet. Exactly one "done" ends the stream, or the iterator throws a ModelError.
 */
export type ModelEvent =
  | { type: "waiting"; phase: "starting" | "loading" | "queued"; fraction?: number }
  | { type: "text"; delta: string }
  | { type: "thought"; delta: string; details?: readonly unknown[] }
  | { type: "tool-call-start"; id: string; name: string }
  | { type: "tool-call-delta"; id: string; delta: string }
  | { type: "tool-call-end"; call: ToolCallPart }
  | { type: "usage"; usage: Usage }
  | { type: "done"; reason: StopReason; model?: string };

/** Every field is sent only when set; `maxTokens` bounds the answer. */
export type Sampling = {
  temperature?: number;
  topP?: number;
  topK?: number;
  seed?: number;
  maxTokens?: number;
  stop?: readonly string[];
};

/**
 * `toolChoice`: "auto" leaves it to the model (default), "required" demands some call, `{ name }` that call; a provider
 * that can constrain its output does so by grammar.
 */
export type ModelRequest = {
  messages: readonly Message[];
  tools: readonly ToolSpec[];
  toolChoice?: "auto" | "required" | { name: string };
  sampling?: Sampling;
};

export type ModelInfo = {
  /** The id the server knows the model by. */
  id: string;
  /** What a person calls it, e.g. "Gemma 3 270M". */
  label: string;
  /** Who serves it, e.g. "On this machine" or "openrouter.ai". */
  provider: string;
  /** The window really loaded, in tokens; absent where unknown. */
  contextTokens?: number;
  /** Whether the wire takes tool declarations of its own; if not, tools are written into the prompt. */
  nativeTools: boolean;
  vision: boolean;
};

export interface Model {
  readonly info: ModelInfo;
  /**
   * Streams one answer. Throws ModelError; a stopped stream throws one of kind "aborted". Leaving the loop early
   * (return, break) releases the connection too.
   */
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent>;
}
