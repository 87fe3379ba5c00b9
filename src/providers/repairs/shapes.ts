import { near, notTaken } from "../../gemma/model/nearWords.ts";
import type { Sent } from "./sent.ts";
import { wantsSingleCalls } from "./singleCalls.ts";

/**
 * What can be changed in a request so that a server takes it.
 * - fold-system: the system's words stand at the head of the first question. - empty-content, no-content: an assistant's
 *   message that holds calls alone has an empty text, or none at all, in place of null.
 * - no-name: results do not repeat their tool's name. - no-thoughts: thoughts are not told again.
 * - object-arguments: the arguments of calls are objects, not text. - short-ids: calls have ids of nine letters.
 * - single-calls: one call at a time is asked for, and each of several calls is a message with its result behind it.
 * - plain-past: calls and results of earlier turns are told as text. - no-stream: the answer comes whole.
 * - no-audio: recordings are told in a note. - no-video: videos are told as their frames.
 */
export const shapeRepairs = [
  "no-thoughts",
  "no-name",
  "object-arguments",
  "short-ids",
  "single-calls",
  "empty-content",
  "no-content",
  "fold-system",
  "plain-past",
  "no-stream",
  "no-audio",
  "no-video",
] as const;
/** How many of them, from the first, say more of a refusal than the name of an optional field in it. */
export const certainShapes = 5;
export type ShapeRepair = (typeof shapeRepairs)[number];

type Row = { sent: (sent: Sent) => boolean; refused: (words: string, sent: Sent) => boolean };

/** Length, moderation and memory are other faults, whatever they name. */
const otherProblem =
  /too (?:long|large|many)|\bexceed|\bmaximum\b|\bcharacters\b|\bpolic(?:y|ies)\b|\bflagged\b|\bviolat|\bmoderation\b|\bsafety\b|\bmemory\b|\bresources?\b|\bbusy\b|\boverload/i;

const system =
  /(?:^|\n)system(?=:)|\b(?:[Ff]ield|[Pp]arameter|[Pp]roperty|[Aa]rgument)s?:? ["'`]?system\b|(?:\bsystem|\bdeveloper)["'`]?[\s_-]*(?:roles?|messages?|prompts?|instructions?|turns?)\b|\broles?\b[^.\n]{0,40}\b(?:system|developer)\b|["'`](?:system|developer)["'`]|\bSystemMessage\b|\bsystem_?instruction|角色|系统提示/;
/** A list of accepted roles that includes the system. */
const takesSystem = /\b(?:be|of|in|are|expected|only)\b[^.\n]{0,20}\bsystem\b\W+(?:\w+\W+)?user\b/i;
const roleList =
  /\b(?:roles?|input)\b[^.\n]{0,30}\b(?:be|in|of|are)\b[^.\n]{0,12}\buser\b|\buser\b['"` ]*(?:,|or|and)['"` ]*\bassistant\b/i;
const firstUser = /\b(?:first|starts?|begins?)\b[^.\n]{0,50}\buser\b/i;
const order =
  /\balternat(?:e|es|ing|ion)\b|\b(?:successive|consecutive)\b[^.\n]{0,40}\b(?:user|assistant|messages?|roles?|turns?)\b|\bafter role\b|message[_ ]order|\broles?\b[^.\n]{0,20}\b(?:order|sequence)\b/i;

const content =
  /(?<!\brequest )\bcontents?\b(?![\s_-]*(?:type\b(?!:? ?<?(?:nil|null|none))|filter|polic|length|moderation|window|safety|encod))/;
const nothing =
  /\bnull\b|\bnil\b|\bnone(?:type)?\b|\bundefined\b|\bstrings?\b|\brequired\b|\bmissing\b|\bblank\b|\bempty\b|\bvalid\b|\binvalid\b/i;
const onNothing =
  /\bnull\b[^.\n]{0,60}\bstring\b|\bstring\b[^.\n]{0,60}\b(?:null|none)\b|NoneType|\bon none\b|of (?:null|undefined) \(reading|is not iterable/i;
const empty =
  /\bempty\b|\bblank\b|\bwhite ?space\b|\bnon-?empty\b|at least (?:1|one)|\brequired\b|min(?:imum)?[ _]?length/i;

const name =
  /["'`]name["'`]|\bmessages?[\s.[]*\d+\]?\.(?:\w+\.)?name\b|\bmessages?[._ ]name\b|\bproperty ["'`]?name\b|\binput\[\d+\]\.name\b/;
const otherName = /\bmodel name\b|function\.name|\btools[[.]/i;
const thoughts =
  /\breasoning(?:_content|_details)\b|\bmessages?\b[^\n]{0,60}\b(?:reasoning|thinking)\b|\b(?:reasoning|thinking)\b[^\n]{0,40}\bassistant (?:message|turn)s?\b/;
const args = /\barguments?\b/;
const asObject = /\bdict(?:ionary)?\b|\bmapping\b|\bobject\b|\bitems\b/i;
const items =
  /\barguments?\b[^.\n]{0,40}\bto be (?:an? )?(?:json )?(?:object|dict\w*|mapping)\b|\bexpected (?:an? )?(?:json )?(?:object|dict\w*|mapping)\b[^.\n]{0,40}\barguments?\b|item pairs from a mapping|str(?:ing)?['"]? object['"]? has no attribute ['"]?items|cannot iterate over .{0,20}string/i;
const callId = /\btool[_ -]?call[_ ]?ids?\b|\btool[_ ]calls?\b[^\n]{0,20}\bids?\b/i;
const idForm = /\blength\b|\bpattern\b|\bmatch|\ba-z\b|\balphanumeric\b|\bmaximum\b|too long|\bcharacters\b/i;
const stream = /\bstream(?:ing|ed)?\b(?![_-])/;
const noStream =
  /\bnot (?:yet |currently )?(?:be )?(?:support|allow|permit|available|implement|enabled|possible|compatible)|n[’']t (?:support|allow|work)|\bunsupported\b|\bcannot\b|\bcan[’']t\b|\bmust (?:be |not )?(?:false|stream)|\bnon-?stream|\bdisable\b|\bfalse\b|不支持/i;

/** A limit, a format or a broken file is another fault than a model without this input. */
const otherMedia =
  /\bformats?\b|\bcodecs?\b|\bcorrupt|\bdecod|\bduration\b|\bseconds\b|\blong(?:er)?\b|\blarge[rst]*\b|\bsize\b|\bbytes\b|\bMB\b|\bdownload|\bfetch|\bmime\b|\bsample rate\b/i;
const noMedia = new RegExp(`${notTaken.source}|\\bmost 0\\b|\\bmaximum of 0\\b|\\b0 (?:audio|video)`, "iu");
/** A list of accepted message parts with only text and images. */
const partList = /(?=[\s\S]*\btext\b)(?=[\s\S]*\bimage_url\b)(?![\s\S]*(?:audio|video))/i;
const refusesMedia = (words: string, thing: RegExp): boolean =>
  !otherMedia.test(words) &&
  (near(words, thing, noMedia) || (partList.test(words) && near(words, /\btype\b/, notTaken)));

const rows: Readonly<Record<ShapeRepair, Row>> = {
  "no-thoughts": {
    sent: ({ thoughts: told }) => told,
    refused: (words) => near(words, thoughts, notTaken),
  },
  "no-name": {
    sent: ({ toolNames }) => toolNames,
    refused: (words) => near(words, name, notTaken) && !otherName.test(words),
  },
  "object-arguments": {
    sent: ({ textArguments }) => textArguments,
    refused: (words) => items.test(words) || (near(words, args, asObject) && near(words, args, notTaken)),
  },
  "short-ids": {
    sent: ({ callIds }) => callIds,
    refused: (words) => near(words, callId, idForm) && near(words, callId, notTaken),
  },
  "single-calls": {
    sent: ({ manyCalls }) => manyCalls === true,
    refused: wantsSingleCalls,
  },
  "empty-content": {
    sent: ({ nullContent }) => nullContent,
    refused: (words) => (near(words, content, nothing, 60) || onNothing.test(words)) && !otherProblem.test(words),
  },
  "no-content": {
    sent: ({ emptyContent, nullContent }) => emptyContent && !nullContent,
    refused: (words) =>
      near(words, content, empty) || /\btext\b[^.\n]{0,60}\b(?:blank|empty|non-whitespace)\b/i.test(words),
  },
  "fold-system": {
    sent: ({ system: told }) => told,
    refused: (words, sent) =>
      (near(words, system, notTaken) && !otherProblem.test(words) && !takesSystem.test(words)) ||
      (roleList.test(words) && /\broles?\b/i.test(words) && !/\bsystem\b/i.test(words)) ||
      (firstUser.test(words) && near(words, firstUser, notTaken)) ||
      (order.test(words) && !sent.results),
  },
  "plain-past": {
    sent: ({ pastResults }) => pastResults,
    refused: (words) => order.test(words),
  },
  "no-stream": {
    sent: ({ stream: streamed }) => streamed,
    refused: (words) =>
      near(words, stream, noStream, 50) && !/stream (?:error|closed|ended|id\b|disconnect|reset)/i.test(words),
  },
  "no-audio": {
    sent: ({ audio }) => audio === true,
    refused: (words) => refusesMedia(words, /\b(?:input_)?audios?\b|\bspeech\b|音频/),
  },
  "no-video": {
    sent: ({ video }) => video === true,
    refused: (words) => refusesMedia(words, /\b(?:input_)?videos?(?:_url)?\b|视频/),
  },
};

/** An assistant's message without text. */
const wordless = /\bassistant\b|\bcontents?\b/;
const blankText = /\bempty\b|\bblank\b|\bwhite ?space\b/i;
const wanting = /\bempty\b|\bblank\b|\bmissing\b|\brequired\b|\bmust be set\b|\bnon-?(?:empty|whitespace)\b/i;

/**
 * Whether a server accepts only turns of user and model, or requires text in each, so that calls and results must be
 * sent as text.
 */
export const wantsPlainTurns = (words: string, { results }: Sent): boolean =>
  results &&
  (((near(words, wordless, wanting) || near(words, /\btext\b/, blankText)) && !otherProblem.test(words)) ||
    order.test(words) ||
    (roleList.test(words) && !/\btool\b/i.test(words)));

/** The repair that a refusal asks for; undefined if there is none. */
export const shapeRepairFor = (
  words: string,
  sent: Sent,
  isTried: (repair: ShapeRepair) => boolean,
): ShapeRepair | undefined =>
  shapeRepairs.find((repair) => !isTried(repair) && rows[repair].sent(sent) && rows[repair].refused(words, sent));
