import { indentOf, isBlank } from "./lines.ts";

/** Turns a search line's indentation into the file's; nothing where the file has no such indentation. */
export type Reindent = (indent: string) => string | undefined;

/** Widths that people indent by; a change of scale is believed between these alone. */
const units = new Set([1, 2, 3, 4, 8]);

/**
 * The one rule by which every indentation of a search became the file's: a shift by a constant prefix, a change between
 * tabs and spaces, another width per level, or a shift with one of these. Nothing if no single rule explains all pairs:
 * then the blocks are nested differently and must not be taken for each other.
 *
 * `pairs`: [search, file] of every line that is not blank. `searchUnit` and `fileUnit`: spaces per level, asked for
 * only where the pairs alone leave it open.
 */
export function uniformReindent(
  pairs: readonly (readonly [string, string])[],
  searchUnit: () => number,
  fileUnit: () => number,
): Reindent | undefined {
  const first = pairs[0];
  if (!first || pairs.every(([search, file]) => search === file)) return (indent) => indent;
  const [search, file] = first;
  if (file.endsWith(search)) {
    const prefix = file.slice(0, file.length - search.length);
    if (pairs.every(([s, f]) => f === prefix + s)) {
      const flush = pairs.every(([s]) => s === "");
      return (indent) => prefix + (flush ? sameKind(indent, prefix, searchUnit, fileUnit) : indent);
    }
  }
  if (search.endsWith(file)) {
    const prefix = search.slice(0, search.length - file.length);
    if (pairs.every(([s, f]) => s === prefix + f))
      return (indent) => (indent.startsWith(prefix) ? indent.slice(prefix.length) : undefined);
  }
  return scaled(pairs, searchUnit, fileUnit);
}

/** Deeper levels of a replacement in the characters that the place is indented with. */
function sameKind(indent: string, prefix: string, searchUnit: () => number, fileUnit: () => number): string {
  if (/^\t+$/.test(prefix) && /^ +$/.test(indent)) {
    const unit = searchUnit();
    return "\t".repeat(Math.floor(indent.length / unit)) + " ".repeat(indent.length % unit);
  }
  if (/^ +$/.test(prefix) && /^\t+$/.test(indent)) return " ".repeat(indent.length * fileUnit());
  return indent;
}

/** file = scale × search + shift, counted in characters, where either side uses one character only. */
function scaled(
  pairs: readonly (readonly [string, string])[],
  searchUnit: () => number,
  fileUnit: () => number,
): Reindent | undefined {
  const from = kindOf(pairs.map(([s]) => s));
  const to = kindOf(pairs.map(([, f]) => f));
  if (from === undefined || to === undefined) return undefined;
  const low = pairs.reduce((a, b) => (b[0].length < a[0].length ? b : a));
  const high = pairs.reduce((a, b) => (b[0].length > a[0].length ? b : a));
  const steps = high[0].length - low[0].length;
  const mixed = from !== "" && to !== "" && from !== to;
  let scale: number;
  if (steps > 0) scale = (high[1].length - low[1].length) / steps;
  else if (!mixed) return undefined;
  else if (from === " ") {
    // One depth alone: the same depth in levels, if it can be; else the search's own unit and a shift.
    const same = low[0].length / low[1].length;
    scale = 1 / (same > 1 && units.has(same) ? same : searchUnit());
  } else scale = low[1].length % low[0].length === 0 ? low[1].length / low[0].length : fileUnit();
  if (scale <= 0) return undefined;
  const shift = low[1].length - scale * low[0].length;
  const whole = Math.round(shift);
  if (Math.abs(shift - whole) > 1e-9) return undefined;
  // A change of width per level alone; with a shift to the left as well it would be a guess.
  if (!mixed && (whole < 0 || !isRatioOfUnits(scale))) return undefined;
  if (mixed && !units.has(Math.round(from === " " ? 1 / scale : scale))) return undefined;
  const width = (indent: string): number | undefined => {
    const exact = scale * indent.length + whole;
    const rounded = Math.round(exact);
    return Math.abs(exact - rounded) > 1e-9 || rounded < 0 ? undefined : rounded;
  };
  if (pairs.some(([s, f]) => width(s) !== f.length)) return undefined;
  const kind = to === "" ? from : to;
  return (indent) => {
    if (indent !== "" && kindOf([indent]) !== (from === "" ? kindOf([indent]) : from)) return undefined;
    const columns = width(indent);
    return columns === undefined ? undefined : kind.repeat(columns);
  };
}

function isRatioOfUnits(scale: number): boolean {
  for (const a of units) for (const b of units) if (Math.abs(scale - a / b) < 1e-9) return true;
  return false;
}

/** The one character all indents are made of, "" if they are all empty, nothing if they are mixed. */
function kindOf(indents: readonly string[]): "" | " " | "\t" | undefined {
  const all = indents.join("");
  if (all === "") return "";
  if (/^ +$/.test(all)) return " ";
  return /^\t+$/.test(all) ? "\t" : undefined;
}

/** Spaces per level in a few lines: the greatest common measure of their indents; 4 if nothing tells. */
export function measureUnit(lines: readonly string[]): number {
  let unit = 0;
  for (const line of lines) {
    const indent = indentOf(line);
    if (isBlank(line) || indent === "" || indent.includes("\t")) continue;
    let [a, b] = [unit, indent.length];
    while (b > 0) [a, b] = [b, a % b];
    unit = a;
  }
  return unit === 1 ? 2 : units.has(unit) ? unit : unit % 4 === 0 && unit > 0 ? 4 : unit % 2 === 0 && unit > 0 ? 2 : 4;
}

/** Spaces per level in a file, judged by its first lines: the most frequent step from one line to a deeper one. */
export function fileIndentUnit(text: string): number {
  const counts = new Map<number, number>();
  let before = 0;
  for (const line of text.slice(0, 100_000).split("\n", 2000)) {
    if (isBlank(line)) continue;
    const indent = indentOf(line);
    if (indent.includes("\t")) continue;
    const step = indent.length - before;
    if (units.has(step) && step > 1) counts.set(step, (counts.get(step) ?? 0) + 1);
    before = indent.length;
  }
  return [...counts].sort((x, y) => y[1] - x[1])[0]?.[0] ?? 4;
}
