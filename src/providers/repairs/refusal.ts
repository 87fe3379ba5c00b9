import { parsedJson } from "./parsedJson.ts";
import { faultOf, type StreamFault } from "../faults/faultOf.ts";

/** The most of a refusal that is read, in characters: the reason stands first, echoes of the request behind it. */
const LONGEST = 6000;
/** Shapes nest: a gateway's error holds the upstream's, which may be JSON in a text. */
const DEEPEST = 8;

/** Statuses that are about who asks, or how often, whatever the words. */
const aboutOthers = new Set([401, 402, 403, 407, 408, 425, 429]);
/** What a request can be refused for by its shape; all else has another cause. */
const mayBeShape = new Set(["protocol", "not-found", "unavailable"]);
const nobody = { url: "", local: false, hasKey: false, secrets: [] };

/**
 * The words with which a server refused a request that another shape of it might satisfy; undefined for any other
 * trouble. One line for each thing said: with where it stands in the request, without what the server echoes of it.
 */
export function refusalWords(trouble: StreamFault): string | undefined {
  if (trouble.at !== "answer" && trouble.at !== "stream") return undefined;
  if (trouble.at === "answer" && (aboutOthers.has(trouble.status) || isOfTheMoment(trouble))) return undefined;
  if (!mayBeShape.has(faultOf(trouble, nobody).fault.kind)) return undefined;
  const json = trouble.at === "stream" ? trouble.error : (parsedJson(trouble.body) ?? trouble.body);
  const words = linesOf(json, 0).join("\n").slice(0, LONGEST);
  return words.trim() === "" || /^\s*</.test(words) ? undefined : words;
}

/** A server or a gateway that fails for now says nothing of the request, whatever part of itself it names. */
const isOfTheMoment = ({ status, body }: { status: number; body: string }): boolean =>
  (status >= 502 && status <= 504) ||
  (status >= 500 &&
    /\bright now\b|\b(?:currently|temporarily) (?:un|not )available\b|\bnot available at (?:the|this) (?:moment|time)\b|\bbackend (?:is )?(?:not |un)available\b|\bfail(?:ing|ed)?[ -]?over\b|\b(?:please |then |, )(?:re)?try\b/i.test(
      body,
    ));

/** Fields that hold what was sent, not what is said of it. */
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
  // What is said of one thing stands on one line: its place, its name and the words.
  return [own.join(" "), ...inner].filter((line) => line !== "");
}

/** A path as FastAPI has it: ["body", "messages", 0, "role"]. */
const placeOf = (loc: unknown): string =>
  Array.isArray(loc) ? loc.filter((part) => part !== "body").join(".") : String(loc);

function linesOfText(text: string, depth: number): string[] {
  const json = /[[{]/.test(text) ? parsedJson(text) : undefined;
  if (typeof json === "object" && json !== null) return linesOf(json, depth + 1);
  // vLLM's older lists are Python: what was sent stands in them as 'input'.
  return [text.replace(/['"]input['"]: (?:(?!, ['"](?:url|ctx|type|loc|msg)['"]:)[\s\S])*/g, "")];
}
