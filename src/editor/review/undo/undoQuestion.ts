/** A file whose pending changes are to be undone. `created`: a model created it. `edited`: the user edited it since. */
type File = { path: string; created: boolean; edited: boolean };

/** Files named in the question. */
const MOST_NAMES = 8;

/** The question before all pending changes are undone. Undefined if none is needed: for one file without user edits. */
export function undoQuestion(files: readonly File[]): { message: string; detail: string; yes: string } | undefined {
  const edited = files.filter((file) => file.edited);
  const [only] = files;
  if (!only || (files.length === 1 && edited.length === 0)) return undefined;
  const deleted = files.filter((file) => file.created && !file.edited);
  const details = [
    files.length > 1 && `Changed: ${listed(files)}.`,
    deleted.length > 0 && `Created by Gemma, to be deleted: ${listed(deleted)}.`,
    edited.length > 0 && `Your own text is kept in: ${listed(edited)}.`,
  ];
  return {
    message: `Undo Gemma's changes in ${files.length === 1 ? `"${only.path}"` : `${files.length} files`}?`,
    detail: details.filter((each) => each !== false).join("\n"),
    yes: "Undo All",
  };
}

function listed(files: readonly File[]): string {
  const names = files.slice(0, MOST_NAMES).map(({ path }) => path);
  const more = files.length - names.length;
  return [...names, ...(more > 0 ? [`${more} more`] : [])].join(", ");
}
