import { lstat } from "node:fs/promises";
import * as vscode from "vscode";
import { Consent } from "../../../agent/approval/consent.ts";
import type { Deletion, FileChanges, Move, NewFolder } from "../../../agent/ports/fileChanges.ts";
import { WorkspaceError } from "../../../agent/ports/workspaceFault.ts";
import type { FileChange, FileOperation } from "../../../agent/transcript/turnEvent.ts";
import { lineEdits } from "../../../edit/pending/pendingHunks.ts";
import type { Place } from "../../core/workspace/containment.ts";
import { unlessStopped } from "../unlessStopped.ts";
import type { WorkspaceFiles } from "../workspaceFiles.ts";
import { planDeletion, planFolder, planMove } from "./plans.ts";

/** Moves, deletions and new folders through the editor, alone or with edits of texts. */
export class FileOperations implements FileChanges {
  private readonly files: WorkspaceFiles;

  constructor(files: WorkspaceFiles) {
    this.files = files;
  }

  async planMove(from: string, to: string, signal: AbortSignal): Promise<Move> {
    const { places: _, ...move } = await planMove(from, to, signal);
    return move;
  }

  async planDeletion(path: string, signal: AbortSignal): Promise<Deletion> {
    const { at: _, ...deletion } = await planDeletion(path, signal);
    return deletion;
  }

  async planFolder(path: string): Promise<NewFolder> {
    const { at: _, ...folder } = await planFolder(path);
    return folder;
  }

  async change(operations: readonly FileOperation[], consent: Consent<"files">, signal: AbortSignal): Promise<void> {
    Consent.use(consent, { kind: "files", operations });
    for (const [at, operation] of operations.entries()) {
      signal.throwIfAborted();
      await this.check(operation, operations.slice(0, at), signal);
    }
    const done: string[] = [];
    for (const operation of operations) {
      try {
        signal.throwIfAborted();
        done.push(await this.perform(operation, signal));
      } catch (error) {
        signal.throwIfAborted();
        if (done.length === 0 || !(error instanceof Error)) throw error;
        throw new WorkspaceError({ kind: "partly", path: pathOf(operation), done, why: error.message });
      }
    }
  }

  /** Throws what an operation would throw after the earlier ones. */
  private async check(operation: FileOperation, earlier: readonly FileOperation[], signal: AbortSignal): Promise<void> {
    switch (operation.type) {
      case "write": {
        const { change } = operation;
        const moved = earlier.find((each) => each.type === "move" && each.to.path === change.path);
        const path = moved?.type === "move" ? moved.from.path : change.path;
        if (change.before === undefined) return void (await this.files.checkNew(path, change.after));
        return this.files.checkEdit({ path, text: change.before }, lineEdits(change.before, change.after));
      }
      case "move":
        return void (await currentMove(operation, signal));
      case "delete":
        return void (await currentDeletion(operation, signal));
      case "make-folder":
        return void (await currentFolder(operation));
    }
  }

  /** Makes one change and says what it did. */
  private async perform(operation: FileOperation, signal: AbortSignal): Promise<string> {
    switch (operation.type) {
      case "write":
        return this.write(operation.change, signal);
      case "move": {
        const [from, to] = await currentMove(operation, signal);
        const edit = new vscode.WorkspaceEdit();
        edit.renameFile(vscode.Uri.file(from.address), vscode.Uri.file(to.address), { overwrite: false });
        await applied(edit, from, "move", signal);
        return `moved ${operation.from.path} to ${operation.to.path}`;
      }
      case "delete": {
        const at = await currentDeletion(operation, signal);
        const edit = new vscode.WorkspaceEdit();
        edit.deleteFile(vscode.Uri.file(at.address), { recursive: operation.files !== undefined });
        await applied(edit, at, "delete", signal);
        return `deleted ${operation.place.path}`;
      }
      case "make-folder": {
        const at = await currentFolder(operation);
        await Promise.resolve(vscode.workspace.fs.createDirectory(vscode.Uri.file(at.address))).catch(() => {
          throw new WorkspaceError({ kind: "refused", path: operation.place.path, what: "create" });
        });
        return `made folder ${operation.place.path}`;
      }
    }
  }

  private async write({ path, before, after }: FileChange, signal: AbortSignal): Promise<string> {
    if (before === undefined) {
      await this.files.make(path, after);
      return `created ${path}`;
    }
    await this.files.write({ path, text: before }, lineEdits(before, after), signal);
    return `edited ${path}`;
  }
}

/** The places of a move, if they are still those that were shown. */
async function currentMove(move: Move, signal: AbortSignal): Promise<readonly [Place, Place]> {
  const now = await planMove(move.from.path, move.to.path, signal);
  const paths = (one: Move): string => JSON.stringify([one.from.path, one.to.path, one.files?.map(({ path }) => path)]);
  const [from, to] = now.places;
  if (!from || !to || paths(now) !== paths(move)) throw new WorkspaceError({ kind: "changed", path: move.from.path });
  return [from, to];
}

/** The place of a deletion, if it holds what was shown. */
async function currentDeletion(deletion: Deletion, signal: AbortSignal): Promise<Place> {
  const { path } = deletion.place;
  const now = await planDeletion(path, signal);
  if (
    now.place.path !== path ||
    now.digest !== deletion.digest ||
    (now.files === undefined) !== (deletion.files === undefined)
  )
    throw new WorkspaceError({ kind: "changed", path });
  return now.at;
}

async function currentFolder({ place: { path } }: NewFolder): Promise<Place> {
  const now = await planFolder(path);
  if (now.place.path !== path) throw new WorkspaceError({ kind: "changed", path });
  return now.at;
}

/** Takes a file or folder away by an edit of the editor. Throws WorkspaceError if it is still there. */
async function applied(
  edit: vscode.WorkspaceEdit,
  { absolute, shown }: Place,
  what: "move" | "delete",
  signal: AbortSignal,
): Promise<void> {
  const isDone = await unlessStopped(
    Promise.resolve(vscode.workspace.applyEdit(edit)).catch(() => false),
    signal,
  );
  const isThere = await lstat(absolute).then(
    () => true,
    () => false,
  );
  if (!isDone || isThere) throw new WorkspaceError({ kind: "refused", path: shown, what });
}

function pathOf(operation: FileOperation): string {
  switch (operation.type) {
    case "write":
      return operation.change.path;
    case "move":
      return operation.from.path;
    case "delete":
    case "make-folder":
      return operation.place.path;
  }
}
