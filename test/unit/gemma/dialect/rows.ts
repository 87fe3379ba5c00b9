import assert from "node:assert/strict";
import type { DialectEvent, DialectFormat } from "../../../../src/gemma/index.ts";
import type { JsonObject, ToolSpec } from "../../../../src/model/message.ts";
import { cut, read, tools } from "../../../fuzz/gemma/gemmaCases.ts";
import { agentTools } from "../../../fuzz/gemma/gemmaTools.ts";

/** A Gemma string. */
export const q = (text: string): string => `<|"|>${text}<|"|>`;
/** A Gemma 4 call around its body. */
export const native = (call: string): string => `<|tool_call>call:${call}<tool_call|>`;

export const text = (delta: string): DialectEvent => ({ type: "text", delta });
export const thought = (delta: string): DialectEvent => ({ type: "thought", delta });
export const call = (name: string, given: JsonObject = {}): DialectEvent => ({
  type: "tool-call",
  name,
  arguments: given,
});
/** A call that was cut or cannot be read; its raw text is not compared. */
export const broken = (name?: string): DialectEvent => ({
  type: "incomplete-call",
  ...(name !== undefined && { name }),
  raw: "",
});

/** What it shows, the answer, and the events it must give. */
export type Row = readonly [name: string, answer: string, ...events: DialectEvent[]];

type RowOptions = {
  format?: DialectFormat;
  formats?: readonly DialectFormat[];
  thinking?: boolean;
  tools?: readonly ToolSpec[];
};

/** Every answer that a table checked, with its tools: what the dialect makes of them is written down too. */
export const tableRows: { answer: string; tools: readonly ToolSpec[] }[] = [];
const note = (rows: readonly Row[], known: readonly ToolSpec[]): void => {
  for (const [, answer] of rows) tableRows.push({ answer, tools: known });
};

const withoutRaw = (events: readonly DialectEvent[]): DialectEvent[] =>
  events.map((event) => (event.type === "incomplete-call" ? { ...event, raw: "" } : event));

/**
 * One test per row: the answer gives the events whole and in single characters, and in the first format cut in two at
 * every place.
 */
export function checkEveryCut(rows: readonly Row[], options: RowOptions = {}): void {
  const known = options.tools ?? agentTools;
  note(rows, known);
  const thinking = options.thinking ?? true;
  for (const [index, format] of (options.formats ?? (["auto", "gemma4"] as const)).entries()) {
    for (const [name, answer, ...events] of rows) {
      it(`${name} [${format}]`, () => {
        const halves = index === 0 ? Array.from(answer, (_, at) => [answer.slice(0, at), answer.slice(at)]) : [];
        for (const pieces of [[answer], ...halves, cut(answer, [1])]) {
          assert.deepEqual(withoutRaw(read(pieces, { format, thinking, tools: known })), events);
        }
      });
    }
  }
}

/** One test per row: the answer whole, in single characters and in odd pieces gives the events. */
export function check(rows: readonly Row[], options: RowOptions = {}): void {
  const known = options.tools ?? tools;
  note(rows, known);
  for (const format of options.formats ?? [options.format ?? "auto"]) {
    for (const [name, answer, ...events] of rows) {
      it(`${name} [${format}]`, () => {
        const thinking = options.thinking ?? true;
        for (const pieces of [[answer], cut(answer, [1]), cut(answer, [3, 7, 2])]) {
          assert.deepEqual(withoutRaw(read(pieces, { format, thinking, tools: known })), events);
        }
      });
    }
  }
}
