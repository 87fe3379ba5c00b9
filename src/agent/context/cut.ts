import type { JsonObject } from "../../model/message.ts";
import type { Cut } from "../transcript/turnEvent.ts";

/** Smallest saving worth changing the prompt for, in characters. */
const leastSaved = 200;

/** A shortened text: its first part, then a hint how to read on. */
export const cutText = (text: string, { kept, word }: Pick<Cut, "kept" | "word">): string =>
  kept >= text.length ? text : `${text.slice(0, kept)}\n${word}`;

/** Shortened arguments: no text among them exceeds `kept` characters. */
export function cutArguments(given: JsonObject, kept: number): JsonObject {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, shortValue(value, kept)]));
}

function shortValue(value: unknown, kept: number): unknown {
  if (typeof value === "string") {
    const left = value.length - kept;
    return left < leastSaved ? value : `${wholeCharacters(value, kept)}… (${left} characters left out)`;
  }
  if (Array.isArray(value)) return value.map((each) => shortValue(each, kept));
  return typeof value === "object" && value !== null ? cutArguments({ ...value }, kept) : value;
}

/** How much of a text to keep, in characters and whole lines; undefined if a cut saves too little. */
export function cutPoint(text: string, most: number): { kept: number; lines: number } | undefined {
  if (text.length - most < leastSaved) return undefined;
  const end = text.lastIndexOf("\n", most);
  // A very long line is cut inside the line.
  const kept = end > most / 2 ? end : wholeCharacters(text, most).length;
  return { kept, lines: end > most / 2 ? text.slice(0, kept).split("\n").length : 0 };
}

/** The first `most` characters of a text; never splits a surrogate pair. */
function wholeCharacters(text: string, most: number): string {
  const last = text.charCodeAt(most - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? most - 1 : most);
}

/** Divides room among texts: short ones get all they need, long ones equal parts. All in characters. */
export function shares(lengths: readonly number[], room: number): number[] {
  let left = Math.max(0, room);
  const most = lengths.map(() => 0);
  const byLength = lengths.map((length, at) => ({ length, at })).sort((a, b) => a.length - b.length);
  for (const [done, { length, at }] of byLength.entries()) {
    const share = Math.min(length, Math.floor(left / (lengths.length - done)));
    most[at] = share;
    left -= share;
  }
  return most;
}
