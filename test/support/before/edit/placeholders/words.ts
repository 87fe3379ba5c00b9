import { lexicon, unpartedLexicon, type Kind } from "./lexicon.ts";

/** What the words of a comment say, counted by their kinds; `unknown` are those that are in no list. */
export type Said = Record<Kind | "name" | "number" | "unknown", number>;

type Phrase = { words: readonly string[]; kind: Kind };
type Index = {
  exact: Map<string, Kind>;
  /** By their first two letters. */
  stems: Map<string, { stem: string; kind: Kind }[]>;
  /** By their first word, longest first; the last word may be a stem. */
  phrases: Map<string, Phrase[]>;
  /** Longest first. */
  pieces: { piece: string; kind: Kind }[];
};

/** A word that is in several lists is of the first kind. */
const order: readonly Kind[] = ["keep", "hold", "rest", "gone", "not", "change", "noun", "weak", "glue"];
let index: Index | undefined;

function indexed(): Index {
  if (index) return index;
  const made: Index = { exact: new Map(), stems: new Map(), phrases: new Map(), pieces: [] };
  const add = <T>(map: Map<string, T[]>, key: string, value: T): void => {
    const list = map.get(key);
    if (list) list.push(value);
    else map.set(key, [value]);
  };
  for (const kind of order) {
    for (const entry of lexicon[kind].split(/\s+/)) {
      const words = entry.split("_");
      if (words.length > 1) add(made.phrases, words[0] ?? "", { words, kind });
      else if (entry.endsWith("*")) add(made.stems, entry.slice(0, 2), { stem: entry.slice(0, -1), kind });
      else if (!made.exact.has(entry)) made.exact.set(entry, kind);
    }
    for (const piece of unpartedLexicon[kind].split(/\s+/))
      if (piece !== "") made.pieces.push({ piece: piece.replaceAll("_", " "), kind });
  }
  for (const list of made.phrases.values()) list.sort((a, b) => b.words.length - a.words.length);
  made.pieces.sort((a, b) => b.piece.length - a.piece.length);
  return (index = made);
}

/** Scripts that do not part their words, or put particles to them. */
const unparted = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}ー]/u;
const runs =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}ー]+(?: \p{sc=Hangul}+)*|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}ー])[\p{L}\p{M}\p{N}_$])+/gu;

/** Words with their apostrophes gone: "don't" is one, "l'autre" two. */
const plain = (text: string): string =>
  text
    .normalize("NFC")
    .replace(/\b([ldnscjm]|qu|un|dell|all|nell|com)['’](?=\p{L})/giu, "$1 ")
    .replace(/(\p{L})['’](?=\p{L})/gu, "$1");

const aName = "$name$";

/** Whether a word, as it stands, is rather a name than a word of the lists: those of change and removal name much. */
const mayName = (word: string): boolean => {
  const kind = kindOf(word);
  return kind === undefined || kind === "gone" || kind === "change" || /[_$\d]/.test(word);
};

/**
 * Reads a comment's words. `isName` tells the names that are looked for: one that is a word of the lists counts as a name
 * only where it is one of change or removal (`remove unchanged`), or not written as a word, or with a bracket or a
 * backtick behind it, or with a capital within a sentence.
 */
export function said(text: string, isName: (word: string) => boolean): Said {
  const count: Said = {
    keep: 0,
    hold: 0,
    not: 0,
    change: 0,
    weak: 0,
    rest: 0,
    noun: 0,
    gone: 0,
    glue: 0,
    name: 0,
    number: 0,
    unknown: 0,
  };
  // A name may have hyphens in it, and parameters behind it.
  const whole = plain(text)
    .replace(/([\p{L}_$][\p{L}\p{N}_$]*)\([^()]{1,200}\)/gu, (call, word: string) =>
      isName(word) ? `${word}()` : call,
    )
    .replace(/[\p{L}\p{N}_$]+(?:-[\p{L}\p{N}_$]+)+/gu, (word) => (isName(word) ? aName : word));
  const found = [...whole.matchAll(runs)];
  const words = found.map((match) => match[0].toLowerCase());
  for (let i = 0; i < found.length; i++) {
    const { 0: word = "", index: at = 0 } = found[i] ?? {};
    const lower = words[i] ?? "";
    // As a word it would be written small, but at the beginning.
    const isCalled = /[(`]/.test(whole.charAt(at + word.length)) || (word !== lower && i > 0);
    if (unparted.test(word)) readUnparted(word, count);
    else if (word === aName || (isName(word) && (isCalled || mayName(lower)))) count.name++;
    else if (/^\d+$/.test(word)) count.number++;
    else {
      const phrase = indexed()
        .phrases.get(lower)
        ?.find((each) => begins(each, words, i));
      count[phrase?.kind ?? kindOf(lower) ?? "unknown"]++;
      i += (phrase?.words.length ?? 1) - 1;
    }
  }
  // A change that there is, or a lack of something else, is nothing that the lists know.
  if (count.not > 0 && count.change > 0) count.keep++;
  else count.unknown += count.change;
  return count;
}

const begins = (phrase: Phrase, words: readonly string[], at: number): boolean =>
  phrase.words.every((part, i) => {
    const word = words[at + i];
    return part.endsWith("*") ? word?.startsWith(part.slice(0, -1)) === true : word === part;
  });

const kindOf = (word: string): Kind | undefined =>
  indexed().exact.get(word) ??
  indexed()
    .stems.get(word.slice(0, 2))
    ?.find(({ stem }) => word.startsWith(stem))?.kind;

/** Takes known pieces out of a run of a script that does not part its words. */
function readUnparted(run: string, count: Said): void {
  let left = run;
  for (const { piece, kind } of indexed().pieces) {
    if (!left.includes(piece)) continue;
    count[kind] += left.split(piece).length - 1;
    left = left.replaceAll(piece, "\n");
  }
  count.unknown += left.match(/[^\n\s]+/g)?.length ?? 0;
}

/** Whether a text says nothing but that what it stands for is there, or is the rest. */
export function saysKept(text: string): boolean {
  const { rest, keep, hold, weak, noun, gone, number, unknown } = said(text, () => false);
  return unknown + gone + number === 0 && (rest + keep > 0 || (hold + weak > 0 && noun > 0));
}
