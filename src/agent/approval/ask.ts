import { fileDiff } from "../transcript/fileDiff.ts";
import { riskOfChange, riskOfOperation } from "./changeRisk.ts";
import type { FileChange, FileOperation, ShownAsk, ShownFileOperation } from "../transcript/turnEvent.ts";

/**
 * What a call needs the user's consent for. Changes of files hold the whole texts; everything else holds exactly what is shown.
 * A new kind starts in `shownAskSchema` (src/agent/transcript/schema/approvalSchema.ts); the compiler then names every place
 * that must handle it.
 */
export type Ask =
  | { kind: "edit"; change: FileChange }
  | { kind: "files"; operations: readonly FileOperation[] }
  | { kind: "command"; command: string; cwd: string }
  | Exclude<ShownAsk, { kind: "edit" | "files" | "command" }>;
export type AskKind = Ask["kind"];
type Asks = { [K in AskKind]: Extract<Ask, { kind: K }> };
export type AskOf<K extends AskKind> = Asks[K];

/** A call that asks, with the name of its tool. */
export type AskingCall = { tool: string; ask: Ask };

/** An ask as a card and an event carry it. */
export function shownAsk(ask: Ask): ShownAsk {
  if (ask.kind === "files") return { kind: "files", operations: ask.operations.map(shownOperation) };
  if (ask.kind !== "edit") return ask;
  const risk = riskOfChange(ask.change);
  return { kind: "edit", diff: fileDiff(ask.change), ...(risk && { risk }) };
}

function shownOperation(operation: FileOperation): ShownFileOperation {
  const found = riskOfOperation(operation);
  const risk = found && { risk: found };
  switch (operation.type) {
    case "write":
      return { type: "write", diff: fileDiff(operation.change), ...risk };
    case "move": {
      const { from, to, files } = operation;
      return { type: "move", from: from.path, to: to.path, ...(files && { files: files.length }), ...risk };
    }
    case "delete": {
      const { place, bytes, text, files } = operation;
      const diff = text !== undefined && { diff: fileDiff({ path: place.path, before: text, after: "" }) };
      const listed = files && { files: files.map(({ path }) => path) };
      return { type: "delete", path: place.path, bytes, ...listed, ...diff, ...risk };
    }
    case "make-folder":
      return { type: "make-folder", path: operation.place.path, ...risk };
  }
}

/** The changes of texts that a request is for, for a diff editor: the n-th is that of the n-th diff shown. */
export function changesOf(ask: Ask): FileChange[] {
  if (ask.kind === "edit") return [ask.change];
  if (ask.kind !== "files") return [];
  return ask.operations.flatMap((each) => {
    if (each.type === "write") return [each.change];
    return each.type === "delete" && each.text !== undefined ? [{ ...each.place, before: each.text, after: "" }] : [];
  });
}
