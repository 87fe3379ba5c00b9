import { isBlank } from "../text/lines.ts";

/**
 * Texts that are an edit without any marks of one: labels (`SEARCH:` … `REPLACE:`), an arrow between old and new, commands,
 * JSON. Each counts only where the old text that it shows is in the file and the labels are not.
 */

const drawn = String.raw`[-=+*#<>[\](){}:_~\s"'/\`]*`;
const oldLabel = new RegExp(
  `^${drawn}(?:search|find|replace|old|original|before|previous|current|from|existing)(?: (?:this|text|code|lines?|block|string|version))*${drawn}$`,
  "i",
);
const newLabel = new RegExp(
  `^${drawn}(?:replace|with|replace with|new|updated|modified|after|to|replacement|changed|fixed)(?: (?:this|text|code|lines?|block|string|version))*${drawn}$`,
  "i",
);
const arrow = /^\s*(?:-{1,3}>|={1,2}>|→|⇒|➜|↓|⬇️?)\s*$/;
const arrowed = /^(.*\S)\s+(?:-{1,2}>|=>|→|⇒)\s+\S/;
const substitution =
  /^\s*(?:sed\s.*['"])?(?:\d+(?:,\d+)?)?s([/|#!@])(?:\\.|(?!\1).)+\1(?:\\.|(?!\1).)*\1[gimI\d]*['"]?[;,]?.*$/;
const heredoc = /^\s*(?:\$ )?(?:cat|tee)\b.*<<-?\s*(["']?)(\w+)\1/;

/** The line by which a text is an edit of `before` and no text for it; nothing where it is none. */
export function editLine(before: string, after: string): string | undefined {
  const had = new Set(before.split("\n").map((line) => line.trim()));
  const lines = after.split("\n").filter((line) => !isBlank(line));
  const isKnown = (line: string | undefined): boolean => line !== undefined && had.has(line.trim());
  const [first] = lines;
  if (first === undefined) return undefined;
  if (isKnown(first) && !lines.some((line) => arrow.test(line))) return undefined;
  const isEdit =
    isLabelled(lines, isKnown) || isCommand(lines) || isEditJson(before, after) || isMarked(lines, isKnown);
  return isEdit ? first : arrowLine(lines, isKnown);
}

type Known = (line: string | undefined) => boolean;

/** A label, lines of the file, its counterpart. */
function isLabelled(lines: readonly string[], isKnown: Known): boolean {
  const middle = lines.findIndex((line, i) => i > 1 && newLabel.test(line) && !isKnown(line));
  return middle > 1 && oldLabel.test(lines[0] ?? "") && lines.slice(1, middle).every(isKnown);
}

/** Substitutions alone, or a file that a shell would write. */
function isCommand(lines: readonly string[]): boolean {
  const end = heredoc.exec(lines[0] ?? "")?.[2];
  return lines.every((line) => substitution.test(line)) || (end !== undefined && lines.at(-1)?.trim() === end);
}

/** Marks of what goes and what comes at a distance from their lines, the label of a line number before them. */
function isMarked(lines: readonly string[], isKnown: Known): boolean {
  const rows = lines.filter((line) => !/^\s*[*_#]*lines? \d+(?:\s*(?:-|–|to)\s*\d+)?[*_]*:?[*_]*\s*$/i.test(line));
  const goes = (line: string): boolean => /^\s*-\s/.test(line) && isKnown(line.trim().slice(1)) && !isKnown(line);
  const comes = (line: string): boolean => /^\s*\+\s/.test(line) && !isKnown(line);
  return rows.some(goes) && rows.some(comes);
}

/** Lines of the file, an arrow, what shall stand there; or the same in single lines. */
function arrowLine(lines: readonly string[], isKnown: Known): string | undefined {
  const at = lines.findIndex((line) => arrow.test(line) && !isKnown(line));
  if (at > 0 && lines.slice(0, at).every(isKnown) && !lines.slice(at + 1).some(isKnown)) return lines[at];
  return lines.every((line) => !isKnown(line) && isKnown(arrowed.exec(line)?.[1])) ? lines[0] : undefined;
}

const oldKey = /^(?:old|search|find|original|before|target)(?:_?(?:text|str|string|code|content|lines?))?$/i;
const newKey = /^(?:new|replace|replacement|updated|after)(?:_?(?:text|str|string|code|content|lines?|with))?$/i;

/** JSON of texts that the file holds, and of those that shall replace them. */
function isEditJson(before: string, after: string): boolean {
  if (!/^\s*[[{]/.test(after) || after.length > 1_000_000) return false;
  let found = false;
  const look = (_key: string, value: unknown): unknown => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    const entries = Object.entries(value);
    const old = entries.find(([key]) => oldKey.test(key))?.[1] as unknown;
    found ||=
      typeof old === "string" &&
      old.trim() !== "" &&
      before.includes(old.trim()) &&
      entries.some(([key]) => newKey.test(key));
    return value;
  };
  try {
    JSON.parse(after, look);
  } catch {
    return false;
  }
  return found && !/^\s*[[{]/.test(before);
}
