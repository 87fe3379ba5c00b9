import { goals, verdict } from "./goals.ts";
import type { Row } from "./row.ts";

const headings = ["row", "value", "unit", "goal", "", "× floor here", "rival", "floor"];

/** All rows as a text table, followed by notes. */
export function tableOf(rows: readonly Row[]): string {
  const values = new Map(rows.map(({ name, value }) => [name, value]));
  const cells = [headings, ...rows.map((each) => cellsOf(each, values.get(`floor.${each.name}`)))];
  const widths = headings.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  const lines = cells.map((line) =>
    line
      .map((cell, at) => padded(cell, widths[at] ?? 0, at))
      .join("  ")
      .trimEnd(),
  );
  lines.splice(1, 0, widths.map((width) => "-".repeat(width)).join("  "));
  const notes = rows.filter(({ note }) => note !== undefined).map(({ name, note }) => `  ${name}: ${note}`);
  const foot =
    "Rival and floor were measured on another run; × floor here is against the row floor.* of this one, which met the same load. " +
    "ok ×: over the goal on this machine, within its multiple of the floor.";
  return [...lines, "", ...notes, "", foot].join("\n");
}

function cellsOf({ name, value, unit }: Row, floorHere: number | undefined): string[] {
  const { most, least, rival = "", floor = "" } = goals[name] ?? {};
  const goal = most !== undefined ? `≤ ${grouped(most)}` : least !== undefined ? `≥ ${grouped(least)}` : "";
  const times = floorHere ? (value / floorHere).toFixed(2) : "";
  return [name, grouped(value), unit, goal, verdict(name, value, floorHere) ?? "", times, rival, floor];
}

/** Right-aligns numbers. */
const padded = (cell: string, width: number, column: number): string =>
  column === 1 || column === 3 || column === 5 ? cell.padStart(width) : cell.padEnd(width);

const grouped = (value: number): string => value.toLocaleString("en-US", { maximumFractionDigits: 3 });
