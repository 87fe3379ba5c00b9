import type { CodeBlockText } from "../../chat/codeBlocks.ts";
import { applyEdit, type Edit, parseEditsWithin } from "../../edit/index.ts";
import { type Refusal, refusalOf } from "./refusal.ts";

/** All edits of one file that a block asks for, in their order. */
export type FileEdits = { path: string; edits: readonly Edit[] };

/** `choose`: files of the workspace that a name of the block may mean. */
export type Wanted = { files: FileEdits[] } | { choose: { name: string; paths: string[] } } | { refusal: Refusal };

/**
 * What a block asks for, by file. `front` is the file before the user: an edit that names none is taken for one of it,
 * and lands there or nowhere; so is one whose name it bears, among others. `chosen`: what the user said of names.
 */
export function editsOf(
  block: CodeBlockText,
  knownPaths: readonly string[],
  front: string | undefined,
  chosen: ReadonlyMap<string, string> = new Map(),
): Wanted {
  const parsed = parseEditsWithin(block.text, block, { knownPaths });
  if (parsed.length === 0) return { refusal: { words: noEdit } };
  const files = new Map<string, Edit[]>();
  for (const { path: named = front, edit } of parsed) {
    if (named === undefined) return { refusal: { words: noFile } };
    const meant = knownPaths.includes(named) ? [] : knownPaths.filter((known) => known.endsWith(`/${named}`));
    const path = meant.length > 1 ? (chosen.get(named) ?? meant.find((each) => each === front)) : named;
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

/** The file that a block is the whole of, by its own words or those above it. */
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

/** Lines below which a file's whole text is seen at a glance. */
const SMALL = 12;

/**
 * Whether a whole new text may be a part that was taken for the file: most of the lines would go. How many of how many are
 * left, then.
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

/** The text of a file that is not there yet, where the edits make it. */
export function newText(edits: readonly Edit[]): string | undefined {
  const [edit, more] = edits;
  if (!edit || more) return undefined;
  if (edit.kind === "rewrite") return edit.text;
  const made = applyEdit("", edit);
  return made.ok && made.text !== "" ? made.text : undefined;
}
