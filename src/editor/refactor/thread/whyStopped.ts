import { WorkspaceError } from "../../../agent/ports/workspaceFault.ts";
import { toModelError } from "../../../model/modelError.ts";

/**
 * Why a refactor was stopped, as the reason of its signal: who changed its lines, or that its file is renamed. Any other
 * reason means that the user stopped it.
 */
export type StopReason = "typed" | "undone" | "formatted" | "rewritten" | "renamed";

/** Whether the lines must stay as they are, because they hold others' changes too. */
export const staysAsItIs = ({ reason }: AbortSignal): boolean =>
  reason === "typed" || reason === "undone" || reason === "rewritten";

/** The reason of a signal. A change that looks typed but is already on disk was read from there. */
export function stopReason({ reason }: AbortSignal, isOnDisk: boolean): StopReason | undefined {
  const known = reason as StopReason | undefined;
  return known === "typed" && isOnDisk ? "rewritten" : known;
}

/**
 * Why a refactor ended, for the user; empty if the user ended it.
 * @param isPending whether hunks of it are pending in the file
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

/** The message for a document that was closed while the model wrote. The written part is in the review. */
export const closedWords = (path: string): string => `"${path}" was closed while Gemma wrote, so Gemma stopped.`;

/** The message if a program or command restored the original text. */
export const backWords = "What was there was put back while Gemma wrote, so Gemma stopped. Ask once more.";
