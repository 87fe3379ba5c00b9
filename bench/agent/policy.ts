import { decideCommand } from "../../src/agent/approval/index.ts";
import { commandTable, placeOf } from "../../test/support/commandTable.ts";
import { median, type Row, row, spread } from "../row.ts";

/** The time of one verdict on a command line: each harmless line of bash of the tables, under its rules. */
export async function policyRows(): Promise<Row[]> {
  const lines = commandTable("harmless", "bash");
  const decide = ({ allow, command }: (typeof lines)[number]) =>
    decideCommand({ command, shell: "bash", allow, ...placeOf("bash") });
  for (const line of lines) await decide(line);
  const values: number[] = [];
  for (const line of lines) {
    const start = performance.now();
    await decide(line);
    values.push(performance.now() - start);
  }
  return [row("policy.verdict.ms", median(values), "ms", spread(values))];
}
