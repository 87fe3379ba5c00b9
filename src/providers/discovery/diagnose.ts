import * as v from "valibot";
import type { Model } from "../../model/model.ts";
import { ModelError, toModelError } from "../../model/modelError.ts";
import { isAboutAddress, isAboutModel, isIncapable } from "../faults/reading/missing.ts";
import { hostOf } from "../faults/reading/faultTarget.ts";
import type { Transport } from "../http/transport/transport.ts";
import type { WireProtocol } from "../parameters/presetRow.ts";
import type { Preset } from "../presets/presets.ts";
import { ollamaAt } from "./identity.ts";
import { withFreeRequests } from "./freeRequests.ts";
import type { ListedModel } from "./listedModel.ts";
import { listModels } from "./listModels.ts";
import { probeWith } from "./probe.ts";
import { placed, type RemotePlace } from "./remotePlace.ts";

/** The request that failed, and its address. */
export type Asked = {
  preset: Preset;
  protocol: WireProtocol;
  baseUrl: string;
  modelId: string;
  apiKey?: string;
  transport?: Transport;
  /** Where the editor's window runs, if not on the user's own machine. */
  place?: () => RemotePlace | undefined;
};

/** Time limit for each request, in milliseconds; the user waits for the error. */
const timeoutMs = 3000;
const mostNames = 4;

export const protocolNames: Readonly<Record<WireProtocol, string>> = {
  openai: "OpenAI chat completions",
  anthropic: "Anthropic Messages",
  ollama: "Ollama's own protocol",
  runware: "Runware's native tasks",
};

/** Wraps a model so that its errors distinguish a wrong address, a wrong protocol and a wrong model name. */
export function diagnosed(model: Model, asked: Asked): Model {
  return {
    get info() {
      return model.info;
    },
    async *stream(request, signal) {
      let begun = false;
      try {
        for await (const event of model.stream(request, signal)) {
          begun ||= event.type !== "waiting";
          yield event;
        }
      } catch (error) {
        const failed = toModelError(error, signal);
        // The same request in another form.
        throw begun || failed.refusesTools ? failed : await diagnose(failed, asked, signal);
      }
    },
  };
}

/**
 * Finds out why a request failed. The server's lists and protocols show whether address, protocol or model is wrong. In
 * a remote window, names the machine that was asked. At a limit of free requests, states how many are left. Returns the
 * error itself if that adds nothing. Never throws.
 */
export async function diagnose(error: ModelError, asked: Asked, signal: AbortSignal): Promise<ModelError> {
  if (signal.aborted) return error;
  const { preset, baseUrl } = asked;
  if (error.fault.kind === "unavailable") return placed(error, baseUrl, serverName(preset), asked.place?.());
  if (error.fault.kind === "rate-limit" && preset.id === "openrouter" && asked.modelId.endsWith(":free")) {
    const { transport } = asked;
    const ask = { signal, timeoutMs, ...(transport !== undefined && { transport }) };
    return withFreeRequests(error, asked, ask);
  }
  if (!["not-found", "protocol"].includes(error.fault.kind)) return error;
  if (!URL.canParse(asked.baseUrl) || saysItself(error)) return error;
  const host = hostOf(asked.baseUrl);
  const listed = await listAt(asked, asked.baseUrl, signal);
  const isProvidersOwn = !asked.preset.local && asked.baseUrl === asked.preset.baseUrl;
  if (isProvidersOwn) return listed === undefined ? error : wrongModel(asked, listed, error);
  // A server with several protocols is asked over one that it speaks, at that protocol's address.
  const elsewhere = listed === undefined && asked.protocol === "openai" ? await rightAddress(asked, signal) : undefined;
  if (elsewhere !== undefined && !signal.aborted) return wrongAddress(elsewhere, host, error);
  const spoken = await speaks(asked, listed !== undefined, signal);
  if (signal.aborted) return error;
  if (spoken !== undefined && !spoken.includes(asked.protocol)) {
    const known = spoken.find((each) => (asked.preset.protocols ?? ["openai"]).includes(each));
    if (known !== undefined) {
      const words = `The server at ${host} speaks ${protocolNames[known]}, not ${protocolNames[asked.protocol]}. Set “gemma.protocol” to ${known}.`;
      return new ModelError({ kind: "settings" }, words, { cause: error });
    }
  }
  if (listed !== undefined) return wrongModel(asked, listed, error);
  const right = await rightAddress(asked, signal);
  return right === undefined ? error : wrongAddress(right, host, error);
}

const serverName = ({ id, label }: Preset): string => (id === "custom" ? "the server" : label);

/** Words for a missing model or address, and words that say nothing. */
const elsewhereWords =
  /\bmodels?\b.{0,200}(?:\bno |not |n't |un|in)(?:found|exist|available|valid|loaded|supported|known|recogni[sz]ed)|(?:unknown|invalid|no such|not a valid) model|\bnot found\b|no endpoints|unexpected endpoint|\b(?:route|path|url|method)\b|^(?:bad|invalid) request\W*$/i;

/** Whether the server itself says what is wrong, and it is neither model nor address. */
function saysItself({ said }: ModelError): boolean {
  if (said === undefined || elsewhereWords.test(said)) return false;
  const body = { message: said, names: [], reasons: [], headers: {} };
  return isIncapable(body) || (!isAboutModel(body) && !isAboutAddress(body));
}

function wrongAddress(right: string, host: string, error: ModelError): ModelError {
  const words = `The address in the settings is wrong: at ${host} the models are under ${right}. Set “gemma.baseUrl” to it.`;
  return new ModelError({ kind: "settings" }, words, { cause: error });
}

/** The message for a model that is missing from the list, with those that are there. */
function wrongModel({ baseUrl, modelId }: Asked, listed: readonly ListedModel[], error: ModelError): ModelError {
  const isThere = modelId === "" || listed.some(({ id }) => id === modelId || id === `${modelId}:latest`);
  if (isThere || listed.length === 0) return error;
  const near = nearest(modelId, listed).map(({ id }) => `“${id}”`);
  const more = listed.length > near.length ? ` and ${listed.length - near.length} more` : "";
  const words = `The server at ${hostOf(baseUrl)} has no model “${modelId}”. It has ${near.join(", ")}${more}. Choose one of them, or check the name.`;
  return new ModelError({ kind: "not-found" }, words, { cause: error });
}

/** The models with the most similar names, then Gemmas. */
function nearest(modelId: string, listed: readonly ListedModel[]): ListedModel[] {
  const wanted = new Set(modelId.toLowerCase().split(/[^a-z0-9]+/));
  const shared = ({ id, isGemma }: ListedModel): number =>
    id
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter((part) => wanted.has(part)).length + (isGemma ? 0.5 : 0);
  return listed.toSorted((a, b) => shared(b) - shared(a)).slice(0, mostNames);
}

/** The protocols that the server speaks; undefined if none was found. */
async function speaks(asked: Asked, hasList: boolean, signal: AbortSignal): Promise<WireProtocol[] | undefined> {
  const probe = probeWith(signal, timeoutMs, asked.transport);
  const base = bare(asked.baseUrl);
  const [messages, ollama] = await Promise.all([
    probe(`${base.replace(/\/v1$/, "")}/v1/messages`, {}),
    ollamaAt(new URL(base).origin, [], probe),
  ]);
  const isAnthropic = messages !== undefined && v.is(anthropicError, messages.json) && messages.status !== 404;
  const found: WireProtocol[] = [
    ...(ollama ? (["ollama"] as const) : []),
    ...(hasList ? (["openai"] as const) : []),
    ...(isAnthropic ? (["anthropic"] as const) : []),
    ...(asked.preset.id === "runware" ? (["runware"] as const) : []),
  ];
  return found.length > 0 ? found : undefined;
}

const anthropicError = v.object({ type: v.literal("error"), error: v.object({ type: v.string() }) });

/** Where else on this host a list of models is: below the address, or at the paths of known servers. */
async function rightAddress(asked: Asked, signal: AbortSignal): Promise<string | undefined> {
  const { origin } = new URL(asked.baseUrl);
  const base = bare(asked.baseUrl);
  const below = base === origin ? [] : [`${base}/v1`];
  const others = [...below, ...["/v1", "/api/v1", "/openai/v1"].map((path) => origin + path)].filter(
    (url) => url !== base,
  );
  const found = await Promise.all(others.map((url) => listAt(asked, url, signal)));
  return others.find((_, at) => found[at] !== undefined);
}

async function listAt(asked: Asked, baseUrl: string, signal: AbortSignal): Promise<ListedModel[] | undefined> {
  const { preset, protocol, apiKey, transport } = asked;
  const server = { preset, protocol, baseUrl, ...(apiKey !== undefined && { apiKey }), all: true, stated: true };
  try {
    return await listModels(server, { signal, timeoutMs, ...(transport && { transport }) });
  } catch {
    return undefined;
  }
}

const bare = (url: string): string => url.replace(/\/+$/, "").replace(/\/(?:chat\/completions|messages)$/, "");
