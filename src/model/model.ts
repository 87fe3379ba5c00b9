import type { Certainty, TokenProbability } from "./certainty.ts";
import type { JsonObject, Message, ToolCallPart, ToolSpec } from "./message.ts";

export type StopReason = "stop" | "length" | "tool-calls" | "content-filter";

/**
 * Token counts of one request, as the server states them; absent if it doesn't. Cached tokens are part of the input,
 * thoughts part of the output. `cost` in US dollars; `costBasis` is its source.
 */
export type Usage = {
  inputTokens?: number;
  outputTokens?: number;
  thoughtTokens?: number;
  cachedTokens?: number;
  cost?: number;
  costBasis?: CostBasis;
  /** The number of answers to the same prompt that are counted together; absent for one. */
  results?: number;
};

/** The provider's own bill, list prices times tokens, or the user's own machine, which is free. */
export type CostBasis = "reported" | "prices" | "local";

/** US dollars per million tokens; 0 is free. */
export type ModelPrice = { input: number; output: number };

/**
 * Events while a model answers; deltas, never growing snapshots.
 * A call starts with "tool-call-start", may grow by "tool-call-delta" (raw argument text), and is complete at
 * "tool-call-end". "waiting" says why nothing comes yet. "notice" tells the user something about a successful answer.
 * Exactly one "done" ends the stream, or the iterator throws a ModelError.
 * `details` belong to the thought of this answer, wherever they arrive; `by` names their provider once they are
 * recorded. `tokens`: the latest tokens with their probabilities, if requested.
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
  /** Further answers to the same request, each complete, besides the streamed one. */
  | { type: "alternatives"; texts: readonly string[] }
  | { type: "done"; reason: StopReason; model?: string; certainty?: Certainty; tokens?: readonly TokenProbability[] };

/** The provider and model that answered, by display name. */
export type AnsweredBy = { provider: string; model: string };

/**
 * How an answer is sampled and formatted. A field is sent only if set and supported by the wire. `maxTokens` limits the
 * answer. `logitBias`: added likelihood of each token, by id. `topLogprobs`: how many alternatives to return for each
 * token, with probabilities.
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
 * How much a model should think. `effort` uses the provider's words, `maxTokens` limits the thoughts, `exclude` omits
 * them from the answer.
 */
export type Reasoning = { enabled?: boolean; effort?: string; maxTokens?: number; exclude?: boolean };

/**
 * `toolChoice`: "auto" leaves it to the model (default), "required" demands a call, `{ name }` that call. Providers
 * that constrain output do so by grammar. `results`: whether the caller accepts several answers if the user asked for
 * them; absent: yes.
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
  /** The model's id at the server. */
  id: string;
  /** The display name, e.g. "Gemma 3 270M". */
  label: string;
  /** The provider's display name, e.g. "On this machine" or "openrouter.ai". */
  provider: string;
  /** The window actually loaded, in tokens; absent if unknown. */
  contextTokens?: number;
  /** Whether the wire takes tool declarations; if not, tools are written into the prompt. */
  nativeTools: boolean;
  /** Whether a grammar enforces a demanded call, even with the tools in the prompt. */
  forcesCalls?: boolean;
  vision: boolean;
  /** Takes videos; otherwise a vision model gets their frames. */
  video?: boolean;
  /** Takes recordings. */
  audio?: boolean;
  /** Whether it can think; absent if unknown. */
  thinking?: boolean;
  /**
   * The provider wants its thought details back in every later question, also to its other models. Other providers get
   * thoughts only within the current turn.
   */
  keepsThoughts?: true;
  /** Absent if unknown. */
  price?: ModelPrice;
  /** Prices of the models that the provider may fall back to, by id; undefined for an unknown price. */
  otherPrices?: Readonly<Record<string, ModelPrice | undefined>>;
  /** Runs on the user's own machine, free of charge. */
  local?: boolean;
};

export interface Model {
  readonly info: ModelInfo;
  /**
   * Streams one answer. Throws ModelError; aborting throws one of kind "aborted". Leaving the loop early (return,
   * break) also releases the connection.
   */
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent>;
}
