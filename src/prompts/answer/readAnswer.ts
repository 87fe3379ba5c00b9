import { type Fence, fencesOf } from "./fencesOf.ts";
import { precisionOf, recallOf, sharesWords } from "./likeness.ts";
import { isWholeSentence, type LineKind, lineKinds } from "./prose.ts";
import { isReply, judgeOneWord } from "./shortAnswers.ts";

/** A model's answer to a request for new code: code, words for the user, or nothing. */
export type Answer = { type: "code"; code: string } | { type: "words"; words: string } | { type: "empty" };

/** A text with a larger share of sentences is prose, such as a README. */
const PROSE = 0.5;
/** An answer with this share of the region's words is a rewrite, even if it also asks or refuses. */
const SURELY = 0.6;

/**
 * Parses an answer to a request for the code of `region`. Takes a fenced block unless it is an example or the text
 * around it asks a question. Without a fence, takes the part that looks like that code: it shares words with the region
 * and is not made of sentences. Text before and after such code is dropped.
 */
export function readAnswer(answer: string, region: string): Answer {
  const words = answer.trim();
  if (words === "") return { type: "empty" };
  const { fences, lead } = fencesOf(answer);
  const [first] = fences;
  if (!first) return unfenced(answer, region);
  const chosen = chosenFence(first, fences, region);
  if (isExample(chosen, lead, region)) return { type: "words", words };
  // A refusal or a short reply may also be fenced. A lone value in a fence is meant as code.
  const isSaid = proseShare(chosen.text) === 1 && proseShare(region) < PROSE;
  if (isSaid || (isReply(chosen.text, region) && chosen.text.trim() !== "None"))
    return { type: "words", words: chosen.text.trim() };
  return { type: "code", code: chosen.text };
}

/** Whether the words ask a question, ignoring code in them. */
export const isQuestion = (words: string): boolean => /[?？؟¿]/.test(words.replace(/`[^`\n]*`/g, ""));

/** Whether a fence after these words may not be the answer; then it is not shown while it streams. */
export const mayBeExample = (lead: string, info: string): boolean =>
  isQuestion(lead) || (lead.trim() !== "" && isOutside(info));

/** Whether a fence holds a command or its output. */
const isOutside = (info: string): boolean =>
  /^(?:bash|sh|shell|zsh|console|terminal|powershell|text|txt|output|log)\b/i.test(info.trim());

/** Whether a fence after words is an example, a command or a quote, and not the region's new code. */
function isExample({ info, text }: Fence, lead: string, region: string): boolean {
  if (isQuestion(lead) && !isRewriting(text, region)) return true;
  if (lead.trim() === "" || sharesWords(region, text)) return false;
  return isOutside(info) || (isShort(text, region) && proseShare(lead) > 0);
}

/** The first block; if it repeats the region, the last block that differs but resembles it. */
function chosenFence(first: Fence, fences: readonly Fence[], region: string): Fence {
  if (solid(first.text) !== solid(region)) return first;
  return fences.findLast(({ text }) => solid(text) !== solid(region) && recallOf(region, text) >= SURELY / 2) ?? first;
}

const solid = (text: string): string => text.replace(/\s+/g, "");

/** Whether a block rewrites the region: it has most of its words and is not much shorter. */
const isRewriting = (text: string, region: string): boolean =>
  recallOf(region, text) >= SURELY && !isShort(text, region);

/** Whether a text has less than half of the region's lines. */
function isShort(text: string, region: string): boolean {
  const lines = (of: string): number => of.split("\n").filter((line) => line.trim() !== "").length;
  return lines(text) * 2 < lines(region);
}

function unfenced(answer: string, region: string): Answer {
  const all = answer.replace(/^\s*\n/, "").trimEnd();
  const words: Answer = { type: "words", words: answer.trim() };
  const code = (text: string): Answer => ({ type: "code", code: text });
  const verdict = isReply(all, region) ? "words" : judgeOneWord(all, region);
  if (verdict) return verdict === "words" ? words : code(all);
  const share = proseShare(region, region);
  if (share > PROSE) return isQuestion(withoutShared(all, region)) || !isLike(all, region) ? words : code(all);
  const lines = all.split("\n");
  const kinds = kindsOf(all, region);
  const hasCode = (of: readonly string[]): boolean => of.includes("code");
  if (!kinds.includes("prose")) {
    const isComment = !hasCode(kinds) && !hasCode(kindsOf(region, region));
    return isComment || isPlainCode(all, region) ? code(all) : words;
  }
  const isSaid = lines.some((line, at) => kinds[at] === "prose" && isWholeSentence(line));
  if ((!isSaid || proseShare(all, region) <= share) && recallOf(region, all) >= SURELY) return code(all);
  const [from, to] = [kinds.indexOf("code"), kinds.lastIndexOf("code")];
  if (from < 0) return words;
  const [start, end] = [withComments(kinds, lines, from, -1), withComments(kinds, lines, to, 1)];
  const middle = lines.slice(start, end + 1).join("\n");
  const around = [...lines.slice(0, start), ...lines.slice(end + 1)].filter((line) => line.trim() !== "");
  const isWhole = !kindsOf(middle, region).includes("prose") && around.every(isWholeSentence);
  return isWhole && !isQuestion(around.join("\n")) && isRewriting(middle, region) ? code(middle) : words;
}

/** The kinds of a text's lines, in the region's language. */
const kindsOf = (text: string, region: string): LineKind[] => lineKinds(text.split("\n"), /^\s*#[ !]/m.test(region));

/** Extends a stretch of code by adjacent comments. */
function withComments(kinds: readonly string[], lines: readonly string[], from: number, step: 1 | -1): number {
  let at = from;
  while (kinds[at + step] === "neutral" && (lines[at + step] ?? "").trim() !== "") at += step;
  return at;
}

/** Whether lines that are not sentences are code: they share words with the region, or have code characters. */
function isPlainCode(text: string, region: string): boolean {
  const words = text.match(/[\p{L}\p{N}_$]+/gu) ?? [];
  if (words.length === 0) return /\S/.test(text) && [...solid(text)].every((sign) => region.includes(sign));
  if (sharesWords(region, text)) return true;
  // An error reported as JSON.
  if (/^\s*\{\s*"[^]*\}\s*$/.test(text) && !region.includes('":')) return false;
  // A number for a number, or `false` for `true`.
  if (words.length === 1 && /^[\p{Ll}\d_$]/u.test(text.trim())) return /^\W*[\p{L}\p{N}_$]+\W*$/u.test(region);
  return words.length > 1 && /[{}()[\];=<>]/.test(text);
}

/** Whether prose is a new wording of the region's prose. */
function isLike(text: string, region: string): boolean {
  if (Math.max(recallOf(region, text), precisionOf(region, text)) >= 0.3) return true;
  const shape = (of: string): string =>
    (of.match(/^\s*(?:#{1,6} |[-*+] |\d+\. |> )/gm) ?? []).map((mark) => mark.trim()).join();
  return shape(text) !== "" && shape(text) === shape(region);
}

/** The text without lines of the region: a question in both is the region's own. */
function withoutShared(text: string, region: string): string {
  const known = new Set(region.split("\n").map((line) => line.trim()));
  return text
    .split("\n")
    .filter((line) => !known.has(line.trim()) && precisionOf(region, line) < 0.5)
    .join("\n");
}

/** The fraction of sentences in a text's lines, weighted by length, from 0 to 1. */
function proseShare(text: string, region = ""): number {
  const lines = text.split("\n");
  const kinds = kindsOf(text, region);
  const lengthOf = (kind: string): number =>
    lines.reduce((sum, line, at) => sum + (kinds[at] === kind ? line.trim().length : 0), 0);
  const [prose, code] = [lengthOf("prose"), lengthOf("code")];
  return prose === 0 ? 0 : prose / (prose + code);
}
