import { characterEdits } from "../diff/characterEdits.ts";
import { endsLine, indentBefore } from "../text/lines.ts";
import { fold } from "../text/typography.ts";

/**
 * A search that was found by equivalent characters only (`“a”` for `"a"`) says nothing about how the file is typeset: a
 * replacement that was written in the same way keeps what it takes over as the file has it, and writes what is new in the
 * file's own characters.
 */

/** What keyboards have one character for, and the forms that typesetting gives it. */
const classes: readonly { plain: string; typeset: RegExp }[] = [
  { plain: "'", typeset: /[\u2018-\u201b]/g },
  { plain: '"', typeset: /[\u201c-\u201f]/g },
  { plain: "-", typeset: /[\u2010-\u2015\u2212]/g },
  { plain: " ", typeset: /[\u00a0\u2007\u202f]/g },
  { plain: "...", typeset: /\u2026/g },
];

/** Lines compared character by character are no longer than this. */
const longest = 2000;

/** A new line as the file would have it; `searched` and `file` are the line that it rewrites, there and here. */
export type Typeset = (line: string, searched?: string, file?: string) => string;

/** New lines looked for in the file, which may have them elsewhere as they are: they were moved. */
const mostLookedFor = 500;

/**
 * How lines are to be written for those searched ones that the file `doc` has otherwise, namely as `file`; nothing if it
 * has them all as they are.
 */
export function typesetOf(doc: string, searched: readonly string[], file: readonly string[]): Typeset | undefined {
  if (searched.every((line, i) => line.trim() === (file[i] ?? "").trim())) return undefined;
  const plainer = plainerOf(searched.join("\n"), file.join("\n"));
  let left = mostLookedFor;
  return (line, from, there) => {
    const written =
      from === undefined || there === undefined ? plainer(line) : takeOver(line, from.trim(), there.trim(), plainer);
    return written !== line && left-- > 0 && hasLine(doc, line.trim()) ? line : written;
  };
}

/** Whether a text has a line that reads so, among the first places that hold it. */
function hasLine(doc: string, wanted: string): boolean {
  let at = doc.indexOf(wanted);
  for (let tries = 0; at >= 0 && tries < 10; tries++) {
    if (indentBefore(doc, at) !== undefined && endsLine(doc, at + wanted.length)) return true;
    at = doc.indexOf(wanted, at + 1);
  }
  return false;
}

/**
 * Puts plain characters for typeset ones, if the search has typeset ones where the file has plain ones. An apostrophe
 * stays if the file has such, or within single quotes; so do quotes within quotes of their kind.
 */
function plainerOf(searched: string, file: string): Plainer {
  const counts = classes.map(({ plain, typeset }) => {
    const [there, here] = [searched, file].map((text) => text.match(typeset)?.length ?? 0);
    return { plain, typeset, has: (here ?? 0) > 0, fewer: (here ?? 0) < (there ?? 0) };
  });
  if (!counts.some(({ fewer }) => fewer)) return (text) => text;
  return (text, line = text, from = 0) =>
    text.replace(anySign, (sign, at: number) => {
      const { plain = sign, has = true, fewer = false } = counts.find(({ typeset }) => sign.search(typeset) >= 0) ?? {};
      const where = from + at;
      if (has && !fewer) return sign;
      if (isBetweenLetters(line, where) && (has || (plain === "'" && opensQuote.test(line.slice(0, where)))))
        return sign;
      return isNested(line, where) ? sign : plain;
    });
}

/** Writes a piece of a line, which begins at an offset of it; without those it is the line. */
type Plainer = (text: string, line?: string, from?: number) => string;

const anySign = /[\u2010-\u2015\u2018-\u201f\u2026\u2212\u00a0\u2007\u202f]/g;
/** A quote that begins a string, in which an apostrophe would end it. */
const opensQuote = /(?:^|[^\p{L}\p{N}\\])['\u2018-\u201b]/u;

const isBetweenLetters = (line: string, at: number): boolean =>
  /\p{L}/u.test(line.charAt(at - 1)) && /\p{L}/u.test(line.charAt(at + 1));

/** Whether the quote at an offset stands within others of its kind, which it would end if it were plain. */
function isNested(line: string, where: number): boolean {
  const kind = [/[\u2018-\u201b]/, /[\u201c-\u201f]/].find((each) => each.test(line.charAt(where)));
  if (!kind) return false;
  const open: string[] = [];
  let nested = false;
  for (let at = 0; at < line.length; at++) {
    const sign = line.charAt(at);
    if (!kind.test(sign) || isBetweenLetters(line, at)) continue;
    const closes =
      /[\u2019\u201d]/.test(sign) || (/[\u2018\u201c]/.test(sign) && /[\u201a\u201e]/.test(open.at(-1) ?? ""));
    if (at === where) nested = open.length > (closes ? 1 : 0);
    if (closes) open.pop();
    else open.push(sign);
  }
  return nested && open.length === 0;
}

/** A character with its accents. */
const clusters = (text: string): string[] => text.match(/[^]\p{M}*/gu) ?? [];

/**
 * A rewritten line with what it has in common with the search as the file has it. Signs alone between changes are taken
 * for new ones, and a quote is not taken over without the one that closes it.
 */
function takeOver(line: string, searched: string, file: string, plainer: Plainer): string {
  const bare = line.trim();
  const [there, here] = [clusters(searched), clusters(file)];
  if (bare === "" || searched.length + bare.length > longest || there.length !== here.length) return plainer(line);
  if (fold(searched) !== fold(file)) return plainer(line);
  // The index of the cluster that begins at an offset of the search.
  const indexAt = new Map<number, number>([[searched.length, there.length]]);
  there.reduce((offset, cluster, i) => (indexAt.set(offset, i), offset + cluster.length), 0);
  const parts: { text: string; file?: string }[] = [];
  let at = 0;
  for (const { start, end, text } of [
    ...characterEdits(searched, bare),
    { start: searched.length, end: 0, text: "" },
  ]) {
    const [from, to] = [indexAt.get(at), indexAt.get(start)];
    const own = searched.slice(at, start);
    const isKept = at === 0 || start === searched.length || /[\p{L}\p{N}]/u.test(own);
    parts.push(
      isKept && from !== undefined && to !== undefined
        ? { text: own, file: here.slice(from, to).join("") }
        : { text: own },
    );
    parts.push({ text });
    at = end;
  }
  const kept = parts.map((part) => part.file ?? "").join("");
  const isPaired = kept.split("“").length === kept.split("”").length;
  let offset = 0;
  const written = parts.map((part) => {
    const from = offset;
    offset += part.text.length;
    const isTaken = part.file !== undefined && (isPaired || fold(part.file) === part.file);
    return isTaken ? part.file : plainer(part.text, bare, from);
  });
  const start = line.indexOf(bare);
  return line.slice(0, start) + written.join("") + line.slice(start + bare.length);
}
