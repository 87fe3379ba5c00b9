import type { Picture } from "../../model/message.ts";
import type { Consent } from "../approval/consent.ts";

/**
 * A file's text in the editor's buffer, or on disk if it is not open. `path` is the workspace's own spelling; `judged` as
 * in `FileChange`.
 */
export type FileText = { path: string; judged?: string; text: string };
export type FolderEntry = { name: string; kind: "file" | "folder" };
/** `line` counts from 1. `isContext`: a neighbour of a line that matches. */
export type SearchHit = { path: string; line: number; text: string; isContext?: true };
/**
 * What to search for. `path` limits the search to a folder or file, `accepts` to files by their path below that;
 * `context`: how many lines around each.
 */
export type SearchQuery = { text: string; regex: boolean; context?: number } & FileQuery;
export type FileQuery = { path?: string | undefined; accepts?(path: string): boolean };
/** `base`: what the paths of the folder begin with, "" for the whole workspace; `isCut`: there are more. */
export type FileList = { base: string; paths: string[]; isCut: boolean };
/** Offsets into the earlier text, in UTF-16 units. */
export type TextEdit = { start: number; end: number; text: string };

/**
 * The user's files, for tools. Paths are relative to the workspace and, with several folders, start with the folder's
 * name. Failures throw a WorkspaceError, with nothing written: a path outside the workspace, also through a link; for
 * writing, anything inside `.git`; and every other kind that it has.
 */
export interface Workspace {
  /**
   * For a model. A file that may hold secrets needs consent to reading exactly it; without, throws WorkspaceError
   * "private".
   */
  read(path: string, signal: AbortSignal, consent?: Consent<"read-private">): Promise<FileText>;
  /** A picture that a model can be shown; undefined for a file that is none, or too large. Not for private files. */
  image(path: string, signal: AbortSignal): Promise<{ path: string; picture: Picture } | undefined>;
  /** Where a file that may hold secrets is, with all links resolved; undefined for any other, also for none. */
  privatePath(path: string): Promise<string | undefined>;
  /** For a change, or because the user named the file. Without that, a model must not see the text of a file that `isPrivate`. */
  open(path: string, signal: AbortSignal): Promise<FileText & { isPrivate: boolean }>;
  list(path: string): Promise<FolderEntry[]>;
  /** The first hits by path and line, at most `limit` without neighbours, none of files that may hold secrets. */
  search(query: SearchQuery, limit: number, signal: AbortSignal): Promise<SearchHit[]>;
  /** The files that ignore files and the user's settings don't hide, sorted by path; at most `most`. */
  filesBelow(query: FileQuery, most: number, signal: AbortSignal): Promise<FileList>;
  /** What `create` would write, and where with all links resolved. Throws what it would throw. */
  checkNew(path: string, text: string): Promise<FileText>;
  /** Throws what `edit` would throw. */
  checkEdit(file: FileText, edits: readonly TextEdit[]): Promise<void>;
  /**
   * Applies edits to the buffer as one undo step and saves them. Throws if the buffer's text is no longer `file.text`,
   * and ConsentError if the change is not exactly the allowed one. When the signal fires, nothing more is written, and
   * running work is not waited for.
   */
  edit(file: FileText, edits: readonly TextEdit[], consent: Consent<"edit">, signal: AbortSignal): Promise<void>;
  /** Creates a file. Throws ConsentError if it is not exactly the allowed one. */
  create(path: string, text: string, consent: Consent<"edit">): Promise<void>;
}
