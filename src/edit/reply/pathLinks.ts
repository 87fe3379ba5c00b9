import { isPath } from "../paths/pathNames.ts";

/** Paths as answers link to them: `src/a.ts:12`, `docs/a%20b.md#L3-L9`, `file:///…`, a link's target or a code span. */

/**
 * A part of a path between slashes; brackets belong to it in pairs (`[id]`, `(group)`, `{name}`), and signs that also end
 * words or part them only between others.
 */
const sign = String.raw`[\p{L}\p{M}\p{N}_@$+~.&%-]|\([^()\s/\\:]+\)|\[\[?[^[\]\s/\\:]+\]\]?|\{[^{}\s/\\:]+\}`;
const part = String.raw`(?:${sign}|(?<=[^\s/\\])['’#!](?=[\p{L}\p{N}_]))+`;
const separator = String.raw`[/\\]`;
const path = String.raw`(?:[A-Za-z]:${separator}|\.{0,2}${separator})?(?:${part}${separator})*${part}\.([A-Za-z]\w{0,9})`;
const lines = String.raw`:\d+(?:[:–-]\d+)?`;
const bounds = String.raw`\p{L}\p{M}\p{N}_/.:@+~$%#!\\{}-`;

/** `src/a.ts:12`, `a.ts:12:5`, `a.ts:12-20`, inside running text. */
const inText = new RegExp(
  String.raw`(?<![${bounds}]|[\p{L}\p{N}_]['’]|[\])}](?=${separator}))${path}${lines}(?![\p{L}\p{N}_:])`,
  "gu",
);
const lineEnd = new RegExp(String.raw`(?:${lines}|#L?\d+(?:-L?\d+)?|, lines? \d+)$`, "u");
/** Endings that are far likelier a host with its port than a file with its line. */
const hostEndings = new Set(["com", "org", "net", "io", "dev", "local", "ai"]);

/** A piece of a text; `link`: it names a place in a file. */
export type Piece = { text: string; link: boolean };

/** Cuts running text into plain pieces and places in files. The pieces joined are the text. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(inText)) {
    if (hostEndings.has(match[1] ?? "")) continue;
    if (match.index > end) pieces.push({ text: text.slice(end, match.index), link: false });
    pieces.push({ text: match[0], link: true });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), link: false });
  return pieces;
}

/** Whether a code span names a file: with its line, or with a folder in front. */
export function namesFile(code: string): boolean {
  if (code.length > MAX_LENGTH || /[\x00-\x1f<>"|?*`]|:\/\//.test(code)) return false;
  const named = decoded(code.replace(lineEnd, ""));
  const hasLine = lineEnd.test(code);
  const hasFolder = /[/\\]/.test(named);
  if (!hasLine && !hasFolder) return false;
  const names = named.split(/[/\\]/);
  const base = names.at(-1) ?? "";
  if (isPath(base) && !/\s/.test(named)) return true;
  const ending = /[^\s.].*\.([A-Za-z]\w{0,9})$|^\.[A-Za-z][\w.-]*$/u.exec(base);
  return ending !== null && !hostEndings.has(ending[1] ?? "") && !isCommand(names);
}

/** A name with blanks may be a command and what it is given: `cat src/a.ts`, `run.sh -v a.txt`. */
function isCommand(names: readonly string[]): boolean {
  const [first = "", ...rest] = names;
  const folder = rest.length > 0 && /\s/.test(first);
  return folder || names.some((name) => /\s-|\.\w+\s|^\s|\s$|[=;,(]\s|\s[=+*]/.test(name));
}

/** Longer than any path, in characters. */
const MAX_LENGTH = 1000;

/** A place that a link may mean; `line` counts from 1. */
export type LinkTarget = { path: string; line?: number };

const lineAfter =
  /^(.+?)(?::L?(\d+)(?:[:–-]L?\d+)*|#L?(\d+)(?:[-–:CL\d]*)|\((\d+)(?:,\s*\d+)?\)|,? lines? (\d+)(?:\s?[–-]\s?\d+)?)$/su;
const anchorAfter = /^([^#]+)#[^/]*$/su;

/**
 * What a link's target may mean, the likeliest first: a path with its line behind it; the whole text as a path, since a
 * name may end in any of these signs; a path before a heading. Encoded characters are read, and also left as they are. A
 * path from the file system's root may be meant from the workspace's, which comes last.
 */
export function linkTargets(href: string): LinkTarget[] {
  const text = href.slice(0, MAX_LENGTH).trim();
  const plain = withoutScheme(text);
  if (plain === undefined) return [];
  const spellings = [...new Set([decoded(plain), plain, slashed(decoded(plain))])];
  const targets = spellings.flatMap((spelling): LinkTarget[] => {
    const [, before, ...numbers] = lineAfter.exec(spelling) ?? [];
    const line = numbers.find((each) => each !== undefined);
    const anchored = anchorAfter.exec(spelling)?.[1];
    return [
      ...(before !== undefined && line !== undefined ? [{ path: before, line: Number(line) }] : []),
      { path: spelling },
      ...(anchored !== undefined && before === undefined ? [{ path: anchored }] : []),
    ];
  });
  const rooted = targets.filter((target) => target.path.startsWith("/"));
  return [...targets, ...rooted.map((target) => ({ ...target, path: target.path.replace(/^\/+/, "") }))].filter(
    (target) => target.path !== "",
  );
}

/** The path of a `file:` address, or of what has no scheme; undefined for all others. `a.ts:12` and `C:\a` have none. */
function withoutScheme(text: string): string | undefined {
  const file = /^file:\/\/(?:localhost)?(\/.*)$/is.exec(text)?.[1];
  if (file !== undefined) return file.replace(/^\/(?=[A-Za-z]:[\\/])/, "");
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? undefined : text.replace(/^(?:\.\/)+/, "");
}

/** A path as Windows writes it, with the separators of all others. */
const slashed = (text: string): string => text.replaceAll("\\", "/").replace(/^(?:\.\/)+/, "");

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
