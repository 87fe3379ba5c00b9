/** What the words before a possible call say about it: shown as an example, announced as an action, or neither. */
export type Cue = "example" | "intent" | "none";

const shown =
  /\b(?:for (?:example|instance)|e\.g\.|such as|(?:an?|another|the following|this) (?:\w+ )?example|hypothetical\w*|illustrat\w+|demonstrat\w+|(?:look|work)s? like|(?:would|could|might) (?:then )?(?:look|be|call|use|write|send|emit|answer|output)|(?:syntax|format|structure|schema|shape|form) (?:is|are|of|for|looks|would)|you (?:can|could|would|should|might|may|must)|if (?:you|i|we|the)|the (?:model|assistant|llm|agent|ai) (?:\w+ )?(?:answers|emits|writes|outputs|returns|replies|responds|sends|calls|produces|generates|would|will|can|might|should)|(?:explain|showing|show you|show how)\w*|never (?:call|run|use|write)|(?:do not|don't|instead of) (?:call|run|use|writ|send))/i;
const suggestive =
  /\b(?:examples?|sample|syntax|format(?:ted)?|template|schema|structure|documentation|like (?:this|so)|as follows|is (?:called|written|encoded)|are (?:called|written|encoded)|means|consists? of|represents?)\b/i;
const announced =
  /\b(?:i(?:['’]ll| will| shall|['’]m going to| am going to| need to| should| must|['’]m (?:now )?\w+ing| am (?:now )?\w+ing)|let me|let['’]s|we (?:need to|should|will)|calling|using the|now|next|first)\b/i;

/** The part of the text that a reader takes as leading to what follows: its last paragraph. */
const lastParagraph = (text: string): string =>
  text
    .trimEnd()
    .split(/\n\s*\n/)
    .at(-1)
    ?.slice(-300) ?? "";

/** Judges the text before a possible call. English words, as the prompts that Gemma is given are English. */
export function cueOf(before: string): Cue {
  const paragraph = lastParagraph(before);
  if (shown.test(paragraph)) return "example";
  if (announced.test(paragraph)) return "intent";
  return suggestive.test(paragraph) ? "example" : "none";
}
