import type { CodeBlockText } from "../../chat/codeBlocks.ts";
import { applyEdit, type Edit, parseEditsWithin } from "../../edit/index.ts";
import { type Refusal, refusalOf } from "./refusal.ts";

/** A block's edits of one file, in order. */
export type FileEdits = { path: string; edits: readonly Edit[] };

/** `choose`: workspace files that an ambiguous name may mean. */
export type Wanted = { files: FileEdits[] } | { choose: { name: string; paths: string[] } } | { refusal: Refusal };

/**
 * A block's edits, by file. `activePath`: the active file, used for edits that name no file, or its name among others.
 * `chosen`: the user's answers about names.
 */
export function editsOf(
  block: CodeBlockText,
  knownPaths: readonly string[],
  activePath: string | undefined,
  chosen: ReadonlyMap<string, string> = new Map(),
): Wanted {
  const parsed = parseEditsWithin(block.text, block, { knownPaths });
  if (parsed.length === 0) return { refusal: { words: noEdit } };
  const files = new Map<string, Edit[]>();
  for (const { path: named = activePath, edit } of parsed) {
    if (named === undefined) return { refusal: { words: noFile } };
    const meant = knownPaths.includes(named) ? [] : knownPaths.filter((known) => known.endsWith(`/${named}`));
    const path = meant.length > 1 ? (chosen.get(named) ?? meant.find((each) => each === activePath)) : named;
    if (path === undefined) return { choose: { name: named, paths: meant } };
    const before = files.get(path);
    if (before) before.push(edit);
    else files.set(path, [edit]);
  }
  return { files: [...files].map(([path, edits]) => ({ path, edits })) };
}

const noEdit =
  "This block does not say what it replaces, so there is nothing to apply. Put it in at the cursor, or ask for the whole file or a change with the lines it replaces.";
const noFile = "This block names no file. Open the file of this workspace that it changes, then apply it again.";

/** The file whose whole text a block is, by its own text or the text above it. */
export function ownFile(block: CodeBlockText): { path: string; text: string } | undefined {
  const [only, more] = parseEditsWithin(block.text, block);
  if (only?.path === undefined || more) return undefined;
  const text = newText([only.edit]);
  return text === undefined ? undefined : { path: only.path, text };
}

/** A file's text after all edits, or why one of them has no place in it. */
export function textAfter({ path, edits }: FileEdits, before: string): { text: string } | { refusal: Refusal } {
  let text = before;
  for (const edit of edits) {
    if ((edit.kind === "patch" || edit.kind === "diff") && movesFile.test(edit.text))
      return { refusal: { words: `This block deletes or moves "${path}". Do that in the Explorer, if it is meant.` } };
    const applied = applyEdit(text, edit);
    if (!applied.ok) return { refusal: refusalOf(applied.error, path) };
    text = applied.text;
  }
  return { text };
}

const movesFile = /^(?:\*\*\* (?:Delete File|Move to):|deleted file mode|rename (?:from|to) |\+\+\+ \/dev\/null)/m;

/** Files below this many lines are small enough to see the whole text at a glance. */
const SMALL = 12;

/**
 * Whether a new text that replaces the whole file may be only a part of it: most lines would be removed. If so, how
 * many lines are left of how many.
 */
export function shrinksTo(
  { edits }: FileEdits,
  before: string,
  after: string,
): { left: number; of: number } | undefined {
  const lines = (text: string): number => text.split("\n").filter((line) => line.trim() !== "").length;
  const [left, of] = [lines(after), lines(before)];
  const isWhole = edits.some((edit) => edit.kind === "rewrite");
  return isWhole && of >= SMALL && left < of / 2 ? { left, of } : undefined;
}

/** The text of a new file, if the edits create it. */
export function newText(edits: readonly Edit[]): string | undefined {
  const [edit, more] = edits;
  if (!edit || more) return undefined;
  if (edit.kind === "rewrite") return edit.text;
  const made = applyEdit("", edit);
  return made.ok && made.text !== "" ? made.text : undefined;
}
