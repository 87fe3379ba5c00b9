import { createHash } from "node:crypto";
import type { DialectEvent, DialectFormat } from "../../../src/gemma/index.ts";
import { cut, formats, read } from "../../fuzz/gemma/gemmaCases.ts";
import type { TableAnswer } from "./tableAnswers.ts";

/*
 * The golden file of the dialect: what it makes of every table's answer in every format, with thinking and without. A
 * line for each answer, and below some of them the events themselves, for readers.
 *
 *     <hash of the answer and its tools> <hash of its events> <the answer's beginning>
 */

/** Every 48th answer is written in full. */
const shown = 48;

/**
 * The pieces in which an answer is read besides whole; the result must not differ. Single characters take long, so only
 * in one format.
 */
const lengthsIn = (format: DialectFormat): readonly (readonly number[])[] =>
  format === "auto" ? [[1], [4, 1, 7]] : [[4, 1, 7]];

const hash = (value: unknown): string =>
  createHash("sha256").update(JSON.stringify(value)).digest("base64url").slice(0, 12);

type Reading = { format: string; thinking: boolean; events: DialectEvent[] };

/** @throws Error if cutting an answer changes the result */
function readings({ answer, tools }: TableAnswer): Reading[] {
  return formats.flatMap((format) =>
    [true, false].map((thinking) => {
      const options = { format, thinking, tools };
      const events = read([answer], options);
      for (const each of lengthsIn(format)) {
        if (hash(read(cut(answer, each), options)) !== hash(events))
          throw new Error(`Cut by ${each.join(", ")} it differs [${format}]: ${answer}`);
      }
      return { format, thinking, events };
    }),
  );
}

/** The golden file's text for these answers. */
export function dialectGolden(answers: readonly TableAnswer[]): string {
  return answers
    .flatMap((each, index) => {
      const read = readings(each);
      const line = `${hash(each)} ${hash(read)} ${JSON.stringify(each.answer.slice(0, 40))}`;
      return index % shown === 0 ? [line, ...example(each, read)] : [line];
    })
    .map((line) => `${line}\n`)
    .join("");
}

/** The whole answer and its events; identical readings are grouped. */
function example({ answer }: TableAnswer, read: readonly Reading[]): string[] {
  const groups = new Map<string, string[]>();
  for (const { format, thinking, events } of read) {
    const key = JSON.stringify(events);
    groups.set(key, [...(groups.get(key) ?? []), thinking ? format : `${format}, no thinking`]);
  }
  const told = [...groups].map(([events, names]) => {
    const who = names.length === read.length ? "all" : names.join("; ");
    return `    ${events} ← ${who}`;
  });
  return [`  ${JSON.stringify(answer)}`, ...told];
}
