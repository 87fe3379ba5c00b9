import { writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { say } from "../scripts/lib/run.mjs";
import { verdict } from "./goals.ts";
import type { Row } from "./row.ts";
import { tableOf } from "./table.ts";

/** Rows that are measured together; `prefixes` are the beginnings of their names. */
type Group = { prefixes: readonly string[]; measure: () => Promise<Row[]> };

const groups: readonly Group[] = [
  { prefixes: ["bundle"], measure: async () => (await import("./size/bundle.ts")).bundleRows() },
  { prefixes: ["vsix"], measure: async () => (await import("./size/vsix.ts")).vsixRows() },
  { prefixes: ["activation", "memory"], measure: async () => (await import("./start.ts")).startRows() },
  { prefixes: ["prompt", "requests", "ask"], measure: async () => (await import("./chat/ask.ts")).askRows() },
  { prefixes: ["tool", "loop"], measure: async () => (await import("./chat/toolLoop.ts")).toolLoopRows() },
  { prefixes: ["agent"], measure: async () => (await import("./agent/fallible.ts")).fallibleRows() },
  { prefixes: ["policy"], measure: async () => (await import("./agent/policy.ts")).policyRows() },
  { prefixes: ["command"], measure: async () => (await import("./agent/command.ts")).commandRows() },
  { prefixes: ["panel.open"], measure: async () => (await import("./chat/openChat.ts")).openChatRows() },
  { prefixes: ["stream", "panel.costRatio"], measure: async () => (await import("./chat/stream.ts")).streamRows() },
  { prefixes: ["inline.large"], measure: async () => (await import("./edit/inlineLarge.ts")).inlineLargeRows() },
  { prefixes: ["inline"], measure: async () => (await import("./edit/inline.ts")).inlineRows() },
  { prefixes: ["checkpoint", "store"], measure: async () => (await import("./store/keeping.ts")).keepingRows() },
  { prefixes: ["edit"], measure: async () => (await import("./edit/edit.ts")).editRows() },
];

/** The groups that match a word by row prefix or name; all without words. */
const chosen = (words: readonly string[]): Group[] =>
  groups.filter(
    ({ prefixes }) =>
      words.length === 0 || words.some((word) => prefixes.some((one) => one.startsWith(word) || word.startsWith(one))),
  );

const rows: Row[] = [];
const failures: string[] = [];
const load = () =>
  loadavg()
    .map((each) => each.toFixed(1))
    .join(" ");
const loadBefore = load();
for (const group of chosen(process.argv.slice(2))) {
  say(`Measuring ${group.prefixes.join(", ")}…`);
  try {
    rows.push(...(await group.measure()));
  } catch (error) {
    failures.push(`${group.prefixes.join(", ")}: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
  }
}
writeFileSync(fileURLToPath(new URL("results.json", import.meta.url)), `${JSON.stringify(rows, null, 2)}\n`);
const values = new Map(rows.map(({ name, value }) => [name, value]));
const over = rows.filter(({ name, value }) => verdict(name, value, values.get(`floor.${name}`)) === "OVER");
process.stdout.write(`${tableOf(rows)}\n`);
process.stdout.write(
  `Load average before: ${loadBefore}, after: ${load()}. ${over.length} of ${rows.length} rows over.\n`,
);
for (const failure of failures) process.stdout.write(`Not measured: ${failure}\n`);
process.exitCode = failures.length > 0 ? 1 : 0;
