import * as v from "valibot";
import { promptField, windowField } from "../window/numbers.ts";

/** What an error body says, whichever server's shape it has. Everything is optional: servers leave out what they like. */
export type ErrorBody = {
  message?: string;
  /** The names the server gives the error (`type`, `code`, `status`, `metadata.error_type`), lower case. */
  names: readonly string[];
  /** An HTTP status stated in the body; in a stream it is the only one there is. */
  status?: number;
  /** llama-server's own counts of an overflow. */
  promptTokens?: number;
  contextTokens?: number;
  /** The moderation's reasons, as OpenRouter lists them. */
  reasons: readonly string[];
  /** Headers that a gateway passes on inside the body, names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** Seconds to wait, where the body states them. */
  retryAfterSeconds?: number;
};

const text = v.fallback(v.optional(v.string()), undefined);
const count = v.fallback(v.optional(v.number()), undefined);
const name = v.fallback(v.optional(v.union([v.string(), v.number()])), undefined);

const metadataSchema = v.object({
  error_type: text,
  raw: v.optional(v.unknown()),
  provider_name: text,
  reasons: v.fallback(v.optional(v.array(v.string())), undefined),
  headers: v.fallback(v.optional(v.record(v.string(), v.union([v.string(), v.number()]))), undefined),
});

const detailSchema = v.object({ retryDelay: text, reason: text, msg: text });

const errorSchema = v.object({
  message: text,
  msg: text,
  detail: v.optional(v.unknown()),
  type: name,
  code: name,
  status: name,
  n_prompt_tokens: promptField,
  n_ctx: windowField,
  metadata: v.fallback(v.optional(metadataSchema), undefined),
  details: v.fallback(v.optional(v.array(v.fallback(detailSchema, {}))), undefined),
  availability: v.fallback(v.optional(v.object({ retry_after: count })), undefined),
});

const envelopeSchema = v.object({
  error: v.optional(v.unknown()),
  errors: v.fallback(v.optional(v.array(v.unknown())), undefined),
});

/**
 * Reads an error out of parsed JSON. Known shapes: `{error:{…}}` (OpenAI, OpenRouter, llama-server), `{error:"…"}`
 * (Ollama), `{object:"error",message}` (vLLM), `{detail}` (FastAPI), `[{error}]` (Google), `{errors:[…]}` (Runware),
 * or the error's own object or text, as it stands in a stream. Undefined where it is none of these.
 */
export function readErrorBody(json: unknown): ErrorBody | undefined {
  if (typeof json === "string") return json.trim() === "" ? undefined : { message: json, ...nothing };
  if (Array.isArray(json)) return json.length > 0 ? readErrorBody(json[0]) : undefined;
  const envelope = v.safeParse(envelopeSchema, json);
  if (!envelope.success) return undefined;
  const inner = envelope.output.error ?? envelope.output.errors?.[0];
  if (inner !== undefined && inner !== null) return readErrorBody(inner);
  const parsed = v.safeParse(errorSchema, json);
  return parsed.success ? readError(parsed.output) : undefined;
}

/** The same out of a body's text; undefined where it is not JSON or says nothing of an error. */
export function parseErrorBody(body: string): ErrorBody | undefined {
  try {
    return readErrorBody(JSON.parse(body));
  } catch {
    return undefined;
  }
}

const nothing = { names: [], reasons: [], headers: {} } as const;

function readError(error: v.InferOutput<typeof errorSchema>): ErrorBody | undefined {
  const { metadata } = error;
  const message = upstreamText(metadata) ?? error.message ?? error.msg ?? detailText(error.detail);
  const reasonsNamed = (error.details ?? []).flatMap((detail) => ("reason" in detail ? [detail.reason] : []));
  const names = [error.type, error.code, error.status, metadata?.error_type, ...reasonsNamed]
    .filter((part) => typeof part === "string")
    .map((part) => part.toLowerCase());
  if (message === undefined && names.length === 0 && error.code === undefined) return undefined;
  const status = statusIn(error.code) ?? statusIn(error.status);
  const retryAfterSeconds = error.availability?.retry_after ?? retryDelayIn(error.details);
  return {
    names,
    reasons: metadata?.reasons ?? [],
    headers: Object.fromEntries(
      Object.entries(metadata?.headers ?? {}).map(([key, value]) => [key.toLowerCase(), String(value)]),
    ),
    ...(message !== undefined && { message }),
    ...(status !== undefined && { status }),
    ...(error.n_prompt_tokens !== undefined && { promptTokens: error.n_prompt_tokens }),
    ...(error.n_ctx !== undefined && { contextTokens: error.n_ctx }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  };
}

/** OpenRouter's own message is mostly "Provider returned error": what the provider said stands in `metadata.raw`. */
function upstreamText(metadata: v.InferOutput<typeof metadataSchema> | undefined): string | undefined {
  const raw = metadata?.raw;
  if (raw === undefined || raw === null || raw === "") return undefined;
  const inner = typeof raw === "string" ? (parseErrorBody(raw)?.message ?? raw) : readErrorBody(raw)?.message;
  if (inner === undefined) return undefined;
  return metadata?.provider_name === undefined ? inner : `${metadata.provider_name}: ${inner}`;
}

function detailText(detail: unknown): string | undefined {
  if (typeof detail === "string") return detail;
  const list = v.safeParse(v.array(detailSchema), detail);
  return list.success ? list.output.flatMap((item) => item.msg ?? []).join("; ") || undefined : undefined;
}

function retryDelayIn(details: readonly object[] | undefined): number | undefined {
  for (const detail of details ?? []) {
    const delay = "retryDelay" in detail ? Number.parseFloat(String(detail.retryDelay)) : Number.NaN;
    if (Number.isFinite(delay)) return delay;
  }
  return undefined;
}

function statusIn(code: string | number | undefined): number | undefined {
  const status = typeof code === "string" && /^\d{3}$/.test(code) ? Number(code) : code;
  return typeof status === "number" && status >= 400 && status <= 599 ? status : undefined;
}
