import { lookPastSpace } from "../values/strings.ts";

/** What the words around a possible call say about it: shown as an example, announced as an action, or neither. */
export type Cue = "example" | "intent" | "none";

/** Words that show a call to a reader, whatever else the sentence says. */
const shown =
  /\b(?:for (?:example|instance)|e\.g\.|such as|(?:an?|another|the following) (?:\w+ )?example|examples? of|hypothetical\w*|illustrat\w+|demonstrat\w+|(?:look|work)s? like|how\b[^.!?]{0,60}\b(?:looks?|is written|(?:calls?|works?) (?:it|them))|(?:would|could|might) (?:then )?(?:look|be|call|use|write|send|emit|answer|output)|(?:syntax|format|structure|schema|shape|form|protocol) (?:is|are|of|for|looks|would|uses)|you (?:can|could|would|should|might|may|must) (?:\w+ )?(?:call|use|write|send|run|invoke)|to (?:call|invoke|use|run) (?:an?|the|any|this|it|one)\b|the (?:model|assistant|llm|agent|ai|client|server) (?:\w+ )?(?:answers|answered|emits|emitted|writes|wrote|outputs|returns|replies|responds|sends|sent|calls|produces|generates|would|can|might|should)|(?:show|explain|see)(?:s|ing)? (?:you )?(?:how|what)|never (?:call|run|use|write)|(?:do not|don['’]t|instead of) (?:call|run|us|writ|send))/i;
/** What the model is about to look at itself: "let me see what is in it" shows nothing. */
const looks =
  /\b(?:let me|let['’]s|i['’]ll|i will|i (?:need|want|have) to|i['’]m going to)\s+(?:\w+ )?(?:see|check|look|find out)\b/i;
const shows = (sentence: string): boolean => shown.test(sentence) && !looks.test(sentence);
/** Words that suggest an example, unless the model says what it is about to do. */
const suggestive =
  /\b(?:examples?|sample|syntax|format(?:ted)?|template|schema|structure|protocol|documentation|like (?:this|so)|as follows|(?:code|script|snippet|program)\b|(?:is|are|gets?) (?:called|written|encoded)|means|consists? of|represents?)\b/i;
const announced =
  /\b(?:i(?:['’]ll| will| shall|['’]m going to| am going to| need to| should| must|['’]m (?:now )?\w+ing| am (?:now )?\w+ing)|let me|let['’]s|we (?:need to|should|will)|calling|using the|here(?:['’]s| is) (?:the|my) (?:function |tool )?(?:call|request)|now|next|first)\b/i;
/** The beginning of what a model says after it has made a call. */
const handsOver =
  /^(?:let me|let['’]s|i\b|we\b|once\b|please\b|would you|do you|shall|done\b|waiting|now\b|next\b|okay|ok\b|sure|thank|if you)/i;

/** The text that a reader takes as leading to what follows: the sentences of the last paragraph, the last one first. */
function leading(text: string): string[] {
  const paragraph =
    text
      .trimEnd()
      .split(/\n\s*\n/)
      .at(-1)
      ?.slice(-300) ?? "";
  return paragraph.split(/(?<=[.!?])\s+|\n+/).reverse();
}

/** Judges the text before a possible call. English words, as the prompts that Gemma is given are English. */
export function cueOf(before: string): Cue {
  for (const sentence of leading(before)) {
    if (shows(sentence)) return "example";
    if (announced.test(sentence)) return "intent";
    if (suggestive.test(sentence)) return "example";
  }
  return "none";
}

/** Whether the last sentence before shows a call to a reader, whatever it is written in. */
export const isShown = (before: string): boolean => shows(leading(before)[0] ?? "");

/** How much of the text behind a possible call is enough to judge it. */
const enoughBehind = 12;

/**
 * The words behind possible calls: `next` is where they begin. `isText`: prose, and no code block, token or value. `onLine`:
 * prose that goes on with the calls' line. `explains`: prose after which a call that nothing announced is an example.
 */
export type WordsBehind = { next: number; isText: boolean; onLine: boolean; explains: boolean };

/** Judges the text behind possible calls that end at `at`; "more" when it stops before that is decided. */
export function wordsBehind(text: string, at: number, ended: boolean): WordsBehind | "more" {
  const next = lookPastSpace(text, at);
  const words = text.slice(next, next + enoughBehind);
  if (!ended && words.length < enoughBehind && !words.includes("\n")) return "more";
  const isText = words !== "" && !"`~<[{".includes(words.charAt(0));
  const onLine = isText && !text.slice(at, next).includes("\n");
  return { next, isText, onLine, explains: isText && !handsOver.test(words) };
}

const sentence = /^\p{Ll}[\p{L}'’-]{0,40}[ \t]{1,8}[\p{L}\p{N}`"'“(*_]/u;
const maybeSentence = /^\p{Ll}[\p{L}'’-]{0,40}[ \t]{0,8}$/u;

/** Whether the words at `at`, on the line of a call that nothing announced, make a sentence about it. */
export function sentenceAbout(text: string, at: number, ended: boolean): boolean | "more" {
  const words = text.slice(at, at + 60);
  return sentence.test(words) || (!ended && maybeSentence.test(words) ? "more" : false);
}
