import type { Model } from "../../model/model.ts";
import { ModelError } from "../../model/modelError.ts";
import { discoverLocalServers } from "../../providers/discovery/discover.ts";
import { infoOfListed, type ListedModel } from "../../providers/discovery/listedModel.ts";
import { listModels } from "../../providers/discovery/listModels.ts";
import { createOpenAiModel } from "../../providers/openai/openAiModel.ts";
import type { ModelChoice } from "./modelChoice.ts";

export type ServerChoice = Extract<ModelChoice, { type: "server" }>;

/**
 * Models behind a server, kept as long as the same one is chosen: what it learnt of the server (fields refused, the
 * window loaded) serves the next question.
 */
export class ServerModels {
  private kept: { choice: ServerChoice; model: Promise<Model> } | undefined;

  /** Throws ModelError when the server must be asked for its models and does not answer. */
  model(choice: ServerChoice, signal: AbortSignal): Promise<Model> {
    if (!this.kept || !isSame(this.kept.choice, choice)) this.kept = { choice, model: build(choice, signal) };
    const { model } = this.kept;
    // A failure is not kept: the next question tries again.
    model.catch(() => (this.kept = undefined));
    return model;
  }
}

const isSame = (a: ServerChoice, b: ServerChoice): boolean =>
  a.preset.id === b.preset.id && a.baseUrl === b.baseUrl && a.modelId === b.modelId && a.key === b.key;

async function build(choice: ServerChoice, signal: AbortSignal): Promise<Model> {
  const listed = await facts(choice, signal);
  return createOpenAiModel({
    preset: choice.preset,
    baseUrl: choice.baseUrl,
    modelId: choice.modelId || (listed?.id ?? ""),
    ...(choice.key !== undefined && { apiKey: choice.key }),
    ...(listed && { info: infoOfListed(listed) }),
  });
}

/** What the server itself says of the model: always asked on this machine, elsewhere only for want of a model's name. */
async function facts(choice: ServerChoice, signal: AbortSignal): Promise<ListedModel | undefined> {
  const { preset, baseUrl, modelId, key } = choice;
  const matches = (models: readonly ListedModel[]) =>
    modelId === "" ? models[0] : models.find((model) => model.id === modelId);
  if (preset.local) {
    const [server] = await discoverLocalServers({ urls: [baseUrl] }, signal);
    const found = matches(server?.models ?? []);
    // A loading server has no list yet; asked without a name, it answers with what it loads, after a wait that is shown.
    if (found || modelId !== "" || server?.state === "loading") return found;
  }
  if (modelId !== "") return undefined;
  const ask = { signal };
  const models = await listModels({ preset, baseUrl, ...(key !== undefined && { apiKey: key }), all: true }, ask);
  const found = matches(models);
  if (!found)
    throw new ModelError(
      { kind: "not-found" },
      "The server lists no models. Load one there, or name one in the settings.",
    );
  return found;
}
