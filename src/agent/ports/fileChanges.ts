import type { Consent } from "../approval/consent.ts";
import type { FileOperation } from "../transcript/turnEvent.ts";

export type Move = Extract<FileOperation, { type: "move" }>;
export type Deletion = Extract<FileOperation, { type: "delete" }>;
export type NewFolder = Extract<FileOperation, { type: "make-folder" }>;

/**
 * Changes of the workspace's files beside edits of one text. Planning changes nothing. Failures throw a WorkspaceError:
 * what `Workspace` refuses; links, because what they lead to would be meant; files with unsaved text; targets that exist;
 * folders with too many files to show.
 */
export interface FileChanges {
  /** A move of a file or a folder; into `to` if that is a folder. */
  planMove(from: string, to: string, signal: AbortSignal): Promise<Move>;
  /** The deletion of a file, or of a folder with all that is in it. */
  planDeletion(path: string, signal: AbortSignal): Promise<Deletion>;
  planFolder(path: string): Promise<NewFolder>;
  /**
   * Makes the allowed changes in order, through the editor: edits of texts as `Workspace.edit` does, deletions to the
   * trash if there is one. Everything is checked before the first change. If one fails nevertheless, throws
   * WorkspaceError "partly" with what was done. Throws ConsentError unless exactly these operations are allowed.
   */
  change(operations: readonly FileOperation[], consent: Consent<"files">, signal: AbortSignal): Promise<void>;
}
