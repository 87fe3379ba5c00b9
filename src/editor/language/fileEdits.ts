import * as v from "valibot";
import * as vscode from "vscode";

/** One file that a change makes (only `to`), deletes (only `from`), or renames. */
export type FileEdit = { from?: vscode.Uri; to?: vscode.Uri; options: Options };
type Options = { overwrite?: boolean; ignoreIfExists?: boolean; ignoreIfNotExists?: boolean; recursive?: boolean };

const flag = v.fallback(v.optional(v.boolean(), false), false);
const optionsSchema = v.object({ overwrite: flag, ignoreIfExists: flag, ignoreIfNotExists: flag, recursive: flag });
const uriSchema = v.custom<vscode.Uri>((value) => value instanceof vscode.Uri);
const entrySchema = v.object({
  /** The editor's own number of file operations. */
  _type: v.literal(1),
  from: v.optional(uriSchema),
  to: v.optional(uriSchema),
  options: v.optional(optionsSchema, {}),
});

/**
 * The file operations of a change, in order. The API hands them on but does not tell them (`entries` are text alone), so
 * this reads the editor's own list. Empty if there is none, or an editor keeps it otherwise.
 */
export function fileEditsOf(edits: vscode.WorkspaceEdit): FileEdit[] {
  const { _allEntries: list } = edits as { _allEntries?: unknown };
  const all: unknown = typeof list === "function" ? list.call(edits) : undefined;
  if (!Array.isArray(all)) return [];
  return all.flatMap((each: unknown): FileEdit[] => {
    const parsed = v.safeParse(entrySchema, each);
    if (!parsed.success) return [];
    const { from, to, options } = parsed.output;
    // For the editor, an option that is off is not the same as none.
    const given: Options = Object.fromEntries(Object.entries(options).filter(([, isOn]) => isOn));
    return from || to ? [{ ...(from && { from }), ...(to && { to }), options: given }] : [];
  });
}

/** Adds a file operation to a change. */
export function addFileEdit(
  edits: vscode.WorkspaceEdit,
  { from, to, options }: FileEdit,
  metadata: vscode.WorkspaceEditEntryMetadata,
): void {
  if (from && to) edits.renameFile(from, to, options, metadata);
  else if (to) edits.createFile(to, options, metadata);
  else if (from) edits.deleteFile(from, options, metadata);
}
