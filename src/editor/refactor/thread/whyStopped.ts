import { WorkspaceError } from "../../../agent/ports/workspaceFault.ts";
import { toModelError } from "../../../model/modelError.ts";

/**
 * What stopped a refactor, as its signal's reason: who changed its lines, or that its file goes elsewhere. Without one of
 * these it was the user.
 */
export type StopReason = "typed" | "undone" | "formatted" | "rewritten" | "renamed";

/** Whether the lines stay as they are, since what stands there now is not the model's alone. */
export const staysAsItIs = ({ reason }: AbortSignal): boolean =>
  reason === "typed" || reason === "undone" || reason === "rewritten";

/** The reason of a signal. What seemed typed and is on disk was read from there, beside a cursor. */
export function stopReason({ reason }: AbortSignal, isOnDisk: boolean): StopReason | undefined {
  const known = reason as StopReason | undefined;
  return known === "typed" && isOnDisk ? "rewritten" : known;
}

/**
 * Why a refactor ended, for the user; empty if the user ended it.
 * @param isPending whether something of it waits in the file to be kept or undone
 */
export function whyStopped(
  error: unknown,
  signal: AbortSignal,
  reason: StopReason | undefined,
  isPending: boolean,
): string {
  switch (reason) {
    case "formatted":
      return "The code was formatted while Gemma wrote, or signs in it were replaced, so what was there stands again. Ask once more.";
    case "rewritten":
      return isPending
        ? "Another program or command changed these lines while Gemma wrote, so Gemma stopped. Keep or undo what it wrote so far."
        : "Another program or command changed these lines while Gemma wrote, so Gemma stopped and left them as they are now. Check them, then ask once more.";
    case "renamed":
      return isPending
        ? "The file was renamed or moved while Gemma wrote, so Gemma stopped. What it wrote so far waits in the review."
        : "The file was renamed or moved while Gemma wrote, so what was there stands again. Ask once more.";
    default:
      break;
  }
  if (error instanceof WorkspaceError)
    return isPending
      ? `${whyNotPlaced(error)} What Gemma wrote before waits to be kept or undone.`
      : whyNotPlaced(error);
  const { fault, message } = toModelError(error, signal);
  return fault.kind === "aborted" ? "" : message;
}

/** Why text could not be written into the document. */
export const whyNotPlaced = (error: unknown): string =>
  error instanceof WorkspaceError ? error.forUser : "The editor refused the change.";

/** What is said of a document that was closed in the middle; what was written is in the review. */
export const closedWords = (path: string): string => `"${path}" was closed while Gemma wrote, so Gemma stopped.`;

/** What is said where a program or command put back all that was there. */
export const backWords = "What was there was put back while Gemma wrote, so Gemma stopped. Ask once more.";
