import { WorkspaceError } from "../../agent/ports/workspaceFault.ts";

/** An error in words for the user. */
export function wordsOf(error: unknown): string {
  if (error instanceof WorkspaceError) return error.forUser;
  return error instanceof Error ? error.message : String(error);
}
