import { parseBounded } from "../../model/boundedJson.ts";
import * as v from "valibot";
import type { Usage } from "../../model/model.ts";

const count = v.pipe(v.number(), v.minValue(0));
const optional = v.exactOptional;

const lineSchema = v.object({
  /** Milliseconds since the epoch. */
  at: v.number(),
  provider: v.string(),
  model: v.string(),
  input: optional(count),
  output: optional(count),
  thought: optional(count),
  cached: optional(count),
  /** US dollars; absent if unknown. */
  cost: optional(count),
  basis: optional(v.picklist(["reported", "prices", "local"])),
  /** The answer was interrupted before the server counted. */
  estimate: optional(v.literal(true)),
});
/** One request in the ledger: the model and numbers, never any text of it. */
export type LedgerLine = v.InferOutput<typeof lineSchema>;

/** A line from a wire's usage; drops the server's own fields and negative numbers. */
export function lineOf(
  who: { provider: string; model: string },
  usage: Usage,
  at: number,
  isEstimate: boolean,
): LedgerLine {
  const { inputTokens: input, outputTokens: output, thoughtTokens: thought, cachedTokens: cached, cost } = usage;
  const numbers = Object.entries({ input, output, thought, cached, cost }).filter(
    ([, value]) => value !== undefined && Number.isFinite(value) && value >= 0,
  );
  return {
    at,
    ...who,
    ...Object.fromEntries(numbers),
    ...(usage.costBasis !== undefined && { basis: usage.costBasis }),
    ...(isEstimate && { estimate: true }),
  };
}

/** The line as appended. It starts with a line break, so a line torn by another writer loses only itself. */
export const written = (line: LedgerLine): string => `\n${JSON.stringify(line)}\n`;

/** Parses a day's file; `lost` counts unreadable lines. */
export function parseLedger(text: string): { lines: LedgerLine[]; lost: number } {
  const lines: LedgerLine[] = [];
  let lost = 0;
  for (const each of text.split("\n")) {
    if (each.trim() === "") continue;
    const parsed = v.safeParse(lineSchema, jsonOf(each));
    if (parsed.success) lines.push(parsed.output);
    else lost += 1;
  }
  return { lines, lost };
}

function jsonOf(line: string): unknown {
  try {
    return parseBounded(line);
  } catch {
    return undefined;
  }
}

/** The local calendar day of a time, as "2026-11-21". */
export function dayOf(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
