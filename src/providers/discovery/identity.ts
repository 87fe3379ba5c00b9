import * as v from "valibot";
import { listField } from "../faults/reading/listField.ts";
import type { ListEntry } from "./listedModel.ts";
import { answered, type Found, type Probe } from "./probe.ts";

/**
 * Servers without a preset that sign their lists with `owned_by`. They are asked over the OpenAI protocol, whatever
 * other interface they imitate (KoboldCpp and Lemonade answer Ollama's paths too).
 */
const others = new Map(
  Object.entries<string>({
    aphrodite: "Aphrodite",
    jan: "Jan",
    koboldcpp: "KoboldCpp",
    lemonade: "Lemonade",
    litellm: "LiteLLM",
    "llama-swap": "llama-swap",
    localai: "LocalAI",
    "open-webui": "Open WebUI",
    openai: "",
    sglang: "SGLang",
    tabbyapi: "TabbyAPI",
    "text-generation-webui": "text-generation-webui",
  }),
);

/** Who signed a list: a known server, another one by its name ("" if unknown), or nobody. */
export type Signature = { by: "llama-server" | "vllm" } | { by: "other"; label: string } | { by: "nobody" };

/**
 * Reads the signature of a list. Several signatures mean a gateway. An unknown owner may be the model's author (Ollama
 * states the namespace); then nobody signed.
 */
export function signatureOf(entries: readonly ListEntry[]): Signature {
  const owners = [...new Set(entries.map(({ owned_by: owner }) => (owner ?? "").trim().toLowerCase()))];
  const isKnown = (owner: string): boolean => owner === "llamacpp" || owner === "vllm" || others.has(owner);
  const [only] = owners;
  if (only === undefined || !owners.every(isKnown)) return { by: "nobody" };
  if (owners.length > 1) return { by: "other", label: owners.map((owner) => others.get(owner)).find(Boolean) ?? "" };
  if (only === "llamacpp") return { by: "llama-server" };
  return only === "vllm" ? { by: "vllm" } : { by: "other", label: others.get(only) ?? "" };
}

/** llama-swap's version is "v214", a commit elsewhere. */
const ollamaVersion = v.object({ version: v.pipe(v.string(), v.regex(/^\d+\.\d+/)) });
const ollamaRunning = v.object({ models: listField(v.unknown()) });
/** The fields that every version of Ollama states about a model. */
const ollamaShown = v.union([
  v.object({ model_info: v.record(v.string(), v.unknown()) }),
  v.object({ capabilities: listField(v.unknown()) }),
  v.object({ details: v.record(v.string(), v.unknown()) }),
]);

/** `running`: the response of `/api/ps`. */
export type OllamaSigns = { version: string; running: unknown };

/**
 * The version of the Ollama at an address; undefined for another server. A version alone is no proof, because other
 * programs answer that path too: the running models and one model's details must also have Ollama's form. A request
 * without an answer in time is ignored.
 */
export async function ollamaAt(
  origin: string,
  entries: readonly ListEntry[],
  probe: Probe,
): Promise<OllamaSigns | undefined> {
  const version = v.safeParse(ollamaVersion, answered(await probe(`${origin}/api/version`)));
  if (!version.success) return undefined;
  const first = entries[0]?.id ?? entries[0]?.name;
  const [running, shown] = await Promise.all([
    probe(`${origin}/api/ps`),
    first === undefined ? undefined : probe(`${origin}/api/show`, { model: first }),
  ]);
  const isDenied = denies(running, ollamaRunning) || denies(shown, ollamaShown);
  return isDenied ? undefined : { version: version.output.version, running: answered(running) };
}

/** Whether the server answers the request for running models in a form that Ollama doesn't use. */
export const ollamaDenied = async (origin: string, probe: Probe): Promise<boolean> =>
  denies(await probe(`${origin}/api/ps`), ollamaRunning);

const denies = (found: Found | undefined, schema: v.GenericSchema): boolean =>
  found !== undefined && !v.is(schema, answered(found));
