import type { ModelRequest } from "../../model/model.ts";
import { mediaTokens } from "../../model/mediaTokens.ts";
import { promptCharacters } from "../../model/promptCharacters.ts";
import { parseErrorBody, readErrorBody } from "../faults/reading/errorBody.ts";
import type { StreamFault } from "../faults/faultOf.ts";
import { countedByKind, plainNumbers } from "../faults/reading/near.ts";
import { windowTokens } from "../faults/reading/numbers.ts";
import { outputLimit } from "./outputLimit.ts";

/** Characters a token stands for at the least, about: a prompt is rather estimated too long here. */
const denseRatio = 3;
/** Tokens of a template around a prompt. */
const frame = 64;
/** An answer that gets less room is none; the prompt itself is what is too long then. Tokens. */
const leastAnswer = 16;

/** The tokens of a prompt, rather too many than too few. */
export function promptEstimate({ messages, tools }: Pick<ModelRequest, "messages" | "tools">): number {
  return Math.ceil(promptCharacters(messages, tools) / denseRatio) + mediaTokens(messages);
}

/** Of the tokens wanted for an answer, those that the window leaves beside the prompt; a quarter of it in any case. */
export function outputWithin(wanted: number, window: number | undefined, request: ModelRequest): number {
  if (window === undefined) return wanted;
  const room = Math.max(window - promptEstimate(request) - frame, Math.floor(window / 4));
  return Math.min(wanted, room);
}

/** `most`: tokens of an answer that fit. `window`: where the refusal names it. */
export type OutputRoom = { most: number; window?: number };

/** The answer's tokens, as servers name them; a message that names none of them is about the prompt alone. */
const outputNames =
  /max[_ ]?(?:completion_?|output_?|new_?|gen(?:eration)?_?)?tokens|\bnum_predict\b|\bmaxTokens|\boutput|\bcompletions?\b|new tokens|maximum tokens you requested/i;
const windowNames =
  /(?:context[ _-](?:length|window|size|limit)|model length|max_model_len)[^\d+]{0,40}?(\d+)|(?:>|<=)\s*(\d+)(?!\s*[-+])/i;
/** "199626 + 21333 > 200000" */
const sumAgainst = /\d+ \+ \d+ > (\d+)/;
const inputNames = [
  /(?:prompt|input|inputs|messages)`? (?:contains?|has|have|with|of|is) (?:at least |about )?(\d+)/i,
  /(\d+)`? (?:tokens? )?(?:in|from|of) (?:the |your )?(?:text )?(?:messages?|prompt|inputs?)/i,
  /(\d+) (?:`?inputs?`?|prompt|text) tokens/i,
  /(?:input|prompt) (?:length|tokens)\W{1,4}(\d+)/i,
  /(\d+) \+ \d+/,
];
const totalNames = [
  /total of (?:at least |about )?(\d+)/i,
  /requested (?:about |at least )?(\d+) tokens/i,
  /tokens \((\d+)\) exceed/i,
];
/**
 * The room for an answer that a refusal leaves, where it says that prompt and answer together, or the answer alone, are
 * longer than the server takes. Undefined where it says something else, or the prompt alone is too long.
 * @param asked the limit of the answer that was sent. @param prompt estimated tokens of the prompt
 */
export function outputRoom(streamFault: StreamFault, asked: number, prompt: number): OutputRoom | undefined {
  const said = messageOf(streamFault);
  if (said === undefined || !outputNames.test(said)) return undefined;
  const plain = plainNumbers(said);
  const first = (patterns: readonly RegExp[]): number | undefined => {
    const found = patterns.flatMap((pattern) => pattern.exec(plain)?.slice(1).find(Boolean) ?? [])[0];
    return found === undefined ? undefined : Number(found);
  };
  const total = first(totalNames);
  const rest = total === undefined ? undefined : total - asked;
  const input = countedByKind(plain) ?? first(inputNames) ?? (rest !== undefined && rest > 0 ? rest : undefined);
  const window = windowTokens(first([sumAgainst, windowNames]));
  if (window !== undefined && (input !== undefined || /context|inputs?\b|prompt/i.test(plain))) {
    // "At least" so many: the server stopped counting.
    const counted = input === undefined || /at least \d/i.test(plain) ? Math.max(input ?? 0, prompt) : input;
    return fitting(window - counted, asked, window) ?? fitting(window - (input ?? window), asked, window);
  }
  const limit = outputLimit(plain, asked);
  return limit === undefined ? undefined : fitting(limit, asked);
}

const fitting = (most: number, asked: number, window?: number): OutputRoom | undefined =>
  most >= leastAnswer && most < asked ? { most, ...(window !== undefined && { window }) } : undefined;

function messageOf(streamFault: StreamFault): string | undefined {
  if (streamFault.at === "stream") return readErrorBody(streamFault.error)?.message;
  // Some gateways state a refusal under HTTP 200.
  if (streamFault.at !== "answer" || ![200, 400, 413, 422, 500].includes(streamFault.status)) return undefined;
  return parseErrorBody(streamFault.body)?.message;
}
