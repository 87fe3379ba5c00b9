import type { JsonObject } from "../../../model/message.ts";
import type { Model, ModelInfo } from "../../../model/model.ts";
import { ModelError, toModelError } from "../../../model/modelError.ts";
import { type Asked, diagnose, diagnosed } from "../../../providers/discovery/diagnose.ts";
import { discoverLocalServers, usualUrls } from "../../../providers/discovery/discover.ts";
import { infoOfListed, type ListedModel } from "../../../providers/discovery/listedModel.ts";
import { listModels } from "../../../providers/discovery/listModels.ts";
import type { RemotePlace } from "../../../providers/discovery/remotePlace.ts";
import { type PresetId, presets } from "../../../providers/presets/presets.ts";
import type { RepairBook } from "../../../providers/repairs/repairs.ts";
import { wires } from "../../../providers/protocols.ts";
import type { RunwareParameters } from "../../../providers/runware/runwareTask.ts";
import type { ServerWindow } from "../../../providers/window/serverWindow.ts";
import type { ModelChoice } from "./modelChoice.ts";

export type ServerChoice = Extract<ModelChoice, { type: "server" }>;

export type Extras = {
  body: JsonObject;
  runware: RunwareParameters;
  /** More headers of the model's requests. */
  headers?: Readonly<Record<string, string>>;
  /** The model's entry in the provider's list. */
  listed?: ListedModel;
  /** Prices of the models that the provider may fall back to. */
  otherPrices?: NonNullable<ModelInfo["otherPrices"]>;
  /** The repairs learnt for servers. */
  repairs?: RepairBook;
  /** Called when the assumed window changes. */
  windowChanged?: () => void;
  /** Where the window runs, if not on the user's machine; used if a server doesn't answer. */
  place?: () => RemotePlace | undefined;
};

/** A model, its server's facts, and its window. */
export type ServerModel = { model: Model; facts: ListedModel | undefined; window: ServerWindow };

/** Throws ModelError if the server must be asked for its models and doesn't answer. */
export async function buildServerModel(
  choice: ServerChoice,
  extras: Extras,
  signal: AbortSignal,
): Promise<ServerModel> {
  const { preset, protocol, baseUrl, key, modelId } = choice;
  const { place } = extras;
  const asked: Asked = {
    preset,
    protocol,
    baseUrl,
    modelId,
    ...(key !== undefined && { apiKey: key }),
    ...(place !== undefined && { place }),
  };
  try {
    const facts = await factsOf(choice, signal);
    const real = asItIs(choice, facts.server);
    const listed = facts.listed ?? extras.listed;
    const built = await overWire({ ...real, modelId: modelId || (listed?.id ?? "") }, listed, extras, signal);
    const { preset, protocol, baseUrl } = real;
    const model = diagnosed(built.model, { ...asked, preset, protocol, baseUrl, modelId: built.model.info.id });
    return { ...built, model, facts: facts.listed };
  } catch (error) {
    throw await diagnose(toModelError(error, signal), asked, signal);
  }
}

/** The choice with the address and protocol found, if the server was set up as Ollama but is not. */
function asItIs(choice: ServerChoice, server: Facts["server"]): ServerChoice {
  const isElsewhere = server !== undefined && choice.preset.otherUrls?.includes(server.baseUrl) === true;
  if (isElsewhere && server.preset === choice.preset.id) return { ...choice, baseUrl: server.baseUrl };
  if (choice.protocol !== "ollama" || server === undefined || server.preset === "ollama") return choice;
  return { ...choice, preset: presets[server.preset], protocol: "openai", baseUrl: server.baseUrl };
}

async function overWire(
  choice: ServerChoice,
  listed: ListedModel | undefined,
  extras: Extras,
  signal: AbortSignal,
): Promise<Omit<ServerModel, "facts">> {
  const { preset, protocol, baseUrl, key, modelId, contextTokens, keepAlive } = choice;
  const { body: extraBody, runware, headers, otherPrices, windowChanged: changed } = extras;
  const repairs = extras.repairs?.of(`${protocol} ${baseUrl} ${modelId}`);
  return wires[protocol].model(
    {
      preset,
      baseUrl,
      ...(key !== undefined && { apiKey: key }),
      ...(headers !== undefined && { headers }),
      modelId,
      info: { ...(listed && infoOfListed(listed)), ...(otherPrices !== undefined && { otherPrices }) },
      extraBody,
      ...(listed?.parameters !== undefined && { takes: listed.parameters }),
      ...(repairs !== undefined && { repairs }),
      runware,
      contextTokens,
      ...(keepAlive !== undefined && { keepAlive }),
      window: {
        ...(preset.local && { ask: async (asking) => (await factsOf(choice, asking)).listed?.contextTokens }),
        ...(changed && { changed }),
      },
    },
    signal,
  );
}

/** `server`: the server that answered, as identified; absent if not checked, or ready. */
export type Facts = { listed?: ListedModel; server?: { preset: PresetId; baseUrl: string } };

/**
 * The server's facts about the model. Always asked on this machine; elsewhere only to find a model's name. Throws
 * ModelError if it must be asked and doesn't answer, or lists nothing.
 */
export async function factsOf(choice: ServerChoice, signal: AbortSignal): Promise<Facts> {
  const { preset, protocol, baseUrl, modelId, key } = choice;
  const apiKey = key === undefined ? {} : { apiKey: key };
  const matching = (models: readonly ListedModel[]): Facts => {
    const listed = modelId === "" ? models[0] : models.find((model) => model.id === modelId);
    return listed ? { listed } : {};
  };
  let found: Facts = {};
  if (preset.local) {
    const urls = baseUrl === preset.baseUrl ? usualUrls(preset) : [baseUrl];
    const there = await discoverLocalServers({ urls, own: { preset, baseUrl, ...apiKey } }, signal);
    const server = there.find((each) => each.preset === preset.id) ?? there[0];
    const isReady = server?.state === "ready";
    found = { ...matching(server?.models ?? []), ...(isReady && { server }) };
    // A loading server has no list yet. Asked without a name, it answers with the model it loads, after a visible wait.
    if (found.listed || modelId !== "" || server?.state === "loading") return found;
  }
  if (modelId !== "") return found;
  const models = await listModels({ preset, protocol, baseUrl, ...apiKey, all: true }, { signal });
  const listed = matching(models);
  if (listed.listed) return { ...found, ...listed };
  throw new ModelError(
    { kind: "not-found" },
    "The server lists no models. Load one there, or name one in the settings.",
  );
}
