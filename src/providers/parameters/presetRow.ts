import type { SamplingPlaces } from "./place.ts";
import type { ReasoningStyle } from "./reasoning.ts";

/** The protocols that a server may use; each has its own folder. */
export type WireProtocol = "openai" | "anthropic" | "ollama" | "runware";

/** A model that the preset is known to serve. `contextTokens` is absent if the provider does not state it. */
export type KnownModel = {
  id: string;
  label: string;
  contextTokens?: number;
  vision: boolean;
  /** The protocol over which it takes whole videos; others get the frames. */
  video?: WireProtocol;
  nativeTools: boolean;
  /** US dollars per million tokens; 0 is free. */
  price?: { input: number; output: number };
  /** The parameters that it takes, by their names on the wire, if the provider states them per model. */
  parameters?: readonly string[];
};

/** The parts of the protocol that a server supports. Other fields are not sent. */
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
  /** In the list of `gemma.provider`, if the label alone says too little. */
  description?: string;
  /** What it offers, for the set-up page. */
  offer?: string;
  /** Runs on the user's own machine or network: needs no key, may take long to load, can be started. */
  local: boolean;
  /** Empty for "custom", where the user sets it. */
  baseUrl: string;
  /** Default addresses of older or newer versions. */
  otherUrls?: readonly string[];
  keyEnv?: string;
  keyUrl?: string;
  startHint?: string;
  /** The setting for the window with which the server loads a model. */
  windowSetting?: string;
  defaultModel?: string;
  models: readonly KnownModel[];
  headers: Readonly<Record<string, string>>;
  /** The server's support of the OpenAI protocol. */
  supports: WireSupport;
  /** All protocols that one key opens, the most capable one first. Absent: "openai" only. */
  protocols?: readonly [WireProtocol, ...WireProtocol[]];
};
