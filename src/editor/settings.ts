import * as vscode from "vscode";
import type { Sampling } from "../model/model.ts";

/** The person's settings, read once per use; package.json holds their types, ranges and defaults. */
export type Settings = {
  /** "auto", or the id of a preset, or "embedded". */
  provider: string;
  model: string;
  baseUrl: string;
  /** "auto", or a wire protocol by its name. */
  protocol: string;
  ollamaContextTokens: number;
  maxSteps: number;
  startWithTool: boolean;
  sampling: Sampling;
  embedded: { modelFile: string; contextTokens: number; idleMinutes: number; mirror: string };
};

export function readSettings(): Settings {
  const config = vscode.workspace.getConfiguration("gemma");
  const optional = (key: string) => config.get<number | null>(key) ?? undefined;
  const [temperature, topP, topK] = [optional("temperature"), optional("topP"), optional("topK")];
  const [seed, maxTokens] = [optional("seed"), optional("maxTokens")];
  return {
    provider: config.get("provider", "auto"),
    model: config.get("model", "").trim(),
    baseUrl: config.get("baseUrl", "").trim(),
    protocol: config.get("protocol", "auto"),
    ollamaContextTokens: config.get("ollama.contextTokens", 8192),
    maxSteps: config.get("agent.maxSteps", 25),
    startWithTool: config.get("agent.startWithTool", false),
    sampling: {
      ...(temperature !== undefined && { temperature }),
      ...(topP !== undefined && { topP }),
      ...(topK !== undefined && { topK }),
      ...(seed !== undefined && { seed }),
      ...(maxTokens !== undefined && { maxTokens }),
    },
    embedded: {
      modelFile: config.get("embedded.modelFile", "").trim(),
      contextTokens: config.get("embedded.contextTokens", 8192),
      idleMinutes: config.get("embedded.idleMinutes", 10),
      mirror: config.get("embedded.mirror", "https://huggingface.co").replace(/\/+$/, ""),
    },
  };
}

/** Stores a choice of model in the person's own settings, never in the workspace's. */
export async function storeModelChoice(choice: { provider: string; model: string; baseUrl?: string }): Promise<void> {
  const config = vscode.workspace.getConfiguration("gemma");
  const target = vscode.ConfigurationTarget.Global;
  await config.update("provider", choice.provider, target);
  await config.update("model", choice.model || undefined, target);
  await config.update("baseUrl", choice.baseUrl, target);
}
