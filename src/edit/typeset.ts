import { characterEdits } from "./characterEdits.ts";
import { endsLine, indentBefore } from "./lines.ts";
import { fold } from "./typography.ts";

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
 * stays if the file has such.
 */
function plainerOf(searched: string, file: string): (text: string) => string {
  const counts = classes.map(({ plain, typeset }) => {
    const [there, here] = [searched, file].map((text) => text.match(typeset)?.length ?? 0);
    return { plain, typeset, has: (here ?? 0) > 0, fewer: (here ?? 0) < (there ?? 0) };
  });
  if (!counts.some(({ fewer }) => fewer)) return (text) => text;
  const put = (text: string): string =>
    counts.reduce((all, { plain, typeset, has, fewer }) => {
      if (has && !fewer) return all;
      return all.replace(typeset, (sign, at: number) =>
        has && /\p{L}/u.test(all.charAt(at - 1)) && /\p{L}/u.test(all.charAt(at + 1)) ? sign : plain,
      );
    }, text);
  return put;
}

/** A character with its accents. */
const clusters = (text: string): string[] => text.match(/[^]\p{M}*/gu) ?? [];

/**
 * A rewritten line with what it has in common with the search as the file has it. Signs alone between changes are taken
 * for new ones, and a quote is not taken over without the one that closes it.
 */
function takeOver(line: string, searched: string, file: string, plainer: (text: string) => string): string {
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
  const written = parts.map((part) => {
    if (part.file === undefined) return plainer(part.text);
    return isPaired || fold(part.file) === part.file ? part.file : plainer(part.text);
  });
  const start = line.indexOf(bare);
  return line.slice(0, start) + written.join("") + line.slice(start + bare.length);
}
