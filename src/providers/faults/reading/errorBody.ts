import { parsedBounded } from "../../../model/boundedJson.ts";
import * as v from "valibot";
import { readPart, readWords } from "./jsonText.ts";
import { promptField, windowField } from "./numbers.ts";

/** One exceeded limit, as Google lists them; its name says what is limited, and per which time. */
export type Violation = { name: string; limit?: number };

/** The content of an error body, whatever its shape. All optional, because servers omit fields. */
export type ErrorBody = {
  message?: string;
  /** The server's names for the error (`type`, `code`, `status`, `metadata.error_type`), in lower case. */
  names: readonly string[];
  /** An HTTP status stated in the body; the only one inside a stream. */
  status?: number;
  /** llama-server's own counts of an overflow. */
  promptTokens?: number;
  contextTokens?: number;
  /** The reasons for moderation, as OpenRouter lists them. */
  reasons: readonly string[];
  /** Headers that a gateway passes on in the body; names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** Seconds to wait, if stated. */
  retryAfterSeconds?: number;
  violations?: readonly Violation[];
  /** Whose limit was hit, as OpenRouter states it. */
  limitSource?: string;
  /** Where the user signs in, as Ollama states it. */
  signInUrl?: string;
};

/** The deepest nesting: a gateway's error contains the upstream's, possibly as JSON text. */
const DEEPEST = 6;

const text = v.fallback(v.optional(v.string()), undefined);
const count = v.fallback(v.optional(v.number()), undefined);
const name = v.fallback(v.optional(v.union([v.string(), v.number()])), undefined);
const lenient = <S extends v.GenericSchema>(schema: S) => v.fallback(v.optional(schema), undefined);

const metadataSchema = v.object({
  error_type: text,
  raw: v.optional(v.unknown()),
  provider_name: text,
  limit_source: text,
  reason: text,
  reasons: lenient(v.array(v.string())),
  headers: lenient(v.record(v.string(), v.union([v.string(), v.number()]))),
});

const violationSchema = v.object({ quotaId: text, quotaMetric: text, quotaValue: name });
const detailSchema = v.object({
  retryDelay: text,
  reason: text,
  msg: text,
  violations: lenient(v.array(v.fallback(violationSchema, {}))),
});

const errorSchema = v.object({
  message: text,
  description: text,
  Message: text,
  msg: text,
  error_msg: text,
  status_msg: text,
  title: text,
  errorMessage: text,
  error_description: text,
  faultstring: text,
  detail: v.optional(v.unknown()),
  type: name,
  code: name,
  status: name,
  status_code: name,
  error_type: text,
  error_code: name,
  reason: text,
  n_prompt_tokens: promptField,
  n_ctx: windowField,
  retry_after: count,
  limit_source: text,
  signin_url: text,
  metadata: lenient(metadataSchema),
  details: lenient(v.array(v.fallback(detailSchema, {}))),
  availability: lenient(v.object({ retry_after: count })),
});
type ErrorFields = v.InferOutput<typeof errorSchema>;

/** Where an error nests another, the likeliest place first. */
const innerSchema = v.object({
  message: v.optional(v.unknown()),
  error: v.optional(v.unknown()),
  errors: v.optional(v.unknown()),
  fault: v.optional(v.unknown()),
  base_resp: v.optional(v.unknown()),
  innererror: v.optional(v.unknown()),
  detail: v.optional(v.unknown()),
  details: v.optional(v.unknown()),
  response: v.optional(v.unknown()),
});

/**
 * Reads an error from parsed JSON. Known shapes: `{error:{…}}` (OpenAI, OpenRouter, llama-server), `{error:"…"}`
 * (Ollama), `{object:"error",message}` (vLLM), `{detail}` (FastAPI), `[{error}]` (Google), `{errors:[…]}` (Runware,
 * Cloudflare), `{message}` (Bedrock), the bare error object or text in a stream, and any of these nested or as JSON in
 * a message. Undefined for anything else.
 */
export function readErrorBody(json: unknown): ErrorBody | undefined {
  const read = readNested(json, 0);
  return read && boundedBody(read);
}

/** The most entries of a list in an error, and characters of each; providers state up to five. */
const most = { entries: 50, characters: 300 } as const;
const short = (words: string): string => words.slice(0, most.characters);

/** The same within the bounds: phrase lists and tables look into every text of it. */
function boundedBody(body: ErrorBody): ErrorBody {
  const { message, violations } = body;
  return {
    ...body,
    names: body.names.slice(0, most.entries).map(short),
    reasons: body.reasons.slice(0, most.entries).map(short),
    headers: Object.fromEntries(
      Object.entries(body.headers)
        .slice(0, most.entries)
        .map(([name, value]) => [name, short(value)]),
    ),
    ...(message !== undefined && { message: readWords(message) }),
    ...(violations && {
      violations: violations.slice(0, most.entries).map((each) => ({ ...each, name: short(each.name) })),
    }),
  };
}

function readNested(json: unknown, depth: number): ErrorBody | undefined {
  if (depth > DEEPEST) return undefined;
  if (typeof json === "string") return readText(json, depth);
  if (Array.isArray(json)) return json.length > 0 ? readNested(json[0], depth + 1) : undefined;
  const own = v.safeParse(errorSchema, json);
  const inside = v.safeParse(innerSchema, json);
  if (!own.success || !inside.success) return undefined;
  return joined(readError(own.output, depth), readInner(inside.output, depth));
}

/** The same from a body's text; undefined if it is not JSON or contains no error. */
export function parseErrorBody(body: string): ErrorBody | undefined {
  const json = parsedBounded(readPart(body));
  return json === undefined ? undefined : readErrorBody(json);
}

const nothing = { names: [], reasons: [], headers: {} } as const;

/** Text, JSON as text, or text before JSON ("litellm.RateLimitError: … - {…}"): then the JSON is the cause. */
function readText(words: string, depth: number): ErrorBody | undefined {
  const shown = words.trim();
  if (shown === "") return undefined;
  const json = /[[{]/.test(shown) ? (parsedBounded(shown) ?? parsedBounded(embedded(shown))) : undefined;
  const inner = json === undefined ? undefined : readNested(json, depth + 1);
  return inner?.message === undefined ? { ...nothing, ...inner, message: shown } : inner;
}

/** The text from the first object with a named field to the last brace. */
const embedded = (text: string): string => text.slice(Math.max(0, text.search(/\{\s*"/)), text.lastIndexOf("}") + 1);

function readInner(places: v.InferOutput<typeof innerSchema>, depth: number): ErrorBody | undefined {
  const { message, error, errors, fault, base_resp: base, innererror, detail, details, response } = places;
  for (const inner of [error, errors, fault, base, isObject(message) ? message : undefined, detail, response]) {
    // A list of details without an error is read by its fields.
    const isList = inner === detail && Array.isArray(inner);
    const read = isList ? undefined : readNested(inner, depth + 1);
    if (read !== undefined) return read;
  }
  const beside = Array.isArray(details) ? undefined : readNested(details, depth + 1);
  return joined(beside, readNested(innererror, depth + 1));
}

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;

/** The inner error is nearer to the cause; if it is only a title ("Bad Request"), the outer words stay. */
function joined(outer: ErrorBody | undefined, inner: ErrorBody | undefined): ErrorBody | undefined {
  if (outer === undefined || inner === undefined) return inner ?? outer;
  const isOther = outer.message !== undefined && outer.message !== inner.message;
  const isTitle = isOther && inner.names.length === 0 && isShort(inner.message);
  const both = isShort(outer.message) ? `${inner.message}: ${outer.message}` : outer.message;
  const message = isTitle ? both : (inner.message ?? outer.message);
  return {
    ...outer,
    ...inner,
    names: [...inner.names, ...outer.names, ...(isTitle ? [inner.message?.toLowerCase() ?? ""] : [])],
    reasons: [...inner.reasons, ...outer.reasons],
    headers: { ...outer.headers, ...inner.headers },
    ...(message !== undefined && { message }),
  };
}

const isShort = (words: string | undefined): boolean => words !== undefined && /^[\w .-]{1,40}$/.test(words);

function readError(error: ErrorFields, depth: number): ErrorBody | undefined {
  const { metadata } = error;
  const said = upstreamText(metadata, depth) ?? ownText(error);
  const nested = said === undefined ? undefined : readText(said, depth);
  const reasonsNamed = (error.details ?? []).flatMap((detail) => ("reason" in detail ? [detail.reason] : []));
  const stated = [
    error.type,
    error.code,
    error.status,
    error.error_type,
    error.error_code,
    error.reason,
    metadata?.error_type,
    metadata?.reason,
  ];
  const names = [...stated, ...reasonsNamed].flatMap((part) => (part === undefined ? [] : String(part).toLowerCase()));
  const status = [error.code, error.status, error.status_code, error.error_code]
    .map(statusIn)
    .find((each) => each !== undefined);
  const isEmpty = said === undefined && names.length === 0 && status === undefined;
  if (isEmpty && error.signin_url === undefined && error.limit_source === undefined) return undefined;
  const retryAfterSeconds = error.availability?.retry_after ?? error.retry_after ?? retryDelayIn(error.details);
  const violations = violationsIn(error.details);
  const limitSource = metadata?.limit_source ?? error.limit_source;
  return {
    ...nested,
    names: [...(nested?.names ?? []), ...names],
    reasons: metadata?.reasons ?? nested?.reasons ?? [],
    headers: Object.fromEntries(
      Object.entries(metadata?.headers ?? {}).map(([key, value]) => [key.toLowerCase(), String(value)]),
    ),
    ...(status !== undefined && { status }),
    ...(error.n_prompt_tokens !== undefined && { promptTokens: error.n_prompt_tokens }),
    ...(error.n_ctx !== undefined && { contextTokens: error.n_ctx }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    ...(violations.length > 0 && { violations }),
    ...(limitSource !== undefined && { limitSource }),
    ...(error.signin_url !== undefined && { signInUrl: error.signin_url }),
  };
}

const ownText = (error: ErrorFields): string | undefined =>
  [
    error.message,
    error.Message,
    error.msg,
    error.error_msg,
    error.status_msg,
    error.errorMessage,
    error.error_description,
    error.faultstring,
    error.description,
    detailText(error.detail),
    error.title,
    // Usually a name; if it is a sentence, there is no other text.
    error.reason?.includes(" ") === true ? error.reason : undefined,
  ].find((words) => words !== undefined && words.trim() !== "");

/** OpenRouter's own message is usually "Provider returned error"; the provider's words are in `metadata.raw`. */
function upstreamText(metadata: ErrorFields["metadata"], depth: number): string | undefined {
  const raw = metadata?.raw;
  if (raw === undefined || raw === null || raw === "") return undefined;
  const inner = readNested(raw, depth + 1)?.message;
  if (inner === undefined) return undefined;
  return metadata?.provider_name === undefined ? inner : `${metadata.provider_name}: ${inner}`;
}

function detailText(detail: unknown): string | undefined {
  if (typeof detail === "string") return detail;
  const list = v.safeParse(v.array(detailSchema), detail);
  return list.success ? list.output.flatMap((item) => item.msg ?? []).join("; ") || undefined : undefined;
}

function violationsIn(details: ErrorFields["details"]): Violation[] {
  const listed = (details ?? []).flatMap((detail) => ("violations" in detail ? (detail.violations ?? []) : []));
  return listed.flatMap((one) => {
    if (!("quotaId" in one || "quotaMetric" in one)) return [];
    const limit = Number(one.quotaValue ?? Number.NaN);
    return [{ name: `${one.quotaId ?? ""} ${one.quotaMetric ?? ""}`, ...(Number.isFinite(limit) && { limit }) }];
  });
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
