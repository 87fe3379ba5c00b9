/**
 * The edit engine: turns what a model asks into exact splices of a file's text, or says why it cannot. Pure text; no
 * editor, no files. `applyEdit` for one file, `applyPatch` for several (`parsePatch` names them), `parseEdits` for a model's prose, `parseEditsWithin` for a stretch of it.
 */
export { applyEdit } from "./applyEdit.ts";
export { applyPatch, parsePatch } from "./patch/applyPatch.ts";
export { nearestLines } from "./replace/lineRange.ts";
export { parseEdits, parseEditsWithin } from "./reply/parseEdits.ts";
export type { Edit, EditError, EditResult, Nearest, PatchResult, Replacement, TextEdit } from "./text/types.ts";
