import type { Consent } from "../approval/consent.ts";

/** A file as it is in the editor's buffer, or on disk when it is not open. `path` is the workspace's own spelling. */
export type FileText = { path: string; text: string };
export type FolderEntry = { name: string; kind: "file" | "folder" };
/** `line` counts from 1. */
export type SearchHit = { path: string; line: number; text: string };
/** Offsets into the text before, in UTF-16 units. */
export type TextEdit = { start: number; end: number; text: string };

/**
 * The user's files as the tools see them. Paths are relative to the workspace (with several folders, they begin
 * with the folder's name). What cannot be done is thrown as a WorkspaceError, with nothing written: a path outside of the
 * workspace, also through a link; for the writing methods anything inside `.git` too; and all else that it knows.
 */
export interface Workspace {
  read(path: string, signal: AbortSignal): Promise<FileText>;
  list(path: string): Promise<FolderEntry[]>;
  /** At most `limit` hits, in no promised order. `path` narrows it to a folder or file. */
  search(
    query: { text: string; regex: boolean; path?: string },
    limit: number,
    signal: AbortSignal,
  ): Promise<SearchHit[]>;
  /** Throws what `create` would throw. */
  checkNew(path: string, text: string): Promise<void>;
  /** Throws what `edit` would throw. */
  checkEdit(file: FileText, edits: readonly TextEdit[]): Promise<void>;
  /**
   * Applies edits to the buffer as one undo step and saves them. Throws when the buffer's text is no longer `file.text`, and
   * ConsentError when the change is not exactly the one that was allowed. When the signal fires, nothing more is written,
   * and nothing that is under way is waited for.
   */
  edit(file: FileText, edits: readonly TextEdit[], consent: Consent<"edit">, signal: AbortSignal): Promise<void>;
  /** Makes a file. Throws ConsentError when it is not exactly the one that was allowed. */
  create(path: string, text: string, consent: Consent<"edit">): Promise<void>;
}
