import type { SamplingPlaces } from "./place.ts";
import type { ReasoningStyle } from "./reasoning.ts";
import {
  googleSampling,
  llamaServerSampling,
  lmStudioSampling,
  ollamaChatSampling,
  openAiSampling,
  openRouterSampling,
  runwareChatSampling,
  vllmSampling,
} from "./samplingPlaces.ts";

/**
 * The OpenAI-compatible servers known by name, as data: a row says what differs. Prices and windows are the providers'
 * own statements of 2026; live lists (`discovery/listModels`) come before them.
 */

export type PresetId =
  "openrouter" | "keeprouter" | "runware" | "google" | "ollama" | "lmstudio" | "llama-server" | "vllm" | "custom";

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

export type Preset = {
  id: PresetId;
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

/** What every server that calls itself OpenAI-compatible takes; for those whose further fields are not documented. */
const common: WireSupport = {
  sampling: openAiSampling,
  reasoning: "none",
  streamUsage: true,
  thoughts: "none",
  system: "all",
};

const gemma4 = { vision: true, nativeTools: true } as const;
const gemma3 = { vision: true, nativeTools: false } as const;
const free = { input: 0, output: 0 } as const;

/** What OpenRouter's page of each model lists; the live list comes before it. */
const freeTakes = ["reasoning", "max_tokens", "temperature", "top_p", "seed", "response_format"];
const paidTakes = [
  ...freeTakes,
  "frequency_penalty",
  "presence_penalty",
  "logit_bias",
  "logprobs",
  "top_logprobs",
  "stop",
];

const openrouter: Preset = {
  id: "openrouter",
  label: "OpenRouter",
  offer: "Gemma 4 31B free, and more",
  local: false,
  baseUrl: "https://openrouter.ai/api/v1",
  keyEnv: "OPENROUTER_API_KEY",
  keyUrl: "https://openrouter.ai/settings/keys",
  defaultModel: "google/gemma-4-31b-it:free",
  models: [
    {
      id: "google/gemma-4-31b-it:free",
      label: "Gemma 4 31B (free)",
      contextTokens: 262_144,
      ...gemma4,
      price: free,
      parameters: freeTakes,
    },
    {
      id: "google/gemma-4-26b-a4b-it:free",
      label: "Gemma 4 26B-A4B (free)",
      contextTokens: 262_144,
      ...gemma4,
      price: free,
      parameters: freeTakes,
    },
    {
      id: "google/gemma-4-26b-a4b-it",
      label: "Gemma 4 26B-A4B",
      contextTokens: 262_144,
      ...gemma4,
      video: "openai",
      price: { input: 0.06, output: 0.33 },
      parameters: paidTakes,
    },
    {
      id: "google/gemma-3-4b-it",
      label: "Gemma 3 4B",
      contextTokens: 131_072,
      ...gemma3,
      price: { input: 0.02, output: 0.04 },
    },
  ],
  headers: { "X-OpenRouter-Title": "Gemma Code", "X-OpenRouter-Categories": "ide-extension" },
  supports: { ...common, sampling: openRouterSampling, reasoning: "object", thoughts: "reasoning_details" },
};

const keeprouter: Preset = {
  id: "keeprouter",
  label: "KeepRouter",
  offer: "Gemma 4 31B",
  local: false,
  baseUrl: "https://keeprouter.com/v1",
  keyEnv: "KEEPROUTER_KEY",
  keyUrl: "https://keeprouter.com",
  defaultModel: "gemma-4-31B-it",
  models: [
    {
      id: "gemma-4-31B-it",
      label: "Gemma 4 31B",
      vision: false,
      nativeTools: true,
      price: { input: 0.12, output: 0.35 },
    },
  ],
  headers: {},
  supports: common,
  protocols: ["openai", "anthropic"],
};

const runware: Preset = {
  id: "runware",
  label: "Runware",
  offer: "Gemma 4 31B",
  local: false,
  baseUrl: "https://api.runware.ai/v1",
  keyEnv: "RUNWARE_API_KEY",
  keyUrl: "https://my.runware.ai",
  defaultModel: "google-gemma-4-31b",
  models: [{ id: "google-gemma-4-31b", label: "Gemma 4 31B", contextTokens: 262_144, ...gemma4, video: "runware" }],
  headers: {},
  supports: { ...common, sampling: runwareChatSampling, reasoning: "effort" },
  protocols: ["openai", "runware"],
};

const google: Preset = {
  id: "google",
  label: "Google AI Studio",
  offer: "Gemma 4, free tier",
  local: false,
  baseUrl: "https://generativelanguage.googleapis.com/v1beta/openai",
  keyEnv: "GEMINI_API_KEY",
  keyUrl: "https://aistudio.google.com/apikey",
  defaultModel: "gemma-4-31b-it",
  models: [
    { id: "gemma-4-31b-it", label: "Gemma 4 31B", contextTokens: 262_144, ...gemma4, price: free },
    { id: "gemma-4-26b-a4b-it", label: "Gemma 4 26B-A4B", contextTokens: 262_144, ...gemma4, price: free },
  ],
  headers: {},
  supports: { ...common, sampling: googleSampling, reasoning: "google", system: "from-gemma-4" },
};

const localPreset = { local: true, models: [], headers: {} } as const;

const ollama: Preset = {
  ...localPreset,
  id: "ollama",
  label: "Ollama",
  baseUrl: "http://127.0.0.1:11434/v1",
  startHint: "ollama serve",
  windowSetting: "gemma.ollama.contextTokens",
  supports: { ...common, sampling: ollamaChatSampling, reasoning: "effort", thoughts: "reasoning" },
  protocols: ["ollama", "openai"],
};

const lmstudio: Preset = {
  ...localPreset,
  id: "lmstudio",
  label: "LM Studio",
  baseUrl: "http://127.0.0.1:1234/v1",
  startHint: "lms server start",
  supports: { ...common, sampling: lmStudioSampling },
};

const llamaServer: Preset = {
  ...localPreset,
  id: "llama-server",
  label: "llama-server",
  description: "llama.cpp's llama-server",
  baseUrl: "http://127.0.0.1:8080/v1",
  // Its default port since October 2026.
  otherUrls: ["http://127.0.0.1:9931/v1"],
  startHint: "llama-server -m <model.gguf>",
  supports: { ...common, sampling: llamaServerSampling, reasoning: "template", thoughts: "reasoning_content" },
};

const vllm: Preset = {
  ...localPreset,
  id: "vllm",
  label: "vLLM",
  baseUrl: "http://127.0.0.1:8000/v1",
  startHint: "vllm serve <model>",
  supports: { ...common, sampling: vllmSampling, reasoning: "template", thoughts: "reasoning" },
};

const custom: Preset = {
  id: "custom",
  label: "OpenAI-compatible server",
  description: "Any OpenAI-compatible server at `#gemma.baseUrl#`",
  local: false,
  baseUrl: "",
  models: [],
  headers: {},
  supports: common,
  protocols: ["openai", "anthropic"],
};

export const presets: Readonly<Record<PresetId, Preset>> = {
  openrouter,
  keeprouter,
  runware,
  google,
  ollama,
  lmstudio,
  "llama-server": llamaServer,
  vllm,
  custom,
};

export const presetIds = Object.keys(presets) as readonly PresetId[];
