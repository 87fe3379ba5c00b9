import type { ErrorBody } from "./errorBody.ts";
import { promptCount, windowTokens } from "./numbers.ts";
import { countedByKind, plainNumbers, sentencesOf } from "./near.ts";

/** The two numbers of an overflow, in tokens, as far as stated. */
export type Overflow = { promptTokens?: number; contextTokens?: number };

const overflowNames = new Set([
  "exceed_context_size_error",
  "context_length_exceeded",
  "context_window_exceeded",
  "contextwindowexceedederror",
  "model_context_window_exceeded",
  "model_max_prompt_tokens_exceeded",
  "tokens_limit_reached",
  "input_too_long",
  "prompt_too_long",
  "string_too_long",
  "request_too_large",
  "payload_too_large",
]);

/** Words for the window. */
const windowWords =
  /context[ _-]?(?:length|window|size|limit|overflow)|(?:maximum|max|available|model'?s?) context|n_ctx|max[_ ]model[_ ]len|maximum model length|max(?:imum)? (?:prompt|input|sequence) length|\bkv[ -](?:cache|size)\b|memory slot for batch|ContextWindowExceeded|max_seq_len|range of input length should be|上下文|コンテキスト|context (?:has been )?exceeded|context overflows/i;
/** Words for the prompt. */
const promptWords = /\b(?:prompts?|inputs?|input_ids|conversation|tokens|token (?:count|limit|size|length))\b/i;

/** Words about length: some say "too long" by themselves, others need a token count nearby. */
const excess =
  /too (?:long|large|big|many|small)|过长|超过|超出|超え|長すぎ|exceed|(?:greater|longer|larger|bigger|more) than|over(?:flow|run|s the)|truncat|(?:can|could|do|does|did|will)(?: ?not|n't) fit|find a? ?(?:memory slot|free space)|out of (?:context|room)|reduce (?:the|your) (?:length|prompt|input|messages)/i;
const bound = /\b(?:limit|maximum|max|at most|less than|up to|only)\b|<=|should be \[/i;

/** Other things that can be too long, too large or too many, and other limits. */
const otherThings =
  /\b(?:images?|audio|videos?|files?|pixels?|attachments?|bytes?|[KMG]i?B|characters?|temperature|top_[pkn]|stop|tools?|functions?|schema|names?|identifiers?|metadata|dimensions?|batch)\b/i;
const otherLimits =
  /\b(?:per[ _-]?(?:second|minute|min|hour|day|week|month)|[rt]p[mdhs]|rate[ _-]?limits?|quota|credits?|balance|budget|afford|spend\w*|neurons|throttl\w*|concurren\w*|requests? limit|subscription|plan|tier)\b|please wait|daily|weekly|monthly|hourly/i;
/** A setting for the answer's length. */
const ofTheAnswer =
  /\b(?:max_(?:completion_|output_|new_)?tokens|completion tokens?|output (?:tokens?|length|size)|maximum tokens you requested)\b/i;
const ofTheQuestion = /\b(?:prompts?|inputs?|messages?|context|conversation)\b/i;
/** No room is left for the answer: the server subtracted the prompt from its window. Nobody asks for fewer than −1 tokens. */
const negativeRoom =
  /\bmax_?(?:completion_?|output_?|new_?|gen_?)?tokens\b[^\n_]{0,60}?\b(?:got|given|received|found|is|was)\W{1,3}-(?!1\b)\d+/i;
/** A field name that contains such words. */
const unknownField = /\b(?:unknown|unrecogni[sz]ed|unexpected|unsupported) (?:field|parameter|argument|key)\b/i;
/** Checks of a parameter's value: "Input should be greater than 0". */
const valueCheck =
  /\b(?:input|value|number|expected) (?:should|must|to) be\b|\bmust be (?:greater|less|larger|positive|between)\b/i;

/**
 * Whether an error body says that the conversation exceeds the model's window, and by how much. Recognises names, and
 * words about length near words for the prompt or window, from any server.
 * @param isOther the status is about keys, credit or limits: then only the window's own names count
 */
export function overflowIn(body: ErrorBody, isOther = false): Overflow | undefined {
  const message = body.message ?? "";
  const isTokens = !/\b(?:characters|maximum length \d+, but got a string)\b/i.test(message);
  if (isLongText(body)) return {};
  const named = body.names.some((name) => overflowNames.has(name)) || (!isOther && negativeRoom.test(message));
  if (!named && !sentencesOf(message).some((sentence) => saysTooLong(sentence, isOther))) return undefined;
  const read = isTokens ? numbersIn(message) : {};
  const promptTokens = body.promptTokens ?? promptCount(read.promptTokens);
  const contextTokens = body.contextTokens ?? windowTokens(read.contextTokens);
  return {
    ...(promptTokens !== undefined && { promptTokens }),
    ...(contextTokens !== undefined && { contextTokens }),
  };
}

/** A message with more characters than the server takes (OpenAI); other fields are not the conversation. */
function isLongText({ names, message = "" }: ErrorBody): boolean {
  return names.includes("string_above_max_length") && /\b(?:content|input|prompt|text)\b/i.test(message);
}

function saysTooLong(sentence: string, isOther: boolean): boolean {
  if (unknownField.test(sentence) || otherLimits.test(sentence) || valueCheck.test(sentence)) return false;
  const isSettingAlone = ofTheAnswer.test(sentence) && !ofTheQuestion.test(sentence.replace(ofTheAnswer, ""));
  if (isSettingAlone) return false;
  if (windowWords.test(sentence)) return excess.test(sentence) || bound.test(sentence);
  if (isOther || !promptWords.test(sentence) || otherThings.test(sentence)) return false;
  return excess.test(sentence) || (bound.test(sentence) && /\btokens?\b/i.test(sentence));
}

/** Words allowed between a window's name and its number. */
const between = String.raw`(?:[\s:=()[\]"'\`~,<>-]|\b(?:is|was|of|only|at|most|up|to|the|model'?s?|limit|exceeded|tokens?|allowed|length|size|are|currently|set|approximately|maximum|max)\b)*`;
const windowName = String.raw`(?:n_ctx\w*|max[_ ]model[_ ]len(?:gth)?|(?:context|model)[ _-](?:length|window|size|limit)|max(?:imum)? (?:\w+ ){0,2}(?:length|size)|kv size|number of (?:input )?tokens allowed|supports|must have less than|max_seq_len|cannot exceed|range of input length should be \[\d+,|上下文(?:长度|窗口)?(?:限制)?|コンテキスト(?:長|ウィンドウ)?|must be <=?|\blimit)`;
const windowBefore = new RegExp(`${windowName}${between}(\\d+)(?!\\s*\\+)`, "i");
const windowBehind = /(\d+)[ -](?:tokens? )?(?:maximum\b|max\b|tokens? (?:context|limit|window))/i;
/** "200251 tokens > 200000", "190000 + 20000 > 200000". */
const comparison = /(\d+)(?:\s*\+\s*(\d+))?\s*(?:tokens?)?\s*>=?\s*(\d+)/;
const countOfPrompt =
  /(?:tokens?|prompt|inputs?|n_keep|requested|request|given|length|total|messages|passed|received|has|resulted in)\W{0,3}(?:\w+\W{1,3}){0,4}?(\d+)|(\d+)\W{0,3}(?:\w+\W{1,3}){0,2}?tokens?/gi;

/** A number is the window only if its name says so; the prompt is the largest count above it. */
function numbersIn(message: string): Overflow {
  const plain = plainNumbers(message);
  const compared = comparison.exec(plain);
  if (compared) {
    const [, first, second, window] = compared;
    return { promptTokens: Number(first) + Number(second ?? 0), contextTokens: Number(window) };
  }
  const found = windowBefore.exec(plain)?.[1] ?? windowBehind.exec(plain)?.[1];
  if (found === undefined) return {};
  const contextTokens = Number(found);
  // The room for the answer is counted separately and is not part of the prompt.
  const promptTokens = countedByKind(plain);
  if (promptTokens !== undefined) return { promptTokens, contextTokens };
  const counts = [...plain.matchAll(countOfPrompt)].map((match) => Number(match[1] ?? match[2]));
  const above = counts.filter((count) => count > contextTokens);
  return above.length > 0 ? { promptTokens: Math.max(...above), contextTokens } : { contextTokens };
}
