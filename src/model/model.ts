import type { Certainty, TokenProbability } from "./certainty.ts";
import type { JsonObject, Message, ToolCallPart, ToolSpec } from "./message.ts";

export type StopReason = "stop" | "length" | "tool-calls" | "content-filter";

/**
 * Token counts of one request, as the server states them; absent where it says nothing. Cached tokens are among the
 * input's, thoughts among the output's. `cost` in US dollars; `costBasis` says whose number it is.
 */
export type Usage = {
  inputTokens?: number;
  outputTokens?: number;
  thoughtTokens?: number;
  cachedTokens?: number;
  cost?: number;
  costBasis?: CostBasis;
  /** How many answers to the same prompt are counted together; absent for one. */
  results?: number;
};

/** The provider's own bill, its list prices times the tokens, or the user's own machine, which bills nothing. */
export type CostBasis = "reported" | "prices" | "local";

/** US dollars per million tokens; 0 is free. */
export type ModelPrice = { input: number; output: number };

/**
 * What happens while a model answers. Deltas, never growing snapshots. A call is announced by "tool-call-start", may
 * grow by "tool-call-delta" (raw argument text) and is complete only with "tool-call-end". "waiting" says why nothing
 * comes yet, "notice" what the user should know of an answer that is good all the same. Exactly one "done" ends the
 * stream, or the iterator throws a ModelError. `details` belong to the thought of this answer, wherever they come; `by`
 * says whose they are, once they are taken down. `tokens`: the answer's first tokens with their probabilities, where those
 * were asked for.
 */
export type ModelEvent =
  | { type: "waiting"; phase: "starting" | "loading" | "queued"; fraction?: number }
  | { type: "text"; delta: string }
  | { type: "thought"; delta: string; details?: readonly unknown[]; by?: AnsweredBy }
  | { type: "tool-call-start"; id: string; name: string }
  | { type: "tool-call-delta"; id: string; delta: string }
  | { type: "tool-call-end"; call: ToolCallPart }
  | { type: "usage"; usage: Usage }
  | { type: "notice"; message: string }
  /** Further answers to the same request, beside the one that is told; each whole. */
  | { type: "alternatives"; texts: readonly string[] }
  | { type: "done"; reason: StopReason; model?: string; certainty?: Certainty; tokens?: readonly TokenProbability[] };

/** Who gave an answer, by the names that a user reads. */
export type AnsweredBy = { provider: string; model: string };

/**
 * How an answer is drawn and written. Every field is sent only when set, and only where the wire takes it; `maxTokens`
 * bounds the answer. `logitBias`: how much likelier (or less likely) each token becomes, by its id. `topLogprobs`: how
 * many alternatives of each token the server should state with their probabilities.
 */
export type Sampling = {
  temperature?: number;
  topP?: number;
  topK?: number;
  minP?: number;
  repetitionPenalty?: number;
  frequencyPenalty?: number;
  presencePenalty?: number;
  seed?: number;
  maxTokens?: number;
  stop?: readonly string[];
  logitBias?: Readonly<Record<string, number>>;
  topLogprobs?: number;
  responseFormat?: ResponseFormat;
};
export type ResponseFormat = { type: "json" } | { type: "json-schema"; name: string; schema: JsonObject };

/**
 * How much a model that can think should. `effort` is a word of the provider's own; `maxTokens` bounds the thoughts;
 * `exclude` asks for the answer without them.
 */
export type Reasoning = { enabled?: boolean; effort?: string; maxTokens?: number; exclude?: boolean };

/**
 * `toolChoice`: "auto" leaves it to the model (default), "required" demands some call, `{ name }` that call; a provider
 * that can constrain its output does so by grammar. `results`: whether the caller can take several answers, where the
 * user asked for them; absent: as they asked.
 */
export type ModelRequest = {
  messages: readonly Message[];
  tools: readonly ToolSpec[];
  toolChoice?: "auto" | "required" | { name: string };
  sampling?: Sampling;
  reasoning?: Reasoning;
  results?: "one" | "several";
};

export type ModelInfo = {
  /** The id the server knows the model by. */
  id: string;
  /** What a user calls it, e.g. "Gemma 3 270M". */
  label: string;
  /** Who serves it, e.g. "On this machine" or "openrouter.ai". */
  provider: string;
  /** The window really loaded, in tokens; absent where unknown. */
  contextTokens?: number;
  /** Whether the wire takes tool declarations of its own; if not, tools are written into the prompt. */
  nativeTools: boolean;
  /** Whether it holds an answer to a demanded call by a grammar, though the tools themselves stand in the prompt. */
  forcesCalls?: boolean;
  vision: boolean;
  /** Takes videos as they are; without it a model with vision gets their frames. */
  video?: boolean;
  /** Takes recordings. */
  audio?: boolean;
  /** Whether it can think at all; absent where unknown. */
  thinking?: boolean;
  /**
   * The provider wants its own details of thoughts back in every later question, of its other models too. Elsewhere
   * thoughts are told again only within the turn under way.
   */
  keepsThoughts?: true;
  /** Absent where unknown. */
  price?: ModelPrice;
  /** The prices of models that the provider may ask in its place, by id; undefined for one whose price is unknown. */
  otherPrices?: Readonly<Record<string, ModelPrice | undefined>>;
  /** Runs on the user's own machine: nobody bills it. */
  local?: boolean;
};

export interface Model {
  readonly info: ModelInfo;
  /**
   * Streams one answer. Throws ModelError; a stopped stream throws one of kind "aborted". Leaving the loop early
   * (return, break) releases the connection too.
   */
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent>;
}
