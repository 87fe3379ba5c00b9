import { lstat, readFile, stat } from "node:fs/promises";
import { basename, dirname, join, normalize, relative, sep } from "node:path";
import * as vscode from "vscode";
import { isPrivate } from "../../../agent/approval/files/privateFiles.ts";
import { plainName } from "../../../agent/approval/files/plainName.ts";
import type { Deletion, Move, NewFolder } from "../../../agent/ports/fileChanges.ts";
import { WorkspaceError } from "../../../agent/ports/workspaceFault.ts";
import type { FilePlace } from "../../../agent/transcript/turnEvent.ts";
import { folders } from "../../core/documents.ts";
import { find } from "../../core/reading.ts";
import { type Place, refuseGitData } from "../../core/workspace/containment.ts";
import { isSetReadOnly, lockedBy } from "../../core/workspace/readOnly.ts";
import { newPlace } from "../newPlace.ts";
import { type Content, contentOf, digestOf, mostFiles } from "./content.ts";
import { refuseUnsaved } from "./unsaved.ts";

/** Larger files, in bytes, are deleted without their text on the card. */
const MOST_TEXT = 1_000_000;

/** The plan of a move, and the places it goes from and to. Throws WorkspaceError. */
export async function planMove(from: string, to: string, signal: AbortSignal): Promise<Move & { places: Place[] }> {
  const source = await existing(from, signal);
  const target = await targetOf(source.place, to);
  const inside = relative(source.place.absolute, target.absolute);
  if (inside === "" || (inside !== ".." && !inside.startsWith(`..${sep}`)))
    throw new WorkspaceError({ kind: "into-itself", path: source.place.shown });
  const files = source.content && { files: below(source.place, source.content.files) };
  const places = [source.place, target];
  return { type: "move", from: placed(source.place), to: placed(target), ...files, places };
}

/** The plan of a deletion, and its place. Throws WorkspaceError. */
export async function planDeletion(path: string, signal: AbortSignal): Promise<Deletion & { at: Place }> {
  const { place, content, bytes } = await existing(path, signal);
  const base = { type: "delete", place: placed(place), at: place } as const;
  if (content) {
    return { ...base, bytes: content.bytes, digest: content.digest, files: below(place, content.files) };
  }
  const text = isPrivate(place.judged) ? undefined : textOf(bytes);
  return { ...base, bytes: bytes.length, digest: digestOf(bytes), ...(text !== undefined && { text }) };
}

/** The plan of a new folder, and its place. Throws WorkspaceError. */
export async function planFolder(path: string): Promise<NewFolder & { at: Place }> {
  const at = await newPlace(withoutSlash(path));
  refuseSetReadOnly(at);
  return { type: "make-folder", place: placed(at), at };
}

type Existing = { place: Place } & (
  { content: Content; bytes?: undefined } | { content?: undefined; bytes: Uint8Array }
);

/** A file or folder that can be taken away from its place. Throws WorkspaceError. */
async function existing(path: string, signal: AbortSignal): Promise<Existing> {
  const place = await itself(path);
  const { shown } = place;
  const info = await stat(place.absolute).catch(() => undefined);
  if (!info) throw new WorkspaceError({ kind: "missing-file", path: shown });
  await refuseUnsaved(place);
  const uri = vscode.Uri.file(place.address);
  const by = await lockedBy(uri);
  if (by) throw new WorkspaceError({ kind: "read-only", path: shown, by });
  if (!info.isDirectory()) {
    if (info.size > 200_000_000) throw new WorkspaceError({ kind: "too-many", path: shown, most: 1 });
    return { place, bytes: await readFile(place.absolute, { signal }).catch(() => unreadable(shown, signal)) };
  }
  const content = await contentOf(place.absolute, signal).catch(() => unreadable(shown, signal));
  if (!content) throw new WorkspaceError({ kind: "too-many", path: shown, most: mostFiles });
  if (content.files.some((file) => file.split("/").some((name) => plainName(name) === ".git")))
    throw new WorkspaceError({ kind: "git-data", path: shown });
  return { place, content };
}

/** A place that is no link itself, nor the folder that the user opened. Throws WorkspaceError. */
async function itself(path: string): Promise<Place> {
  const place = await find(withoutSlash(path));
  refuseGitData(place);
  const roots = folders().map((folder) => folder.path);
  if (roots.some((root) => root === place.address || root.startsWith(place.address + sep)))
    throw new WorkspaceError({ kind: "workspace-folder", path: place.shown });
  const named = withoutSlash(normalize(path));
  const parent = await find(dirname(named));
  const info = await lstat(join(parent.absolute, basename(named))).catch(() => undefined);
  if (info?.isSymbolicLink()) throw new WorkspaceError({ kind: "link", path: join(parent.shown, basename(named)) });
  return place;
}

/** Where a file or folder goes: to a free place, or into the folder that is named. Throws WorkspaceError. */
async function targetOf(source: Place, to: string): Promise<Place> {
  const named = await find(withoutSlash(to));
  const info = await stat(named.absolute).catch(() => undefined);
  const isInto = info?.isDirectory() === true || /[\\/]$/.test(to);
  const target = await newPlace(isInto ? join(named.shown, basename(source.absolute)) : withoutSlash(to));
  refuseSetReadOnly(target);
  return target;
}

function refuseSetReadOnly({ address, shown }: Place): void {
  if (isSetReadOnly(vscode.Uri.file(address)))
    throw new WorkspaceError({ kind: "read-only", path: shown, by: "setting" });
}

function unreadable(path: string, signal: AbortSignal): never {
  signal.throwIfAborted();
  throw new WorkspaceError({ kind: "unreadable", path });
}

const withoutSlash = (path: string): string => (path.length > 1 ? path.replace(/[\\/]+$/, "") : path);

const placed = ({ shown, judged }: Place): FilePlace => ({ path: shown, judged });

/** The files of a folder by their whole paths. */
const below = ({ shown, judged }: Place, files: readonly string[]): FilePlace[] =>
  files.map((file) => ({ path: `${shown}/${file}`, judged: `${judged}/${file}` }));

/** The text of a file that is text in UTF-8. */
function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.length > MOST_TEXT) return undefined;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}
