import * as vscode from "vscode";
import type { JsonObject } from "../../../model/message.ts";
import type { Reasoning, ResponseFormat, Sampling } from "../../../model/model.ts";
import {
  extraBodySchema,
  headersSchema,
  openRouterSchema,
  parseWanted,
  reasoningSchema,
  responseFormatSchema,
  samplingSchema,
} from "../../../providers/parameters/wantedSchema.ts";
import { requireValid, validSetting } from "./settingSchemas.ts";
import { answeringSettings } from "./answeringSettings.ts";
import { type RunwareParameters, runwareParametersSchema } from "../../../providers/runware/runwareTask.ts";

/** The user's settings, read on each use; package.json holds types, ranges and defaults. */
export type Settings = {
  /** "auto", a preset's id, or "embedded". */
  provider: string;
  model: string;
  baseUrl: string;
  /** The base URL of the user's own server, whoever answers; "" for none. */
  ownServer: string;
  /** "auto", or the name of a wire protocol. */
  protocol: string;
  ollamaContextTokens: number;
  /** As written; `keepAliveOf` parses it. */
  ollamaKeepAlive: string;
  /** How often a request without any output is retried. */
  retries: number;
  /** Unparsed; `parseFallbackModels` parses it. */
  fallbackModels: unknown;
  maxSteps: number;
  startWithTool: boolean;
  /** "auto", "small" or "full". */
  agentProfile: string;
  /** "system", "editor" or "off". */
  notify: string;
  /** Unparsed; `readParameters` checks the ranges, and each wire its own. */
  sampling: Sampling;
  /** Spending limits in US dollars; an absent one means none. */
  budget: { perDay: number | undefined; perChat: number | undefined };
  embedded: { modelFile: string; contextTokens: number; idleMinutes: number; mirror: string };
};

export function readSettings(): Settings {
  const config = vscode.workspace.getConfiguration("gemma");
  const optional = (key: string) => config.get<number | null>(key) ?? undefined;
  // A settings file may not match the manifest.
  const text = (key: string, otherwise = ""): string => {
    const value = validSetting(key);
    return typeof value === "string" ? value.trim() : otherwise;
  };
  const number = (key: string, otherwise: number): number => {
    const value = validSetting(key);
    return typeof value === "number" ? value : otherwise;
  };
  return {
    ...answeringSettings.read(),
    protocol: text("protocol", "auto"),
    ollamaContextTokens: number("ollama.contextTokens", 8192),
    ollamaKeepAlive: text("ollama.keepAlive"),
    retries: number("retries", 4),
    fallbackModels: config.get("fallbackModels"),
    maxSteps: number("agent.maxSteps", 25),
    startWithTool: validSetting("agent.startWithTool") === true,
    agentProfile: text("agent.profile", "auto"),
    notify: text("notify", "system"),
    sampling: set({
      temperature: optional("temperature"),
      topP: optional("topP"),
      topK: optional("topK"),
      minP: optional("minP"),
      repetitionPenalty: optional("repetitionPenalty"),
      frequencyPenalty: optional("frequencyPenalty"),
      presencePenalty: optional("presencePenalty"),
      seed: optional("seed"),
      maxTokens: optional("maxTokens"),
      stop: filled(config.get<string[]>("stop")),
      logitBias: filled(config.get<LogitBias>("logitBias")),
      topLogprobs: optional("topLogprobs"),
    }),
    budget: { perDay: optional("budget.perDay"), perChat: optional("budget.perChat") },
    embedded: {
      modelFile: text("embedded.modelFile"),
      contextTokens: number("embedded.contextTokens", 8192),
      idleMinutes: number("embedded.idleMinutes", 10),
      mirror: text("embedded.mirror", "https://huggingface.co").replace(/\/+$/, ""),
    },
  };
}

/** Parameters of a request besides its conversation and sampling, parsed by schema. */
export type Parameters = {
  reasoning: Reasoning;
  /** "auto", "none", "required" or the name of a tool. */
  toolChoice: string;
  /** Absent: plain text. */
  responseFormat?: ResponseFormat;
  /** More fields of a request to OpenRouter, by its own names. */
  openrouter: JsonObject;
  /** More fields of any request, by their names on the wire. */
  extraBody: JsonObject;
  /** More headers of any request to a model's server. */
  headers: Readonly<Record<string, string>>;
};

/** Settings of a plain value that a request depends on. */
const simpleSettings = [
  "provider",
  "model",
  "baseUrl",
  "protocol",
  "retries",
  "agent.toolChoice",
  "agent.maxSteps",
  "agent.startWithTool",
  "ollama.contextTokens",
  "ollama.keepAlive",
  "embedded.modelFile",
  "embedded.contextTokens",
  "embedded.idleMinutes",
  "embedded.mirror",
  "budget.perDay",
  "budget.perChat",
];

/** Unparsed; `readRunware` parses it when a native task is sent. */
export function runwareSetting(): unknown {
  const config = vscode.workspace.getConfiguration("gemma");
  return plain(config.get("runware"));
}

/** The parameters of a native Runware task. Throws ModelError "settings" for invalid values. */
export const readRunware = (): RunwareParameters => parseWanted(runwareParametersSchema, runwareSetting(), "runware");

/** Throws ModelError "settings" for values that no provider takes, including the sampling of `readSettings`. */
export function readParameters(): Parameters {
  const config = vscode.workspace.getConfiguration("gemma");
  requireValid(simpleSettings);
  parseWanted(samplingSchema, readSettings().sampling);
  const format = parseWanted(responseFormatSchema, plain(config.get("responseFormat")), "responseFormat");
  return {
    reasoning: parseWanted(reasoningSchema, plain(config.get("reasoning")), "reasoning"),
    toolChoice: config.get("agent.toolChoice", "auto").trim() || "auto",
    ...(format.type !== "text" && { responseFormat: format }),
    openrouter: parseWanted(openRouterSchema, plain(config.get("openrouter")), "openrouter"),
    extraBody: parseWanted(extraBodySchema, plain(config.get("extraBody")), "extraBody"),
    headers: parseWanted(headersSchema, plain(config.get("headers")), "headers"),
  };
}

type LogitBias = NonNullable<Sampling["logitBias"]>;

/** VS Code returns setting objects as proxies, which strict object schemas reject. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? {}));

/** Treats an empty list or object of the settings as unset. */
const filled = <T extends object>(value: T | undefined): T | undefined =>
  value === undefined || Object.keys(value).length === 0 ? undefined : (plain(value) as T);

/** Only the fields that are set. */
const set = (wanted: { [K in keyof Sampling]: Sampling[K] | undefined }): Sampling =>
  Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));

/** Stores the choice of a model in the user's settings, never in the workspace's. */
export async function storeModelChoice(choice: { provider: string; model: string; baseUrl?: string }): Promise<void> {
  const config = vscode.workspace.getConfiguration("gemma");
  const target = vscode.ConfigurationTarget.Global;
  await config.update("provider", choice.provider, target);
  await config.update("model", choice.model || undefined, target);
  await config.update("baseUrl", choice.baseUrl, target);
  answeringSettings.own(choice);
}
