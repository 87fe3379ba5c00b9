import * as vscode from "vscode";
import type { JsonObject } from "../../model/message.ts";
import type { Reasoning, ResponseFormat, Sampling } from "../../model/model.ts";
import {
  extraBodySchema,
  headersSchema,
  openRouterSchema,
  parseWanted,
  reasoningSchema,
  responseFormatSchema,
  samplingSchema,
} from "../../providers/parameters/wantedSchema.ts";
import { type RunwareParameters, runwareParametersSchema } from "../../providers/runware/runwareTask.ts";

/** The user's settings, read once per use; package.json holds their types, ranges and defaults. */
export type Settings = {
  /** "auto", or the id of a preset, or "embedded". */
  provider: string;
  model: string;
  baseUrl: string;
  /** "auto", or a wire protocol by its name. */
  protocol: string;
  ollamaContextTokens: number;
  /** As it is written; `keepAliveOf` reads it. */
  ollamaKeepAlive: string;
  /** How often a request that brought nothing is sent again. */
  retries: number;
  /** As it stands in the settings; `parseStandIns` reads it. */
  fallbackModels: unknown;
  maxSteps: number;
  startWithTool: boolean;
  /** As it stands in the settings; `readParameters` holds it to its ranges, each wire to its own. */
  sampling: Sampling;
  /** Limits of spending in US dollars; absent ones are none. */
  budget: { perDay: number | undefined; perChat: number | undefined };
  embedded: { modelFile: string; contextTokens: number; idleMinutes: number; mirror: string };
};

export function readSettings(): Settings {
  const config = vscode.workspace.getConfiguration("gemma");
  const optional = (key: string) => config.get<number | null>(key) ?? undefined;
  // What a settings file holds need not be what the manifest says.
  const text = (key: string, otherwise = ""): string => {
    const value = config.get<unknown>(key);
    return typeof value === "string" ? value.trim() : otherwise;
  };
  const number = (key: string, otherwise: number): number => {
    const value = config.get<unknown>(key);
    return typeof value === "number" && Number.isFinite(value) ? value : otherwise;
  };
  return {
    provider: text("provider", "auto"),
    model: text("model"),
    baseUrl: text("baseUrl"),
    protocol: text("protocol", "auto"),
    ollamaContextTokens: number("ollama.contextTokens", 8192),
    ollamaKeepAlive: text("ollama.keepAlive"),
    retries: number("retries", 4),
    fallbackModels: config.get("fallbackModels"),
    maxSteps: number("agent.maxSteps", 25),
    startWithTool: config.get("agent.startWithTool") === true,
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

/** What a request carries beside its conversation and sampling, by schema. */
export type Parameters = {
  reasoning: Reasoning;
  /** "auto", "none", "required" or the name of a tool. */
  toolChoice: string;
  /** Absent: plain text. */
  responseFormat?: ResponseFormat;
  /** Further fields of a request to OpenRouter, by its own names. */
  openrouter: JsonObject;
  /** Further fields of any request, by their names on the wire. */
  extraBody: JsonObject;
  /** Further headers of any request to a model's server. */
  headers: Readonly<Record<string, string>>;
};

/** As it stands in the settings; `readRunware` reads it, where a native task is sent. */
export function runwareSetting(): unknown {
  const config = vscode.workspace.getConfiguration("gemma");
  return plain(config.get("runware"));
}

/** What a native task of Runware's carries. Throws ModelError "settings" for what it does not take. */
export const readRunware = (): RunwareParameters => parseWanted(runwareParametersSchema, runwareSetting(), "runware");

/** Throws ModelError "settings" for what no provider takes, the sampling of `readSettings` included. */
export function readParameters(): Parameters {
  const config = vscode.workspace.getConfiguration("gemma");
  parseWanted(samplingSchema, readSettings().sampling);
  const format = parseWanted(responseFormatSchema, plain(config.get("responseFormat")), "responseFormat");
  return {
    reasoning: parseWanted(reasoningSchema, plain(config.get("reasoning")), "reasoning"),
    toolChoice: config.get("agent.toolChoice", "auto").trim(),
    ...(format.type !== "text" && { responseFormat: format }),
    openrouter: parseWanted(openRouterSchema, plain(config.get("openrouter")), "openrouter"),
    extraBody: parseWanted(extraBodySchema, plain(config.get("extraBody")), "extraBody"),
    headers: parseWanted(headersSchema, plain(config.get("headers")), "headers"),
  };
}

type LogitBias = NonNullable<Sampling["logitBias"]>;

/** VS Code gives objects of the settings as proxies, which no schema of strict objects takes. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? {}));

/** An empty list or object of the settings is none. */
const filled = <T extends object>(value: T | undefined): T | undefined =>
  value === undefined || Object.keys(value).length === 0 ? undefined : (plain(value) as T);

/** The fields that are set. */
const set = (wanted: { [K in keyof Sampling]: Sampling[K] | undefined }): Sampling =>
  Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));

/** Stores a choice of model in the user's own settings, never in the workspace's. */
export async function storeModelChoice(choice: { provider: string; model: string; baseUrl?: string }): Promise<void> {
  const config = vscode.workspace.getConfiguration("gemma");
  const target = vscode.ConfigurationTarget.Global;
  await config.update("provider", choice.provider, target);
  await config.update("model", choice.model || undefined, target);
  await config.update("baseUrl", choice.baseUrl, target);
}
