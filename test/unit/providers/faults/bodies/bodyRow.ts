import type { ModelFault } from "../../../../../src/model/modelError.ts";
import type { FaultTarget } from "../../../../../src/providers/faults/reading/faultTarget.ts";

/** Who answers, as the models of the providers describe them. */
const hosted = { local: false, hasKey: true, secrets: ["test-key-of-the-table"] } as const;
const own = { local: true, hasKey: false, secrets: [] } as const;
export const servers = {
  openrouter: {
    ...hosted,
    name: "OpenRouter",
    url: "https://openrouter.ai/api/v1",
    modelId: "google/gemma-4-31b-it:free",
  },
  google: {
    ...hosted,
    name: "Google AI Studio",
    url: "https://generativelanguage.googleapis.com/v1beta/openai",
    modelId: "gemma-4-31b-it",
  },
  keeprouter: { ...hosted, name: "KeepRouter", url: "https://keeprouter.com/v1", modelId: "gemma-4-31B-it" },
  runware: { ...hosted, name: "Runware", url: "https://api.runware.ai/v1", modelId: "google-gemma-4-31b" },
  /** Any hosted provider, and any gateway, behind an address of the user's own. */
  custom: { ...hosted, url: "https://llm.example/v1", modelId: "gemma-4-31b-it" },
  ollama: {
    ...own,
    name: "Ollama",
    url: "http://127.0.0.1:11434",
    modelId: "gemma4:12b",
    windowSetting: "gemma.ollama.contextTokens",
  },
  cloud: { ...own, name: "Ollama", url: "http://127.0.0.1:11434", modelId: "gemma4:31b-cloud" },
  lmstudio: { ...own, name: "LM Studio", url: "http://127.0.0.1:1234/v1", modelId: "google/gemma-4-e4b" },
  llama: { ...own, name: "llama-server", url: "http://127.0.0.1:9931/v1", modelId: "gemma-4-e4b" },
  vllm: { ...own, name: "vLLM", url: "http://127.0.0.1:8000/v1", modelId: "google/gemma-4-12b-it" },
} as const satisfies Readonly<Record<string, FaultTarget>>;

/**
 * A server's words and what they are: a status, where the server states one ("stream": none, an error within a stream; 200:
 * an error for a body), the body, the fault, and words of its message.
 */
export type BodyRow = readonly [
  who: string,
  server: keyof typeof servers,
  status: number | "stream",
  body: unknown,
  fault: ModelFault,
  words: RegExp,
  headers?: Readonly<Record<string, string>>,
];

/** The usual shapes. */
export const openAi = (message: string, rest: object = {}): object => ({ error: { message, ...rest } });
export const anthropic = (type: string, message: string): object => ({ type: "error", error: { type, message } });
