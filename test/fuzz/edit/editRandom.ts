/** Random documents and drifts for the edit engine's properties; every case follows from one number. */

export type Random = { int(below: number): number; chance(percent: number): boolean; pick<T>(items: readonly T[]): T };

/** mulberry32: small, fast, good enough to choose cases. */
export function random(seed: number): Random {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const int = (below: number): number => Math.floor(next() * below);
  return {
    int,
    chance: (percent) => next() * 100 < percent,
    pick: <T>(items: readonly T[]): T => {
      const item = items[int(items.length)];
      if (item === undefined) throw new Error("nothing to pick from");
      return item;
    },
  };
}

/** A line of a document: what stands before, in and after it. */
export type Line = { indent: string; text: string; trail: string; eol: string };
export type Doc = { lines: Line[]; bom: boolean; ended: boolean; unit: string };

const words = "alpha beta gamma delta count value item total index user name path line text result".split(" ");
const closers = ["}", "});", ")", "end", "]", "else:", "return", "pass"];
const typographic = [
  "don’t stop",
  "“quoted”",
  "a – b",
  "c — d",
  "non\u00a0break",
  "café",
  "cafe\u0301 x",
  "naïve",
  "日本 語",
];

function lineText(r: Random): string {
  if (r.chance(18)) return r.pick(closers);
  const a = r.pick(words);
  const b = r.pick(words);
  const n = r.int(40);
  switch (r.int(9)) {
    case 0:
      return `const ${a}${n} = ${b}(${r.int(9)});`;
    case 1:
      return `if (${a} > ${n}) {`;
    case 2:
      return `${a}.${b}("${r.pick(words)} ${n}");`;
    case 3:
      return `// ${a} ${r.pick(typographic)} ${n}`;
    case 4:
      return `def ${a}_${b}(self, x=${n}):`;
    case 5:
      return `print('${r.pick(typographic)}', ${n})`;
    case 6:
      return `<li class="${a}">${b}  ${n}</li>`;
    case 7:
      return `${a}: ${n},`;
    default:
      return `return ${a} - ${b};`;
  }
}

/** A document of `size` lines in one of the shapes that files have. */
export function document(r: Random, size: number): Doc {
  const unit = r.pick(["    ", "  ", "\t"]);
  const eols = r.pick([["\n"], ["\n"], ["\r\n"], ["\n", "\r\n"]]);
  const trailing = r.chance(30);
  let depth = 0;
  const lines: Line[] = [];
  for (let i = 0; i < size; i++) {
    depth = Math.max(0, Math.min(4, depth + r.int(3) - 1));
    const blank = r.chance(10);
    lines.push({
      indent: blank ? "" : unit.repeat(depth),
      text: blank ? "" : lineText(r),
      trail: trailing && r.chance(30) ? r.pick([" ", "  ", "\t"]) : "",
      eol: r.pick(eols),
    });
  }
  const ended = r.chance(80) || lines.at(-1)?.text === "";
  // A text without any line break says nothing about line breaks.
  if (size === 1 && !ended) for (const line of lines) line.eol = "\n";
  return { lines, bom: r.chance(10), ended, unit };
}

/** The document with a few stretches of lines taken out, put in, changed and moved. */
export function revised(r: Random, doc: Doc): Doc {
  const lines = [...doc.lines];
  for (let n = 1 + r.int(4); n > 0; n--) {
    const at = r.int(lines.length + 1);
    const fresh = document(r, 1 + r.int(4)).lines.map((line) => ({ ...line, eol: doc.lines[0]?.eol ?? "\n" }));
    const some = r.int(4);
    switch (r.int(4)) {
      case 0:
        lines.splice(at, 0, ...fresh);
        break;
      case 1:
        lines.splice(at, some);
        break;
      case 2:
        lines.splice(at, some, ...fresh);
        break;
      default:
        lines.splice(r.int(lines.length + 1), 0, ...lines.splice(at, some));
    }
  }
  return { ...doc, lines };
}

export const print = ({ lines, bom, ended }: Doc): string =>
  (bom ? "\ufeff" : "") +
  lines.map((l, i) => l.indent + l.text + l.trail + (i < lines.length - 1 || ended ? l.eol : "")).join("");

/** The one form of all typographic equivalents, made independently of the engine, from the same list of the issue. */
export function plainTypography(text: string): string {
  return text
    .normalize("NFD")
    .replace(/[\u2018\u2019\u201a\u201b]/g, "'")
    .replace(/[\u201c\u201d\u201e\u201f]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/[\u00a0\u2007\u202f]/g, " ");
}

/** What the loosest rung compares: no indentation, no white space at the end, one typography. */
export const essence = (line: string): string => plainTypography(line).replace(/^[ \t]+|[ \t]+$/g, "");

/** A typographic variant of a text that means the same. */
export function retypeset(r: Random, text: string): string {
  const plain = text
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[–—]/g, "-")
    .replace(/\u00a0/g, " ");
  return r.pick([
    plain,
    text.normalize("NFC"),
    text.normalize("NFD"),
    plain.normalize("NFC"),
    plain.replace(/'/g, "’"),
  ]);
}

/** How many runs of lines have the essence of `wanted`: the number of places on the loosest rung, or more. */
export function looseMatches(fileLines: readonly string[], wanted: readonly string[]): number {
  const file = fileLines.map(essence);
  const search = wanted.map(essence);
  let count = 0;
  for (let i = 0; i + search.length <= file.length; i++) if (search.every((line, j) => file[i + j] === line)) count++;
  return count;
}
