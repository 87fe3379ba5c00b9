import { addUsage } from "../../model/usage.ts";
import type { Usage } from "../../model/model.ts";
import { dollars } from "./cost.ts";
import type { LedgerLine } from "./ledgerLine.ts";
import { escapedMarkdown } from "../../words/markdown.ts";

/** One model's requests within a day. `unpriced`: requests of unknown cost. */
export type ModelSum = Usage & {
  provider: string;
  model: string;
  requests: number;
  unpriced: number;
  estimated: number;
};

/** A day's requests summed by model, the most expensive first, then by input tokens. */
export function sumByModel(lines: readonly LedgerLine[]): ModelSum[] {
  const sums = new Map<string, ModelSum>();
  for (const line of lines) {
    const { provider, model } = line;
    const key = JSON.stringify([provider, model]);
    const old = sums.get(key) ?? { provider, model, requests: 0, unpriced: 0, estimated: 0 };
    sums.set(key, {
      ...old,
      ...addUsage(old, usageOf(line)),
      requests: old.requests + 1,
      unpriced: old.unpriced + (line.cost === undefined ? 1 : 0),
      estimated: old.estimated + (line.estimate === true ? 1 : 0),
    });
  }
  const rank = (a: ModelSum, b: ModelSum): number =>
    (b.cost ?? 0) - (a.cost ?? 0) || (b.inputTokens ?? 0) - (a.inputTokens ?? 0);
  return [...sums.values()].sort(rank);
}

/** US dollars of all requests with a known cost. */
export const costOf = (lines: readonly LedgerLine[]): number => lines.reduce((sum, { cost = 0 }) => sum + cost, 0);

function usageOf({ input, output, thought, cached, cost, basis }: LedgerLine): Usage {
  return {
    ...(input !== undefined && { inputTokens: input }),
    ...(output !== undefined && { outputTokens: output }),
    ...(thought !== undefined && { thoughtTokens: thought }),
    ...(cached !== undefined && { cachedTokens: cached }),
    ...(cost !== undefined && { cost }),
    ...(basis !== undefined && { costBasis: basis }),
  };
}

const counts = new Intl.NumberFormat("en-US");
const cell = (value: number | undefined): string => (value === undefined ? "" : counts.format(value));
/** A name as text: an image in it would tell its server that the page was opened. */
const plain = (text: string): string => escapedMarkdown(text.replaceAll(/\s+/g, " ").slice(0, MOST_NAME));
/** Characters of a model's or provider's name. */
const MOST_NAME = 200;

/** A Markdown table per day, the latest first, followed by an explanation of the numbers. */
export function usageReport(days: readonly { day: string; lines: readonly LedgerLine[]; lost: number }[]): string {
  const title = "# Gemma Code: usage\n";
  if (days.length === 0) return `${title}\nNothing has been asked yet.\n`;
  return `${title}\n${days.map(dayTable).join("\n")}\n${notes}`;
}

function dayTable({ day, lines, lost }: { day: string; lines: readonly LedgerLine[]; lost: number }): string {
  const sums = sumByModel(lines);
  const rows = sums.map((sum) =>
    [
      plain(sum.model),
      plain(sum.provider),
      cell(sum.requests) + (sum.estimated > 0 ? ` (${cell(sum.estimated)} broken off)` : ""),
      cell(sum.inputTokens),
      cell(sum.cachedTokens),
      cell(sum.outputTokens),
      cell(sum.thoughtTokens),
      costWords(sum),
    ].join(" | "),
  );
  const unreadable = lost === 0 ? "" : `\n${lost} lines of this day cannot be read and are left out.\n`;
  return [
    `## ${day}: ${dollars(costOf(lines))}`,
    "",
    "| Model | Provider | Requests | Read | of these cached | Written | of these thought | Cost |",
    "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ...rows.map((row) => `| ${row} |`),
    unreadable,
  ].join("\n");
}

function costWords({ cost, costBasis, unpriced, requests }: ModelSum): string {
  if (unpriced === requests || cost === undefined) return "unknown";
  const some = unpriced > 0 ? ` + ${cell(unpriced)} unknown` : "";
  if (cost === 0) return (costBasis === "local" ? "local" : "free") + some;
  return `${costBasis === "prices" ? "≈ " : ""}${dollars(cost)}${some}`;
}

const notes = `Tokens as the servers count them. A cost with ≈ is the tokens times the provider's list prices, any other its own
bill. Requests that were broken off before the server counted are estimated. The numbers are kept on this machine, a file for each
day, without anything that was asked or answered.
`;
