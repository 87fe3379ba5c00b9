import type { ErrorBody } from "./errorBody.ts";
import { sentenceWith, withoutFields } from "./near.ts";

/** The memory a model needs and the memory available, in the server's words ("9.4 GiB"). */
export type MemoryNeed = { wanted?: string; free?: string };

const words =
  /out of memory|not enough (?:\w+ ){0,3}(?:memory|ram|vram)|insufficient (?:\w+ ){0,2}(?:memory|resources|vram|ram)|requires? [^!?\n]{0,60}memory|(?:cannot|unable to|failed to|could not|can't) allocate(?! (?:a )?slot)|cudaMalloc failed|ErrorOutOf(?:Device|Host)Memory|OutOfMemory|std::bad_alloc|not enough resources|exceeds? (?:the )?(?:available|total) (?:\w+ )?memory|memory (?:is )?(?:exhausted|insufficient)|signal: killed|enough available memory|no available memory/i;
/** Words for memory, and words for a lack of it. */
const noun = /\b(?:memory|v?ram)\b(?! slot)/i;
const want =
  /not enough|insufficient|too (?:low|little|small|large|big)|\b(?:out|short) of\b|(?:not|n['’]t) fit|\bexceed(?:s|ed|ing)?\b|\bneeds?\b|\brequires?\b|\bless than\b|\blacks?\b/i;
const amount = String.raw`(\d+(?:\.\d+)?\s*(?:[KMGT]i?B|bytes))`;
const wanted = new RegExp(String.raw`(?:requires?|needs?|wants?|allocate|requested)\b[^\d]{0,60}${amount}`, "i");
const free = [
  new RegExp(String.raw`${amount}\s*(?:is|are)?\s*(?:free|available)\b`, "i"),
  new RegExp(String.raw`\b(?:available|free)\b[^\d]{0,20}${amount}`, "i"),
];

/** Whether an error says that the model doesn't fit into the server's memory, and the amounts if stated. */
export function memoryIn({ message = "", names }: ErrorBody): MemoryNeed | undefined {
  const isWant = words.test(message) || sentenceWith(withoutFields(message), noun, want) !== undefined;
  if (!isWant && !names.includes("insufficient_memory")) return undefined;
  const need = wanted.exec(message)?.[1];
  const left = free.flatMap((pattern) => pattern.exec(message)?.[1] ?? [])[0];
  return { ...(need !== undefined && { wanted: need }), ...(left !== undefined && left !== need && { free: left }) };
}
