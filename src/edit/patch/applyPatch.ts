import { applyHunks } from "./hunks.ts";
import { changes, type FilePatch, type Parsed } from "./patchTypes.ts";
import { findKey, normalPath, unsafePath } from "../paths/paths.ts";
import { failure, type Failure, type PatchResult } from "../text/types.ts";
import { parseUnified } from "./unified.ts";
import { isV4a, parseV4a } from "./v4a.ts";
import * as words from "../words/modelWords.ts";

/** Reads a patch of either format, whichever it is. */
export const parsePatch = (text: string): Parsed => (isV4a(text) ? parseV4a(text) : parseUnified(text));

export const badPatch = (reason: string): Failure =>
  failure({
    kind: "bad-patch",
    message: words.badPatch(reason),
  });

/**
 * Applies a patch (V4A, unified or git diff) to several files, all or none.
 *
 * `files`: workspace-relative path → text. The answer holds only the files that change: their new text, or null for
 * one that is deleted (or moved away). Refused with a typed error: a path that is absolute or holds `..`, a missing
 * file, an added or moved-to file that exists, and whatever the hunks are refused for.
 */
export function applyPatch(files: ReadonlyMap<string, string>, patch: string): PatchResult {
  const parsed = parsePatch(patch);
  if (!parsed.ok) return badPatch(parsed.reason);
  const now = new Map<string, string | null>(files);
  const changed = new Map<string, string | null>();
  const set = (path: string, text: string | null): void => {
    now.set(path, text);
    changed.set(path, text);
  };
  for (const file of parsed.files) {
    const result = applyFile(file, files, now, set);
    if (result) return failure({ ...result.error, path: file.path });
  }
  for (const [path, text] of changed) if (text === null && !files.has(path)) changed.delete(path);
  return { ok: true, files: changed };
}

function applyFile(
  file: FilePatch,
  before: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string | null>,
  set: (path: string, text: string | null) => void,
): Failure | undefined {
  const names = [...file.aliases, file.path].filter((name) => name !== "");
  for (const path of [...names, ...(file.moveTo === undefined ? [] : [file.moveTo])]) {
    const reason = unsafePath(path);
    if (reason !== undefined) return unsafe(path, reason);
  }
  if (names.length === 0) return badPatch(words.patchReason.noName);
  const present = [...now].flatMap(([path, text]) => (text === null ? [] : [path]));
  const key = findKey(present, names);
  // A copy is one of the file as it was before the patch.
  const text = key === undefined ? undefined : ((file.stays === true ? before.get(key) : undefined) ?? now.get(key));
  if (file.op === "add" || (key === undefined && file.content !== undefined)) {
    if (key !== undefined) return exists(key, text === file.content);
    const blocked = blocking(file.path, present);
    if (blocked) return blocked;
    set(normalPath(file.path), file.content ?? "");
    return undefined;
  }
  if (key === undefined || text === undefined || text === null) return missing(file.path, present);
  if (file.op === "delete") return deleteFile(file, key, text, set);
  const target = file.moveTo === undefined ? key : (findKey(present, [file.moveTo]) ?? normalPath(file.moveTo));
  if (target !== key && present.includes(target)) return exists(target, false);
  const blocked = target === key ? undefined : blocking(target, present);
  if (blocked) return blocked;
  const mark = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let after = text;
  if (target === key ? file.hunks.length > 0 : file.hunks.some(changes)) {
    const result = applyHunks(text.slice(mark), file.hunks, file.path);
    if (!result.ok) return result;
    after = text.slice(0, mark) + result.text;
  } else if (target === key) return badPatch(words.patchReason.unchanged(file.path));
  if (target !== key && file.stays !== true) set(key, null);
  set(target, after);
  return undefined;
}

/** A diff that deletes a file also says what the file held: it must be so. */
function deleteFile(
  file: FilePatch,
  key: string,
  text: string,
  set: (path: string, text: string | null) => void,
): Failure | undefined {
  if (file.hunks.length > 0) {
    const result = applyHunks(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text, file.hunks, file.path);
    if (!result.ok) return result;
    if (result.text.trim() !== "") return badPatch(words.patchReason.deletesMore(file.path));
  }
  set(key, null);
  return undefined;
}

const unsafe = (path: string, reason: string): Failure =>
  failure({
    kind: "unsafe-path",
    message: words.unsafePath(path, reason),
  });

const exists = (path: string, same: boolean): Failure =>
  failure({
    kind: "exists",
    message: words.fileExists(path, same),
  });

/** A new file cannot stand where a folder is, nor in a file. */
function blocking(path: string, present: readonly string[]): Failure | undefined {
  const wanted = normalPath(path);
  const other = present.find((each) => {
    const name = normalPath(each);
    return name.startsWith(`${wanted}/`) || wanted.startsWith(`${name}/`);
  });
  if (other === undefined) return undefined;
  const isAbove = normalPath(other).length > wanted.length;
  return failure({ kind: "exists", message: isAbove ? words.isFolder(path, wanted) : words.inFile(path, other) });
}

function missing(path: string, present: readonly string[]): Failure {
  const base = normalPath(path).split("/").at(-1)?.toLowerCase();
  const alike = present.filter((other) => other.split("/").at(-1)?.toLowerCase() === base).slice(0, 5);
  return failure({
    kind: "missing-file",
    message: words.noSuchFile(path, alike),
  });
}
