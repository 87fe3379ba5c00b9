import type { CodeBlockText } from "../../chat/codeBlocks.ts";
import { applyEdit, type Edit, parseEditsWithin } from "../../edit/index.ts";
import { type Refusal, refusalOf } from "./refusal.ts";

/** All edits of one file that a block asks for, in their order. */
export type FileEdits = { path: string; edits: readonly Edit[] };

/**
 * What a block asks for, by file. `front` is the file before the person: an edit that names none is taken for one of it,
 * and lands there or nowhere.
 */
export function editsOf(
  block: CodeBlockText,
  knownPaths: readonly string[],
  front: string | undefined,
): { files: FileEdits[] } | { refusal: Refusal } {
  const parsed = parseEditsWithin(block.text, block, { knownPaths });
  if (parsed.length === 0) return { refusal: { words: noEdit } };
  const files = new Map<string, Edit[]>();
  for (const { path = front, edit } of parsed) {
    if (path === undefined) return { refusal: { words: noFile } };
    const before = files.get(path);
    if (before) before.push(edit);
    else files.set(path, [edit]);
  }
  return { files: [...files].map(([path, edits]) => ({ path, edits })) };
}

const noEdit =
  "This block does not say what it replaces, so there is nothing to apply. Put it in at the cursor, or ask for the whole file or a change with the lines it replaces.";
const noFile = "This block names no file. Open the file that it changes, then apply it again.";

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
    const applied = applyEdit(text, edit);
    if (!applied.ok) return { refusal: refusalOf(applied.error, path) };
    text = applied.text;
  }
  return { text };
}

/** The text of a file that is not there yet, where the edits make it. */
export function newText(edits: readonly Edit[]): string | undefined {
  const [edit, more] = edits;
  if (!edit || more) return undefined;
  if (edit.kind === "rewrite") return edit.text;
  const made = applyEdit("", edit);
  return made.ok && made.text !== "" ? made.text : undefined;
}
