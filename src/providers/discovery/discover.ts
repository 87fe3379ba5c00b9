import { readErrorBody } from "../faults/reading/errorBody.ts";
import { type EndpointOptions, endpointOf } from "../http/endpoint.ts";
import type { Transport } from "../http/transport.ts";
import { type Preset, type PresetId, presets } from "../presets/presets.ts";
import { inOrder, type ListedModel, listedFrom, type ListEntry, parseModelList } from "./listedModel.ts";
import { signatureOf } from "./identity.ts";
import { llamaServerFacts } from "./llamaServer.ts";
import { lmStudioFacts, ollamaFacts, type ServerFacts, vllmFacts } from "./localServers.ts";
import { type Probe, probeWith } from "./probe.ts";

/** `state`: "loading" will serve a model soon; "locked" wants a key, and its models are not known without. */
export type LocalServer = {
  preset: PresetId;
  label: string;
  /** Its OpenAI-compatible base, e.g. "http://127.0.0.1:11434/v1". */
  baseUrl: string;
  state: "ready" | "loading" | "locked";
  version?: string;
  models: readonly ListedModel[];
};

export type DiscoverOptions = {
  /** Addresses to look at; default: the ports that Ollama, LM Studio, llama-server and vLLM have by themselves. */
  urls?: readonly string[];
  /** For each question, in ms. A server on this machine answers in a few. */
  timeoutMs?: number;
  transport?: Transport;
  /** The server in use: its key, or the name and password of its address, goes there and nowhere else. */
  own?: EndpointOptions;
};

const wellKnown: readonly PresetId[] = ["ollama", "lmstudio", "llama-server", "vllm"];
/** The addresses at which a preset's server listens by itself. */
export const usualUrls = ({ baseUrl, otherUrls = [] }: Preset): readonly string[] => [baseUrl, ...otherUrls];
export const wellKnownUrls: readonly string[] = wellKnown.flatMap((id) => usualUrls(presets[id]));

/**
 * Finds the model servers running here, all addresses at once. One question tells whether anything OpenAI-compatible
 * is there; only then its own interface is asked for what is loaded. Called when a user looks for a model; nothing
 * polls. Never throws; an abort gives what was found so far.
 */
export async function discoverLocalServers(options: DiscoverOptions, signal: AbortSignal): Promise<LocalServer[]> {
  const urls = (options.urls ?? wellKnownUrls).filter((url) => URL.canParse(url));
  const origins = [...new Set(urls.map((url) => new URL(url).origin))];
  const probeOf = (origin: string): Probe =>
    probeWith(signal, options.timeoutMs ?? 700, options.transport, ownHeaders(origin, options.own));
  const found = await Promise.all(origins.map((origin) => serverAt(origin, probeOf(origin))));
  return found.filter((server) => server !== undefined);
}

/** None where the server in use is another, or has a key that cannot be sent. */
function ownHeaders(origin: string, own: EndpointOptions | undefined): Readonly<Record<string, string>> {
  try {
    const endpoint = own && endpointOf(own);
    return endpoint && new URL(endpoint.baseUrl).origin === origin ? endpoint.headers : {};
  } catch {
    return {};
  }
}

async function serverAt(origin: string, probe: Probe): Promise<LocalServer | undefined> {
  const answer = await probe(`${origin}/v1/models`);
  if (answer === undefined) return undefined;
  if (answer.status === 200) {
    const entries = parseModelList(answer.json);
    return entries === undefined ? undefined : readyServer(origin, entries, probe);
  }
  const error = readErrorBody(answer.json);
  if (error === undefined) return undefined;
  if (answer.status === 503 && /loading/i.test(error.message ?? "")) return server("llama-server", origin, "loading");
  const { port } = new URL(origin);
  const expected = wellKnown.find((id) => usualUrls(presets[id]).some((url) => new URL(url).port === port));
  return answer.status === 401 || answer.status === 403 ? server(expected ?? "custom", origin, "locked") : undefined;
}

/** Which server it is: some sign their lists, the others are known by several signs of their own interface. */
async function readyServer(origin: string, entries: readonly ListEntry[], probe: Probe): Promise<LocalServer> {
  const signature = signatureOf(entries);
  switch (signature.by) {
    case "llama-server":
      return ready("llama-server", await llamaServerFacts(origin, entries, probe));
    case "vllm":
      return ready("vllm", await vllmFacts(origin, entries, probe));
    case "other": {
      const found = ready("custom", undefined);
      return signature.label === "" ? found : { ...found, label: signature.label };
    }
    case "nobody": {
      const [ollama, lmStudio] = await Promise.all([
        ollamaFacts(origin, entries, probe),
        lmStudioFacts(origin, entries, probe),
      ]);
      if (ollama) return ready("ollama", ollama);
      return lmStudio ? ready("lmstudio", lmStudio) : ready("custom", undefined);
    }
  }

  function ready(preset: PresetId, facts: ServerFacts | undefined): LocalServer {
    return { ...server(preset, origin, "ready"), ...(facts ?? { models: inOrder(entries.map(listedFrom)) }) };
  }
}

const server = (preset: PresetId, origin: string, state: LocalServer["state"]): LocalServer => ({
  preset,
  label: preset === "custom" ? new URL(origin).host : presets[preset].label,
  baseUrl: `${origin}/v1`,
  state,
  models: [],
});
