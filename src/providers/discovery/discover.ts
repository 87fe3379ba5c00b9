import { readErrorBody } from "../faults/reading/errorBody.ts";
import { type EndpointOptions, endpointOf } from "../http/transport/endpoint.ts";
import type { Transport } from "../http/transport/transport.ts";
import { type Preset, type PresetId, presets } from "../presets/presets.ts";
import { inOrder, type ListedModel, listedFrom, type ListEntry, parseModelList } from "./listedModel.ts";
import { signatureOf } from "./identity.ts";
import { llamaServerFacts } from "./llamaServer.ts";
import { lmStudioFacts, ollamaFacts, type ServerFacts, vllmFacts } from "./localServers.ts";
import { type Probe, probeWith } from "./probe.ts";

/** `state`: "loading": will serve a model soon; "locked": needs a key to list its models. */
export type LocalServer = {
  preset: PresetId;
  label: string;
  /** Its OpenAI-compatible base URL, e.g. "http://127.0.0.1:11434/v1". */
  baseUrl: string;
  state: "ready" | "loading" | "locked";
  version?: string;
  models: readonly ListedModel[];
};

export type DiscoverOptions = {
  /** Addresses to check. Default: the default ports of Ollama, LM Studio, llama-server and vLLM. */
  urls?: readonly string[];
  /** Time limit for each request, in milliseconds. A server on this machine answers in a few. */
  timeoutMs?: number;
  transport?: Transport;
  /** The server in use. Its key, or the name and password in its address, is sent only there. */
  own?: EndpointOptions;
};

const wellKnown: readonly PresetId[] = ["ollama", "lmstudio", "llama-server", "vllm"];
/** The default addresses of a preset's server. */
export const usualUrls = ({ baseUrl, otherUrls = [] }: Preset): readonly string[] => [baseUrl, ...otherUrls];
export const wellKnownUrls: readonly string[] = wellKnown.flatMap((id) => usualUrls(presets[id]));

/**
 * Finds the model servers that run here, checking all addresses at once. One request tells whether a server is
 * OpenAI-compatible; only then its own interface is asked what is loaded. Called when a user looks for a model; nothing
 * polls. Never throws; when aborted, returns what was found so far.
 */
export async function discoverLocalServers(options: DiscoverOptions, signal: AbortSignal): Promise<LocalServer[]> {
  const urls = (options.urls ?? wellKnownUrls).filter((url) => URL.canParse(url));
  const origins = [...new Set(urls.map((url) => new URL(url).origin))];
  const probeOf = (origin: string): Probe =>
    probeWith(signal, options.timeoutMs ?? 700, options.transport, ownHeaders(origin, options.own));
  const found = await Promise.all(origins.map((origin) => serverAt(origin, probeOf(origin))));
  return found.filter((server) => server !== undefined);
}

/** None if another server is in use, or its key can't be sent. */
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

/** Identifies the server: some sign their lists, others are known by several signs of their own interface. */
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
