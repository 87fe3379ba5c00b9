import { parsedBounded } from "../../model/boundedJson.ts";
import { memoryIn } from "./reading/memory.ts";
import { ModelError, type ModelFault } from "../../model/modelError.ts";
import { judgeAnswer } from "./answerFault.ts";
import { answerWords } from "./answerWords.ts";
import { type ConnectionFailure, connectionFailure, connectionWords } from "./connection.ts";
import { type ErrorBody, parseErrorBody, readErrorBody } from "./reading/errorBody.ts";
import { type FaultTarget, quotable, subjectOf } from "./reading/faultTarget.ts";
import { type AnswerFault, faultOfFinding } from "./finding.ts";
import { readPart, readWords } from "./reading/jsonText.ts";
import { retryAfterMs } from "./retryAfter.ts";
import { statesError } from "./statedError.ts";

/**
 * What can go wrong between a request and its answer's end.
 * - connect: no answer came; `error` is what `fetch` threw.
 * - answer: an answer came that is not the expected stream, whatever its status; `body` is its text.
 * - stream: the server put an error into the stream; `error` is its parsed JSON.
 * - cut: the stream ended or broke before the answer did; `finish`: the server ended it, for this reason.
 * - silent: nothing came for `seconds`.
 * - garbled: a piece of the stream was not what the protocol says; `words`: that piece, where it is no JSON.
 * - empty: a whole stream without text or call; `thought`: it held thoughts.
 * - too-much: the answer exceeds a bound; `what`: the bound, as the end of "more than …".
 * - bad-call: the server says that the model wrote a call which it could not read.
 */
export type StreamFault =
  | { at: "connect"; error: unknown }
  | { at: "answer"; status: number; headers: Headers; body: string }
  | { at: "stream"; error: unknown }
  | { at: "cut"; finish?: string }
  | { at: "silent"; seconds: number }
  | { at: "garbled"; words?: string }
  | { at: "too-much"; what: string }
  | { at: "empty"; thought: boolean }
  | { at: "bad-call" };

const stays = "What came so far stays.";

/**
 * Maps a stream fault to a ModelError; every HTTP provider uses it. The message says what happened and what to do,
 * names only host and port, and holds no key.
 * @param begun part of the answer was emitted; the message says that it stays
 * @param now milliseconds since the epoch, for waits stated as a time
 */
export function faultOf(
  streamFault: StreamFault,
  target: FaultTarget,
  begun = false,
  now: number = Date.now(),
): ModelError {
  const subject = subjectOf(target);
  const keeps = begun ? ` ${stays}` : "";
  switch (streamFault.at) {
    case "connect": {
      const found = connectionFailure(streamFault.error);
      return new ModelError(connectionFault(found), connectionWords(found, target));
    }
    case "answer":
      if (isLoading(streamFault)) {
        const words = `${subject} is still loading its model. Wait a little and try again.`;
        return new ModelError({ kind: "unavailable" }, words);
      }
      return answered(readAnswer(streamFault, target, now), target, keeps, now);
    case "stream":
      return answered(readLate(readErrorBody(streamFault.error), now), target, keeps, now);
    case "cut":
      return new ModelError({ kind: "unavailable" }, cutWords(streamFault.finish, target, begun));
    case "silent": {
      const what = begun ? "fell silent in mid-answer" : "did not begin to answer";
      const words = `${subject} ${what}: nothing came for ${Math.round(streamFault.seconds)} s.${keeps} Try again.`;
      // A wait this long is not repeated without asking the user.
      return new ModelError({ kind: "unavailable", lasting: true }, words);
    }
    case "garbled": {
      const quote = garbledQuote(streamFault.words, target);
      return new ModelError(
        { kind: "protocol" },
        `${subject} sent something that cannot be read as a model's answer.${quote}${keeps} Try again; if it happens again, check the base URL in the settings or the server's version.`,
      );
    }
    case "too-much":
      return new ModelError(
        { kind: "protocol" },
        `${subject} sent more than ${streamFault.what}, so the rest was not read.${keeps} Try again, or choose another model or server.`,
      );
    case "empty": {
      const what = streamFault.thought ? "thought, but gave no answer" : "gave an empty answer";
      return new ModelError({ kind: "empty" }, `${subject} ${what}. Try again, or ask in other words.`);
    }
    case "bad-call":
      return new ModelError(
        { kind: "protocol" },
        `${subject} could not read the tool call that the model wrote.${keeps} Try again, or choose another model.`,
      );
  }
}

function connectionFault(found: ConnectionFailure): ModelFault {
  switch (found) {
    case "bad-url":
      return { kind: "not-found" };
    case "not-http":
    case "odd-answer":
      return { kind: "protocol" };
    case "dropped":
    case "timeout":
    case "unreachable":
    case "other":
      return { kind: "unavailable" };
    case "head-too-late":
    case "unknown-host":
    case "refused":
    case "untrusted":
    case "expired":
    case "wrong-name":
    case "not-tls":
    case "proxy":
      return { kind: "unavailable", lasting: true };
  }
}

/** Whether the server says that it is still loading its model (llama-server and hosts of open models: 503). */
export function isLoading(streamFault: StreamFault): boolean {
  if (streamFault.at !== "answer" || streamFault.status !== 503 || isHtml(streamFault.body)) return false;
  const body = parseErrorBody(streamFault.body);
  // A lack of memory is not waited for.
  return body !== undefined && /\bloading\b/i.test(body.message ?? "") && memoryIn(body) === undefined;
}

/** Which of `fields` a refused request (400, 422) names as the cause. Unknown servers are asked again without them. */
export function blamedFields(streamFault: StreamFault, fields: readonly string[]): string[] {
  if (streamFault.at !== "answer" || (streamFault.status !== 400 && streamFault.status !== 422)) return [];
  return fields.filter((field) => new RegExp(`\\b${field}\\b`).test(readPart(streamFault.body)));
}

function answered(answerFault: AnswerFault, target: FaultTarget, keeps: string, now: number): ModelError {
  const finding = judgeAnswer(answerFault, target, now);
  const said = answerFault.body?.message;
  const quoted = said === undefined ? {} : { said: quotable(said, target.secrets) };
  return new ModelError(faultOfFinding(finding), answerWords(finding, answerFault, target) + keeps, quoted);
}

/** `finish`: the server's reason for the end, which is not that of a complete answer. */
function cutWords(finish: string | undefined, target: FaultTarget, begun: boolean): string {
  const subject = subjectOf(target);
  const named = finish === undefined ? "" : ` (“${quotable(finish, target.secrets)}”)`;
  if (begun) return `${subject} stopped in mid-answer${named}. ${stays} Try again to get a whole answer.`;
  if (finish === undefined) return connectionWords("dropped", target);
  return `${subject} ended the answer before it began${named}. Try again, or choose another model.`;
}

/** Broken JSON may hold half of an answer, so only plain words are quoted. */
function garbledQuote(words: string | undefined, { secrets }: FaultTarget): string {
  const said = words === undefined || /^\s*[[{"]/.test(words) ? "" : quotable(words, secrets).replace(/\.$/, "");
  return said === "" ? "" : ` It says: “${said}”.`;
}

type Answer = Extract<StreamFault, { at: "answer" }>;

function readAnswer({ status, headers, body: whole }: Answer, target: FaultTarget, now: number): AnswerFault {
  const body = readPart(whole);
  const isPage = isHtml(body);
  // After HTTP 200, only JSON that states an error counts as one, because any other program also answers with JSON.
  if (!isPage && status < 300 && (/"errors?"/.test(body) || statesError(parsedBounded(body))))
    return readLate(parseErrorBody(body), now);
  const read = isPage ? undefined : status < 300 ? plainText(body) : (parseErrorBody(body) ?? plainText(body));
  const isOther = !isPage && status < 300 && read === undefined && /[a-z]{2}/i.test(body) && body.trim() !== "null";
  const wait = retryAfterMs(headers, read, now);
  const limit = Number.parseInt(headers.get("x-ratelimit-limit") ?? read?.headers["x-ratelimit-limit"] ?? "", 10);
  const movedTo = status >= 300 && status < 400 ? placeOf(headers.get("location"), target) : undefined;
  return {
    status,
    isStated: true,
    isHtml: isPage,
    body: read,
    ...(isOther && { other: parseErrorBody(body)?.message ?? readWords(body) }),
    ...(wait !== undefined && { retryAfterMs: wait }),
    ...(Number.isFinite(limit) && { limit }),
    ...(movedTo !== undefined && { movedTo }),
    ...(status === 401 && /^basic\b/i.test(headers.get("www-authenticate") ?? "") && { wantsPassword: true }),
  };
}

/** The base of a redirection's URL, without the request's path and query. */
function placeOf(location: string | null, { url }: FaultTarget): string | undefined {
  if (location === null || !URL.canParse(location, url)) return undefined;
  const { origin, pathname } = new URL(location, url);
  return origin + pathname.replace(/\/(?:chat\/completions|messages|models|key|api\/\w+)?\/?$/, "");
}

/** An error that came after HTTP 200. */
function readLate(body: ErrorBody | undefined, now: number): AnswerFault {
  const wait = retryAfterMs(new Headers(), body, now);
  return {
    status: body?.status ?? 500,
    isStated: false,
    ...(body?.status === undefined && { isGuessed: true }),
    isHtml: false,
    body,
    ...(wait !== undefined && { retryAfterMs: wait }),
  };
}

const isHtml = (body: string): boolean => /^\s*<(?:!doctype|html|head|body|title|h1|\?xml)/i.test(body);

/** Shows a body of plain words ("404 page not found"), but not JSON without an error. */
function plainText(body: string): ErrorBody | undefined {
  const text = body.trim();
  if (text === "" || /^[[{]/.test(text)) return undefined;
  return { message: readWords(text), names: [], reasons: [], headers: {} };
}
