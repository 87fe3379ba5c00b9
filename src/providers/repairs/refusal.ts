import { parsedBounded } from "../../model/boundedJson.ts";
import { readPart } from "../faults/reading/jsonText.ts";
import { faultOf, type StreamFault } from "../faults/faultOf.ts";

/** The most characters read of a refusal: the reason comes first, echoes of the request later. */
const LONGEST = 6000;
/** The deepest nesting: a gateway's error contains the upstream's, possibly as JSON text. */
const DEEPEST = 8;

/** Statuses about who asks, or how often, whatever the words. */
const aboutOthers = new Set([401, 402, 403, 407, 408, 425, 429]);
/** Faults that the shape of a request can cause. */
const mayBeShape = new Set(["protocol", "not-found", "unavailable"]);
const nobody = { url: "", local: false, hasKey: false, secrets: [] };

/**
 * The words of a refusal that another request shape might satisfy; undefined for any other fault. One line per
 * statement, with its place in the request, without echoes.
 */
export function refusalWords(streamFault: StreamFault): string | undefined {
  if (streamFault.at !== "answer" && streamFault.at !== "stream") return undefined;
  if (streamFault.at === "answer" && (aboutOthers.has(streamFault.status) || isOfTheMoment(streamFault)))
    return undefined;
  if (!mayBeShape.has(faultOf(streamFault, nobody).fault.kind)) return undefined;
  const json = streamFault.at === "stream" ? streamFault.error : jsonOrWords(readPart(streamFault.body));
  const words = linesOf(json, 0).join("\n").slice(0, LONGEST);
  return words.trim() === "" || /^\s*</.test(words) ? undefined : words;
}

const jsonOrWords = (body: string): unknown => parsedBounded(body) ?? body;

/** A temporary failure of a server or gateway says nothing about the request. */
const isOfTheMoment = ({ status, body }: { status: number; body: string }): boolean =>
  (status >= 502 && status <= 504) ||
  (status >= 500 &&
    /\bright now\b|\b(?:currently|temporarily) (?:un|not )available\b|\bnot available at (?:the|this) (?:moment|time)\b|\bbackend (?:is )?(?:not |un)available\b|\bfail(?:ing|ed)?[ -]?over\b|\b(?:please |then |, )(?:re)?try\b/i.test(
      readPart(body),
    ));

/** Fields that echo the request. */
const echoes = new Set(["input", "ctx", "url", "request", "body", "messages", "failed_generation", "headers", "stack"]);

function linesOf(json: unknown, depth: number): string[] {
  if (depth > DEEPEST) return [];
  if (typeof json === "string") return linesOfText(json, depth);
  if (Array.isArray(json)) return json.flatMap((each) => linesOf(each, depth + 1));
  if (typeof json !== "object" || json === null) return [];
  const own: string[] = [];
  const inner: string[] = [];
  for (const [field, value] of Object.entries(json)) {
    if (field === "loc") own.push(placeOf(value));
    else if (echoes.has(field)) continue;
    else if (typeof value === "string" && !/^\s*[[{]/.test(value)) own.push(...linesOfText(value, depth + 1));
    else inner.push(...linesOf(value, depth + 1));
  }
  // Each statement is one line: its place, its name and the words.
  return [own.join(" "), ...inner].filter((line) => line !== "");
}

/** A path in FastAPI's format: ["body", "messages", 0, "role"]. */
const placeOf = (loc: unknown): string =>
  Array.isArray(loc) ? loc.filter((part) => part !== "body").join(".") : String(loc);

function linesOfText(text: string, depth: number): string[] {
  const json = /[[{]/.test(text) ? parsedBounded(text) : undefined;
  if (typeof json === "object" && json !== null) return linesOf(json, depth + 1);
  // vLLM's older lists are Python; they echo the request as 'input'.
  return [text.replace(/['"]input['"]: (?:(?!, ['"](?:url|ctx|type|loc|msg)['"]:)[\s\S])*/g, "")];
}
