import { isBlank, splitLines, trimRight } from "../text/lines.ts";
import { trimmedRows, type Hunk, type Row } from "./patchTypes.ts";
import { eachRunLike } from "../locate/walk.ts";

/**
 * One way to read a hunk: the text it replaces, the new text, which new lines are old ones, and how many lines of context
 * lead to the first change. `atEnd`: believed only where it ends with the file; `asIs`: only in the file's own indentation;
 * `early`: tried before all others, which are tried if it has no place; `several`: one of some that each have one.
 */
export type Reading = {
  before: string;
  after: string;
  kept: number[];
  lead: number;
  atEnd?: boolean;
  asIs?: boolean;
  early?: boolean;
  several?: boolean;
};

/**
 * The ways a hunk may be meant, most literal first: as it stands; without empty lines at its ends and without claims
 * about the end of the file; with its last empty line as the emptiness after the file's last line break; without what
 * follows the rows it announced; and with context lines whose leading space was left out.
 */
export function* readings(doc: string, hunk: Hunk): Generator<Reading> {
  const rows = trimmedRows(hunk.rows);
  const all = plainReadings(doc, hunk, rows);
  if (rows.some(mayLackMark)) {
    // Lines that are the file's own, marked or not, count for more than marked ones in another indentation.
    for (const reading of all.slice(0, 2)) yield { ...reading, asIs: true, early: true };
    const [found, another] = withoutMarks(doc, rows);
    if (found) yield { ...unclaimed(found), asIs: true, early: true, ...(another && { several: true }) };
  }
  yield* all;
}

function plainReadings(doc: string, hunk: Hunk, rows: readonly Row[]): Reading[] {
  const plain = { ...hunk, rows: hunk.rows };
  if (hunk.oldUnended && doc.endsWith("\n")) plain.oldUnended = plain.newUnended = false;
  const all = [readingOf(plain), unclaimed(rows)];
  const last = rows.at(-1);
  if (last?.mark === " " && isBlank(last.text) && doc.endsWith("\n"))
    all.push({ ...unclaimed(rows.slice(0, -1)), atEnd: true });
  const announced = hunk.announced ?? hunk.rows.length;
  // What looks like removed lines there may be a list in prose.
  if (hunk.rows.slice(announced).every(({ mark, text, bare }) => bare || (mark === "-" && /^ \S/.test(text))))
    all.push(unclaimed(hunk.rows.slice(0, announced)));
  if (saysWords(doc, hunk)) all.push(unclaimed(trimmedRows(hunk.rows.slice(hunk.words))));
  // Some context has no mark at all; then that which seems to have one may be text that begins with a space.
  const unmarked = rows.map((row) => (row.mark === " " && !row.bare ? { ...row, text: ` ${row.text}` } : row));
  all.push({ ...unclaimed(unmarked), asIs: !hunk.rows.some((row) => row.bare && row.text !== "") });
  return all.filter(
    (reading, i) => all.findIndex((a) => a.before === reading.before && a.after === reading.after) === i,
  );
}

/** Whether what seems to be the mark of a line of context may be the first space of its indentation. */
const mayLackMark = ({ mark, bare, text }: Row): boolean => mark === " " && !bare && /^\s+\S/.test(text);

/** Comparisons of lines before the search for context without marks gives up. */
const maxWork = 2_000_000;

/**
 * The rows with each line of context as the file has it, its mark being one or the first space of its indentation: one for
 * each such way that has a place.
 */
function withoutMarks(doc: string, rows: readonly Row[]): Row[][] {
  const old = rows.flatMap((row) =>
    row.mark === "+"
      ? []
      : [{ own: trimRight(row.text), bare: mayLackMark(row) ? ` ${trimRight(row.text)}` : undefined }],
  );
  const found = new Map<string, boolean[]>();
  const matches = (i: number, from: number, to: number): boolean => {
    const text = trimRight(doc.slice(from, to));
    return text === old[i]?.own || text === old[i]?.bare;
  };
  const texts = old.map(({ own }) => own.trim());
  const complete = eachRunLike(doc, texts, { left: maxWork }, matches, (lineAt) => {
    const lost = old.map(({ own }, i) => trimRight(lineAt(i)) !== own);
    if (lost.includes(true)) found.set(lost.join(), lost);
  });
  if (!complete) return [];
  return [...found.values()].map((lost) => {
    let k = 0;
    return rows.map((row) => (row.mark !== "+" && lost[k++] === true ? { ...row, text: ` ${row.text}` } : row));
  });
}

/** Whether what may be words about the hunk is nothing that the file holds. */
function saysWords(doc: string, { words = 0, rows }: Hunk): boolean {
  if (words === 0) return false;
  const said = new Set(rows.slice(0, words).flatMap(({ text }) => (isBlank(text) ? [] : [text.trim()])));
  return !splitLines(doc).lines.some((line) => said.has(line.trim()));
}

const unclaimed = (rows: readonly Row[]): Reading => readingOf({ rows, oldUnended: false, newUnended: false });

type Claims = Pick<Hunk, "oldUnended" | "newUnended"> & { rows: readonly Row[] };

function readingOf({ rows, oldUnended, newUnended }: Claims): Reading {
  const before = rows.filter(({ mark }) => mark !== "+").map(({ text }) => text);
  const after = rows.filter(({ mark }) => mark !== "-").map(({ text }) => text);
  const kept: number[] = [];
  let old = 0;
  for (const { mark } of rows) {
    if (mark !== "-") kept.push(mark === " " ? old : -1);
    if (mark !== "+") old++;
  }
  if (!oldUnended && !newUnended) kept.push(old);
  const text = (lines: string[], unended: boolean): string =>
    lines.length === 0 ? "" : lines.join("\n") + (unended ? "" : "\n");
  const lead = rows.findIndex(({ mark }) => mark !== " ");
  return { before: text(before, oldUnended), after: text(after, newUnended), kept, lead };
}
