import * as v from "valibot";

/** Fields of an answer; JSON with one of these is not only an error. */
const answerFields = ["choices", "usage", "delta", "data", "message", "content", "timings"] as const;
const goodStatus =
  /^(?:ok|success|succeeded|completed?|done|queued|pending|waiting|processing|in[_ -]?progress|running|started|loading|created|2\d\d)$/i;
const badStatus = /error|fail|abort|cancel|time[_ -]?d?[_ -]?out|unavailable|overload|reject|denied|[45]\d\d/i;

const word = v.fallback(v.optional(v.union([v.string(), v.number()])), undefined);
const codeSchema = v.object({
  error_code: word,
  error_msg: word,
  status: word,
  code: word,
  status_code: word,
  success: v.fallback(v.optional(v.boolean()), undefined),
  msg: word,
  detail: v.optional(v.unknown()),
  base_resp: v.fallback(v.optional(v.object({ status_code: word, status_msg: word })), undefined),
});

/**
 * Whether JSON in place of an answer states an error in a form without the key `error`: FastAPI (`detail`), Java
 * gateways (`code`, `msg`, `success`), MiniMax (`base_resp`), Baidu (`error_code`), or a bare `status` of a failure.
 * Progress messages are not errors.
 */
export function statesError(json: unknown): boolean {
  const read = v.safeParse(codeSchema, json);
  if (!read.success || isAnswer(json)) return false;
  const { error_code, error_msg, status, code, status_code, success, msg, detail, base_resp: base } = read.output;
  if (isCode(base?.status_code) || isCode(error_code) || isSaid(error_msg)) return true;
  if (success === false) return true;
  if (success === true || isWord(status, goodStatus)) return false;
  if (isWord(status, badStatus) || [code, status_code].some(isFailure)) return true;
  const isDetail = (typeof detail === "string" && detail !== "") || (Array.isArray(detail) && detail.length > 0);
  return isDetail || (isCode(code) && isSaid(msg));
}

const isAnswer = (json: unknown): boolean =>
  typeof json === "object" &&
  json !== null &&
  Object.entries(json).some(
    ([field, value]) =>
      answerFields.some((each) => each === field) &&
      value !== null &&
      value !== undefined &&
      value !== "" &&
      !(Array.isArray(value) && value.length === 0 && field === "choices"),
  );

type Word = v.InferOutput<typeof word>;
/** A number or text code other than one for success, including HTTP's. */
const isCode = (code: Word): boolean =>
  code !== undefined && code !== "" && !/^(?:0+|2\d\d|ok|success)$/i.test(String(code));
const isFailure = (code: Word): boolean => code !== undefined && /^[45]\d\d$/.test(String(code));
const isSaid = (words: Word): boolean =>
  words !== undefined && !/^(?:|0|ok|success|none|null)$/i.test(String(words).trim());
const isWord = (words: Word, pattern: RegExp): boolean => words !== undefined && pattern.test(String(words).trim());
