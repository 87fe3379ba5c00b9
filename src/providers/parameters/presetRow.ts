import type { SamplingPlaces } from "./place.ts";
import type { ReasoningStyle } from "./reasoning.ts";

/** What a server can be spoken to in; each is a room of its own beside this file. */
export type WireProtocol = "openai" | "anthropic" | "ollama" | "runware";

/** A model that the preset is known to serve. `contextTokens` is absent where the provider does not state it. */
export type KnownModel = {
  id: string;
  label: string;
  contextTokens?: number;
  vision: boolean;
  /** The protocol over which it takes videos as they are; others get the frames. */
  video?: WireProtocol;
  nativeTools: boolean;
  /** US dollars per million tokens; 0 is free. */
  price?: { input: number; output: number };
  /** The parameters it takes, by their names on the wire, where the provider states them per model. */
  parameters?: readonly string[];
};

/** Which parts of the protocol a server takes. A field it is not known to take is not sent. */
export type WireSupport = {
  sampling: SamplingPlaces;
  reasoning: ReasoningStyle;
  /** `stream_options: { include_usage: true }`. */
  streamUsage: boolean;
  /** The field of an assistant message in which thoughts go back. */
  thoughts: "reasoning_details" | "reasoning_content" | "reasoning" | "none";
  /** "from-gemma-4": a system message for Gemma 3 is refused and goes into the first user message. */
  system: "all" | "from-gemma-4";
};

/** An OpenAI-compatible server that the extension knows by name. `Id`: the id in settings and stored choices. */
export type PresetRow<Id extends string = string> = {
  id: Id;
  label: string;
  /** In the list of `gemma.provider`, where the label alone says too little. */
  description?: string;
  /** What it offers, on the set-up page. */
  offer?: string;
  /** Served by the user's own machine or network: needs no key, may take long to load, can be started. */
  local: boolean;
  /** Empty for "custom": the user gives it. */
  baseUrl: string;
  /** Where versions of another age listen by themselves. */
  otherUrls?: readonly string[];
  keyEnv?: string;
  keyUrl?: string;
  startHint?: string;
  /** The setting for the window that the server loads a model with. */
  windowSetting?: string;
  defaultModel?: string;
  models: readonly KnownModel[];
  headers: Readonly<Record<string, string>>;
  /** How the OpenAI protocol is spoken there. */
  supports: WireSupport;
  /** All protocols that one key opens there, the one that does most first. Absent: "openai" alone. */
  protocols?: readonly [WireProtocol, ...WireProtocol[]];
};
