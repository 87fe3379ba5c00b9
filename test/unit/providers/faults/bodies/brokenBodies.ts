import { anthropic, type BodyRow, openAi } from "./bodyRow.ts";

const moment = { kind: "unavailable" } as const;
const lasting = { kind: "unavailable", lasting: true } as const;
const protocol = { kind: "protocol" } as const;
const overflow = { kind: "overflow" } as const;
const missing = { kind: "not-found" } as const;
const failed = / failed(?: \(HTTP \d+\))?\. It says: “/;
const tooLong = /^The conversation is too long for the model/;
const notOffered = /does not offer “.*Choose another model/;

type Short = readonly [server: BodyRow[1], status: BodyRow[2], words: string, more?: object];
const rowsOf = (fault: BodyRow[4], words: RegExp, rows: readonly Short[]): BodyRow[] =>
  rows.map(([server, status, said, more]) => [said.slice(0, 60), server, status, openAi(said, more), fault, words]);

/** What did not survive, under the status of a wrong request: the same request may be answered next time. */
const broken = rowsOf(moment, failed, [
  ["lmstudio", 400, "The model has crashed without additional information. (Exit code: 18446744072635812000)"],
  ["lmstudio", 400, "Model is unloaded."],
  ["lmstudio", 400, "Model was unloaded while the request was still in queue."],
  ["lmstudio", 400, "Channel Error"],
  ["lmstudio", 400, "Error: Channel Error"],
  ["llama", 400, "model instance exited unexpectedly"],
  ["llama", 400, "The engine process died; see the log"],
  ["vllm", 400, "Worker 3 is not running any more: the backend was killed"],
  ["vllm", 400, "The engine core is dead: worker process exited with exit code: -9"],
  ["ollama", 400, "the runner process no longer running: exit code: 2"],
  ["custom", 400, "litellm.BadRequestError: Lm_studioException - The model has crashed. Received Model Group=gemma"],
  ["custom", 498, "Flex tier capacity exceeded", { type: "capacity_exceeded" }],
  ["custom", 499, "The operation was cancelled.", { status: "CANCELLED" }],
  ["custom", 424, "The system encountered an unexpected error during processing. Try your request again."],
]);

/** What will not load, or is not there at all: trying again at once brings the same. */
const unloadable = rowsOf(lasting, failed, [
  ["llama", 500, "model name=gemma-4-12b failed to load"],
  ["llama", 500, "failed to load model '/models/gemma-4-12b.gguf'"],
  ["ollama", 500, "unable to load model: /usr/share/ollama/models/blobs/sha256-0123"],
  ["custom", 503, "Model gemma-4-31b fails to load on this node"],
  [
    "llama",
    501,
    "This server does not support completions. Start it without `--embeddings`",
    { type: "not_supported_error" },
  ],
  ["custom", 501, "Chat is not implemented for this backend"],
]);

/** vLLM and TGI subtract the prompt from the window, and the rest is below nothing. */
const negative = rowsOf(overflow, tooLong, [
  ["vllm", 400, "max_tokens must be at least 1, got -344."],
  ["vllm", 400, "max_completion_tokens must be at least 1, got -12"],
  [
    "custom",
    400,
    "litellm.BadRequestError: VllmException - max_tokens must be at least 1, got -3211. Received Model Group=gemma",
  ],
  ["custom", 422, "Input validation error: `max_new_tokens` must be strictly positive. Given: -20"],
  ["custom", 400, "max_tokens must be greater than 0 but is -57"],
]);

const incapable = rowsOf(missing, notOffered, [
  ["vllm", 400, "google/gemma-3-1b-it is not a multimodal model"],
  ["custom", 400, "gemma-3-1b-it is not a vision model"],
  ["custom", 400, "The provided model identifier is invalid."],
  ["custom", 400, "The model ID 'gemma-9' is not recognized"],
  ["custom", 404, "Model name gemma-9 is unknown here"],
]);

const refused = rowsOf({ kind: "refused" }, /^The moderation of /, [
  ["custom", 400, "Violated guardrail policy"],
  ["custom", 400, "Guardrail 'pii' was triggered by your message"],
  ["custom", 403, "The guardrail blocked this prompt"],
  ["custom", 400, "Your message violates our safety rules"],
]);

const rights = rowsOf({ kind: "account" }, /may not use this model/, [
  ["keeprouter", 403, "Key sk-kr-… is scoped to models: gemma-4-26B-it"],
  ["custom", 403, "This key is restricted to the model gemma-4-26b"],
  ["custom", 403, "Your token is only valid for the models gemma-4-26b and gemma-4-e4b"],
]);
const elsewhere = rowsOf({ kind: "account", whole: true }, /may not be used from here/, [
  ["custom", 403, "Access denied. Please check your network settings."],
  ["custom", 403, "Access from this VPN is blocked"],
]);

/** Each of these names the same things, and is about something else. */
const lookAlikes = rowsOf(protocol, /did not take the request/, [
  ["vllm", 400, "max_tokens must be at least 1, got 0."],
  ["custom", 400, "max_tokens must be at least 1, got -1."],
  ["vllm", 400, "temperature must be non-negative, got -3."],
  ["custom", 400, "max_tokens must be positive. top_k was -20"],
  ["custom", 400, "The tool 'process_exited' has no description"],
  ["custom", 400, "Field 'channel' error: expected a string"],
  ["custom", 400, "Failed to load image: the model cannot decode it"],
  ["custom", 400, "Unknown parameter: 'guardrails'"],
  ["custom", 400, "The scope of 'metadata' is limited to 16 keys"],
]);

export const brokenBodies: readonly BodyRow[] = [
  ...broken,
  ...unloadable,
  ...negative,
  ...incapable,
  ...refused,
  ...rights,
  ...elsewhere,
  ...lookAlikes,
  ["Cloudflare's block as a number", "custom", 403, "error code: 1010", { kind: "account", whole: true }, /from here/],
  ["Cloudflare's block of a country", "custom", 403, "error code: 1009", { kind: "account", whole: true }, /region/],
  ["Cloudflare's time-out as a number", "custom", 524, "error code: 524", moment, failed],
  [
    "a proxy in front of LM Studio, in Anthropic's form",
    "custom",
    400,
    anthropic("invalid_request_error", "The model has crashed without additional information. (Exit code: null)"),
    moment,
    failed,
  ],
  [
    "a model that crashed in mid-stream",
    "lmstudio",
    "stream",
    { message: "The model has crashed without additional information. (Exit code: null)" },
    moment,
    failed,
  ],
];
