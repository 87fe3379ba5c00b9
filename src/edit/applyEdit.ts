import { splice } from "./text/splices.ts";
import { badPatch, parsePatch } from "./patch/applyPatch.ts";
import { applyHunks } from "./patch/hunks.ts";
import type { Rung } from "./locate/ladder.ts";
import type { FilePatch } from "./patch/patchTypes.ts";
import { normalPath } from "./paths/paths.ts";
import { replaceAllIn } from "./replace/replace.ts";
import { lineRangeOf } from "./replace/lineRange.ts";
import { rewriteOf } from "./replace/rewrite.ts";
import { failure, type Edit, type EditResult, type Failure, type TextEdit } from "./text/types.ts";
import { addsExisting, patchReason } from "./words/modelWords.ts";

/**
 * Applies one edit of a model to the text of one file, or says why not. Pure: text in, text out.
 *
 * - `original`: the file's text as it is, byte order mark and line breaks included.
 * - Every search must have exactly one place on the first rung of the ladder that has any: exact, line endings,
 *   trailing white space, uniform re-indentation, typography, elision. The answer's `how` names the loosest rung used.
 * - All replacements (or hunks) of the call apply, or none; they may come in any order and must not overlap. All are
 *   found in the original text; one that is not there is tried on what the earlier ones of the call wrote.
 * - What is not replaced stays byte for byte: line breaks (mixed ones too), byte order mark, final newline. New lines
 *   take the line breaks of their place.
 * - A refusal changes nothing; its message is written for the model: what the file really has there, and what to do.
 */
export function applyEdit(original: string, edit: Edit): EditResult {
  const mark = original.charCodeAt(0) === 0xfeff ? 1 : 0;
  const doc = mark === 1 ? original.slice(1) : original;
  const result = apply(doc, edit);
  if (!result.ok) return result;
  const edits =
    mark === 0 ? result.edits : result.edits.map(({ start, end, text }) => ({ start: start + 1, end: end + 1, text }));
  return { ok: true, text: splice(original, edits), edits, how: result.rung };
}

function apply(doc: string, edit: Edit): { ok: true; edits: TextEdit[]; rung: Rung } | Failure {
  switch (edit.kind) {
    case "replace":
      return replaceAllIn(doc, edit.edits);
    case "rewrite": {
      const result = rewriteOf(doc, edit.text);
      return result.ok ? { ...result, rung: "rewrite" } : result;
    }
    case "lines": {
      const result = lineRangeOf(doc, edit);
      return result.ok ? { ...result, rung: "exact" } : result;
    }
    case "patch":
    case "diff":
      return patchOne(doc, edit.text, edit.path);
  }
}

/** Applies the one section of a patch that concerns this file. */
function patchOne(doc: string, text: string, path: string | undefined): ReturnType<typeof apply> {
  const parsed = parsePatch(text);
  if (!parsed.ok) return badPatch(parsed.reason);
  const sections = sectionsFor(parsed.files, path);
  const [file] = sections;
  if (!file || sections.length > 1) {
    const names = parsed.files.map((each) => each.path || "(no name)").join(", ");
    return badPatch(path === undefined ? patchReason.severalFiles(names) : patchReason.otherFiles(path, names));
  }
  if (file.op === "delete") return badPatch(patchReason.deletes(file.path));
  if (file.moveTo !== undefined && normalPath(file.moveTo) !== normalPath(file.path))
    return badPatch(patchReason.moves(file.path, file.stays === true));
  if (file.op === "add") {
    if (doc !== "") return failure({ kind: "exists", message: addsExisting() });
    return { ok: true, edits: [{ start: 0, end: 0, text: file.content ?? "" }], rung: "exact" };
  }
  const hunks = sections.flatMap((section) => section.hunks);
  return applyHunks(doc, hunks, path);
}

/** The sections for a path; those of the only file named if no path is given. Several of one file become one. */
function sectionsFor(files: readonly FilePatch[], path: string | undefined): FilePatch[] {
  const named = (file: FilePatch): string[] => [file.path, ...file.aliases].map(normalPath);
  let chosen = [...files];
  if (path !== undefined && !files.every((file) => file.path === "")) {
    const wanted = normalPath(path);
    const same = files.filter((file) => named(file).includes(wanted));
    const ending = files.filter((file) =>
      named(file).some((name) => wanted.endsWith(`/${name}`) || name.endsWith(`/${wanted}`)),
    );
    chosen = same.length > 0 ? same : ending;
  }
  const [first] = chosen;
  if (!first || !chosen.every((file) => file.path === first.path && file.op === "update")) return chosen;
  return [{ ...first, hunks: chosen.flatMap((file) => file.hunks) }];
}
