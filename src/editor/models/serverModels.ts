import type { JsonObject } from "../../model/message.ts";
import type { Model } from "../../model/model.ts";
import { ModelError, toModelError } from "../../model/modelError.ts";
import { createAnthropicModel } from "../../providers/anthropic/anthropicModel.ts";
import { diagnose, diagnosed } from "../../providers/discovery/diagnose.ts";
import { discoverLocalServers } from "../../providers/discovery/discover.ts";
import { infoOfListed, type ListedModel } from "../../providers/discovery/listedModel.ts";
import { listModels } from "../../providers/discovery/listModels.ts";
import { createOllamaModel } from "../../providers/ollama/ollamaModel.ts";
import { showModel } from "../../providers/ollama/ollamaServer.ts";
import { createOpenAiModel } from "../../providers/openai/openAiModel.ts";
import { createRunwareModel } from "../../providers/runware/runwareModel.ts";
import { type Parameters, readParameters } from "../settings.ts";
import type { ModelChoice } from "./modelChoice.ts";

export type ServerChoice = Extract<ModelChoice, { type: "server" }>;

/**
 * Models behind a server, kept as long as the same one is chosen: what it learnt of the server (fields refused, the
 * window loaded) serves the next question.
 */
export class ServerModels {
  private kept: { key: string; model: Promise<Model> } | undefined;

  /**
   * Throws ModelError when the server must be asked for its models and does not answer, or when a parameter of the
   * settings is none. `listed`: what the provider's own list says of the model.
   */
  async model(choice: ServerChoice, signal: AbortSignal, listed?: ListedModel): Promise<Model> {
    const { preset, ...rest } = choice;
    const { openrouter, runware, extraBody } = readParameters();
    const body = { ...(preset.id === "openrouter" && openrouter), ...extraBody };
    const key = JSON.stringify([preset.id, rest, body, runware, listed]);
    if (this.kept?.key === key) return this.kept.model;
    const model = build(choice, { body, runware, ...(listed && { listed }) }, signal);
    const entry = { key, model };
    this.kept = entry;
    // A failure is not kept: the next question tries again.
    model.catch(() => {
      if (this.kept === entry) this.kept = undefined;
    });
    return model;
  }
}

type Extras = { body: JsonObject; runware: Parameters["runware"]; listed?: ListedModel };

async function build(choice: ServerChoice, extras: Extras, signal: AbortSignal): Promise<Model> {
  const { preset, protocol, baseUrl, key } = choice;
  const asked = { preset, protocol, baseUrl, modelId: choice.modelId, ...(key !== undefined && { apiKey: key }) };
  try {
    const listed = (await facts(choice, signal)) ?? extras.listed;
    const modelId = choice.modelId || (listed?.id ?? "");
    return diagnosed(await overWire(choice, modelId, listed, extras, signal), { ...asked, modelId });
  } catch (error) {
    throw await diagnose(toModelError(error, signal), asked, signal);
  }
}

async function overWire(
  { preset, protocol, baseUrl, key, contextTokens, keepAlive }: ServerChoice,
  modelId: string,
  listed: ListedModel | undefined,
  { body: extraBody, runware: parameters }: Extras,
  signal: AbortSignal,
): Promise<Model> {
  const info = listed ? infoOfListed(listed) : {};
  const takes = listed?.parameters;
  const server = { baseUrl, ...(key !== undefined && { apiKey: key }) };
  switch (protocol) {
    case "openai":
      return createOpenAiModel({ preset, ...server, modelId, info, extraBody, ...(takes !== undefined && { takes }) });
    case "anthropic":
      return createAnthropicModel({ preset, ...server, modelId, info, extraBody });
    case "runware":
      return createRunwareModel({ ...server, modelId, info, parameters });
    case "ollama": {
      const known = await showModel(server, modelId, { signal });
      return createOllamaModel({
        ...server,
        modelId,
        info,
        facts: known,
        contextTokens,
        extraBody,
        ...(keepAlive !== undefined && { keepAlive }),
      });
    }
  }
}

/** What the server itself says of the model: always asked on this machine, elsewhere only for want of a model's name. */
async function facts(choice: ServerChoice, signal: AbortSignal): Promise<ListedModel | undefined> {
  const { preset, protocol, baseUrl, modelId, key } = choice;
  const matches = (models: readonly ListedModel[]) =>
    modelId === "" ? models[0] : models.find((model) => model.id === modelId);
  if (preset.local) {
    const own = { preset, baseUrl, ...(key !== undefined && { apiKey: key }) };
    const [server] = await discoverLocalServers({ urls: [baseUrl], own }, signal);
    const found = matches(server?.models ?? []);
    // A loading server has no list yet; asked without a name, it answers with what it loads, after a wait that is shown.
    if (found || modelId !== "" || server?.state === "loading") return found;
  }
  if (modelId !== "") return undefined;
  const server = { preset, protocol, baseUrl, ...(key !== undefined && { apiKey: key }) };
  const models = await listModels({ ...server, all: true }, { signal });
  const found = matches(models);
  if (!found)
    throw new ModelError(
      { kind: "not-found" },
      "The server lists no models. Load one there, or name one in the settings.",
    );
  return found;
}
