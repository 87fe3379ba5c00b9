import { misspelled } from "./tasks.ts";
import type { Random } from "./random.ts";

/** How often the stand-in makes each mistake, from 0 to 1. */
export type Rates = {
  /** Corrects a misspelled word whenever it quotes it, so that the same quotation fails again and again. */
  corrects: number;
  /** Changes a word of one quotation. */
  drifts: number;
  wrongPath: number;
  /** Changes a file that it has not read, from what it thinks is in it. */
  forgetsReading: number;
  /** Quotes what stood in the file before its own last change. */
  quotesOld: number;
  repeatsCall: number;
  cutsCall: number;
  /** Says what it will do instead of doing it. */
  talks: number;
};

/** Rates as seen with small models: the main fault is the quotation. */
export const smallModel: Rates = {
  corrects: 1,
  drifts: 0.25,
  wrongPath: 0.12,
  forgetsReading: 0.15,
  quotesOld: 0.15,
  repeatsCall: 0.08,
  cutsCall: 0.08,
  talks: 0.06,
};

export const noMistakes: Rates = {
  corrects: 0,
  drifts: 0,
  wrongPath: 0,
  forgetsReading: 0,
  quotesOld: 0,
  repeatsCall: 0,
  cutsCall: 0,
  talks: 0,
};

/** A line as the stand-in writes it when it means to copy it. */
export function quoted(line: string, rates: Rates, random: Random): string {
  const right = misspelled.reduce((text, [wrong, now]) => text.replaceAll(wrong, now), line);
  const copied = right !== line && rates.corrects === 1 ? right : line;
  if (random() >= rates.drifts) return copied;
  const words = copied.match(/[A-Za-z_]{4,}/g) ?? [];
  const word = words[Math.floor(random() * words.length)];
  return word === undefined ? copied : copied.replace(word, drifted(word));
}

/** Another word that a model may take for this one. */
const drifted = (word: string): string =>
  word.includes("_") ? word.replaceAll("_", "") : /[A-Z]/.test(word.slice(1)) ? word.toLowerCase() : `${word}s`;

/** A path as the stand-in remembers it wrongly. */
export const misremembered = (path: string): string =>
  path.includes("/") ? path.slice(path.indexOf("/") + 1) : `src/${path}`;
