/** A reviewer's remark on a line of a file; `line` counts from 1. */
export type Remark = { path: string; line: number; text: string };
/** `rest`: what belongs to no line, such as a verdict. */
export type Opinion = { remarks: Remark[]; rest: string };

/** The most remarks that are shown, and the most characters of one. */
const MOST_REMARKS = 50;
const MOST_TEXT = 2_000;
/** A line longer than this is read as prose. */
const MOST_LINE = 5_000;

/**
 * Reads a review. A line that names one of the files and a line of it begins a remark. The lines after it belong to it
 * until an empty line or the next remark. Everything else is `rest`. Models vary the form: bullets, numbers, bold,
 * backticks, `L12`, `line 12`, ranges (the first line counts).
 * @param paths the files that were shown
 */
export function readRemarks(answer: string, paths: readonly string[]): Opinion {
  const remarks: Remark[] = [];
  const rest: string[] = [];
  let current: Remark | undefined;
  for (const line of answer.replace(/\r\n?/g, "\n").split("\n")) {
    const begun = line.length <= MOST_LINE ? remarkOf(line, paths) : undefined;
    if (begun && remarks.length < MOST_REMARKS) {
      remarks.push((current = begun));
    } else if (line.trim() === "") {
      current = undefined;
      rest.push("");
    } else if (current) {
      current.text = `${current.text}\n${line.trim()}`.trim();
    } else {
      rest.push(line);
    }
  }
  return {
    remarks: remarks.filter(({ text }) => text !== "").map((each) => ({ ...each, text: cut(each.text) })),
    rest: rest
      .join("\n")
      .replace(/\n{3,}/g, "\n\n")
      .trim(),
  };
}

/** Whether a review says that nothing is wrong. */
export const isContent = ({ remarks, rest }: Opinion): boolean =>
  remarks.length === 0 && /^[\s*_`"'.>-]*no remarks\b[\s*_`"'.!]*$/i.test(rest);

/** What may stand before the place, between its parts, and after it. */
const lead = /^[\s>*_`#("'[-]*(?:\d{1,3}[.)]\s+)?[\s*_`("'[]*/;
const lineNumber =
  /^[\s`*_)\]"']*(?:[:#,(\s]|at\b|on\b)*\s*[(]?(?:lines?\s*|L)?(\d{1,7})(?:\s*[-–—:]\s*(?:L)?\d{1,7})?[\s`*_)\]"']*(.*)$/i;

function remarkOf(line: string, paths: readonly string[]): Remark | undefined {
  const body = line.replace(lead, "");
  const named = [...paths].sort((a, b) => b.length - a.length).find((path) => startsWithPath(body, path));
  if (named === undefined) return undefined;
  const found = lineNumber.exec(body.slice(spelt(body, named).length));
  if (!found) return undefined;
  const text = (found[2] ?? "").replace(/^[\s:.,;)\]*_`–—-]+/, "").trimEnd();
  return { path: named, line: Number(found[1]), text };
}

/** The file's name alone is enough where it is only one file's. */
const spelt = (body: string, path: string): string =>
  [path, `./${path}`, `a/${path}`, `b/${path}`].find((each) => body.startsWith(each)) ?? path;

const startsWithPath = (body: string, path: string): boolean =>
  body.startsWith(spelt(body, path)) && !/^[\w/\\-]/.test(body.slice(spelt(body, path).length));

function cut(text: string): string {
  if (text.length <= MOST_TEXT) return text;
  const end = text.slice(0, MOST_TEXT).replace(/[\ud800-\udbff]$/, "");
  return `${end}…`;
}
