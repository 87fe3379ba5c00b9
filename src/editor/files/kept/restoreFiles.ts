import { readFile } from "node:fs/promises";
import * as vscode from "vscode";
import { type Bytes, decideRestore, type Decision, type KeptSource } from "../../../agent/checkpoints/decideRestore.ts";
import type { FileNow } from "../../../agent/checkpoints/keepingEffects.ts";
import type { FilePlan } from "../../../agent/checkpoints/restorePlan.ts";
import type { RestoreReport } from "../../../agent/checkpoints/restoreWords.ts";
import { WorkspaceError } from "../../../agent/ports/workspaceFault.ts";
import type { FileState, RestoredFile } from "../../../agent/transcript/schema/filesSchema.ts";
import { lineEdits } from "../../../edit/pending/pendingHunks.ts";
import { notebookAt, openAt } from "../../core/documents.ts";
import type { Place } from "../../core/workspace/containment.ts";
import { isSetReadOnly, lockOf, whyReadOnly } from "../../core/workspace/readOnly.ts";
import { fileAt } from "./fileNow.ts";

/** What the user decides about a file whose same lines somebody else changed since. */
export type ClashAnswer = "mine" | "restore" | "compare";

export type RestorePorts = {
  kept: KeptSource & { keep(bytes: Uint8Array): Promise<string> };
  /** Asks about one file; `target` undefined: it would be deleted. */
  ask(path: string, target: Bytes): Promise<ClashAnswer>;
};

type Known = Exclude<FileNow, "unknown">;
type Write = { path: string; place: Place; uri: vscode.Uri; now: Known; target: Bytes };

/**
 * Sets files back as planned, as one step that the editor can undo. What others changed since stays, by a merge or by
 * the user's word. A file that can't be changed is told, and doesn't hold up the others.
 */
export async function restoreFiles(
  plans: readonly FilePlan[],
  { kept, ask }: RestorePorts,
): Promise<{ files: RestoredFile[]; report: RestoreReport }> {
  const report: RestoreReport = { restored: [], merged: [], left: [], lost: [], failed: [] };
  const writes: Write[] = [];
  for (const plan of plans) {
    const { path } = plan;
    try {
      const { place, uri, now } = await fileAt(path);
      if (now === "unknown") {
        report.lost.push(path);
        continue;
      }
      const decision = await decideRestore(plan, now.unsaved ?? now.disk, kept);
      const target = await chosen(path, decision, ask, report);
      if (!target) continue;
      // The cells are not the file's text.
      if ((await notebookAt(place))?.isDirty === true) throw new WorkspaceError({ kind: "unsaved-notebook", path });
      await refuseReadOnly(path, uri, now);
      writes.push({ path, place, uri, now, target: target.bytes });
      report[decision.type === "write" && decision.merged ? "merged" : "restored"].push(path);
    } catch (error) {
      report.failed.push({ path, why: reasonOf(error) });
    }
  }
  const from = new Map<string, FileState>();
  for (const { path, now } of writes) from.set(path, await keptState(now, kept));
  // Questions take time: what was decided on must still be there, and at the same place.
  const ready: Write[] = [];
  for (const write of writes) {
    if (await isSteady(write, kept)) ready.push(write);
    else fail(report, write.path, "It was changed meanwhile.");
  }
  await writeAll(ready);
  const files: RestoredFile[] = [];
  for (const { path, target } of ready) {
    const now = await fileAt(path).then(
      (found) => found.now,
      () => "unknown" as const,
    );
    const isDone = now !== "unknown" && kept.hash(now.unsaved ?? now.disk) === kept.hash(target);
    if (isDone) files.push({ path, from: from.get(path)!, to: await keptState(now, kept) });
    else fail(report, path, "The editor did not make the change.");
  }
  return { files, report };
}

async function isSteady({ path, place, now: then }: Write, kept: KeptSource): Promise<boolean> {
  const found = await fileAt(path).catch(() => undefined);
  if (!found || found.now === "unknown" || found.place.absolute !== place.absolute) return false;
  const { disk, unsaved } = found.now;
  return kept.hash(disk) === kept.hash(then.disk) && kept.hash(unsaved) === kept.hash(then.unsaved);
}

/** What a file becomes; undefined if it stays as it is. */
async function chosen(
  path: string,
  decision: Decision,
  ask: RestorePorts["ask"],
  report: RestoreReport,
): Promise<{ bytes: Bytes } | undefined> {
  switch (decision.type) {
    case "same":
      return undefined;
    case "lost":
      report.lost.push(path);
      return undefined;
    case "write":
      return { bytes: decision.target };
    case "clash": {
      if ((await ask(path, decision.target)) === "restore") return { bytes: decision.target };
      report.left.push(path);
      return undefined;
    }
  }
}

async function refuseReadOnly(path: string, uri: vscode.Uri, { disk }: Known): Promise<void> {
  const document = openAt(uri);
  const isLocked = disk !== undefined && (await lockOf(uri)) === "file";
  const by = document ? await whyReadOnly(document) : isLocked ? "file" : isSetReadOnly(uri) ? "setting" : undefined;
  if (by) throw new WorkspaceError({ kind: "read-only", path, by });
}

async function keptState({ disk, unsaved }: Known, kept: RestorePorts["kept"]): Promise<FileState> {
  const hash = (bytes: Bytes) => (bytes ? kept.keep(bytes).catch(() => "unknown") : Promise.resolve("none"));
  return { disk: await hash(disk), ...(unsaved && { unsaved: await hash(unsaved) }) };
}

async function writeAll(writes: readonly Write[]): Promise<void> {
  if (writes.length === 0) return;
  const edit = new vscode.WorkspaceEdit();
  const texts: { document: vscode.TextDocument; wasDirty: boolean }[] = [];
  for (const { uri, now, target } of writes) {
    if (!target) edit.deleteFile(uri, { ignoreIfNotExists: true });
    else if (!now.disk) edit.createFile(uri, { contents: target, overwrite: true });
    else {
      const document = await textOf(uri, target);
      if (!document) edit.createFile(uri, { contents: target, overwrite: true });
      else {
        texts.push({ document, wasDirty: document.isDirty });
        const after = await vscode.workspace.decode(target, { encoding: document.encoding });
        for (const { start, end, text } of lineEdits(document.getText(), after)) {
          edit.replace(uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), text);
        }
      }
    }
  }
  await attempt(vscode.workspace.applyEdit(edit));
  for (const { document, wasDirty } of texts) if (!wasDirty) await attempt(document.save());
  // Saving may tidy up, and an edit can't change all line ends; kept bytes come back as they were.
  for (const { uri, place, target } of writes) {
    if (!target || openAt(uri)?.isDirty) continue;
    const bytes = await readFile(place.absolute).catch(() => undefined);
    // What fails is seen afterwards.
    if (!bytes || Buffer.compare(bytes, target) !== 0) await attempt(vscode.workspace.fs.writeFile(uri, target));
  }
}

/** The document of a file, if its text in the document's encoding is exactly these bytes; otherwise undefined. */
async function textOf(uri: vscode.Uri, target: Uint8Array): Promise<vscode.TextDocument | undefined> {
  try {
    const document = await vscode.workspace.openTextDocument(uri);
    const { encoding } = document;
    const again = await vscode.workspace.encode(await vscode.workspace.decode(target, { encoding }), { encoding });
    return Buffer.compare(again, target) === 0 ? document : undefined;
  } catch {
    return undefined;
  }
}

const attempt = (work: Thenable<unknown>): Promise<unknown> => Promise.resolve(work).catch(() => undefined);

function fail(report: RestoreReport, path: string, why: string): void {
  for (const list of [report.restored, report.merged]) if (list.includes(path)) list.splice(list.indexOf(path), 1);
  report.failed.push({ path, why });
}

const reasonOf = (error: unknown): string =>
  error instanceof WorkspaceError ? error.forUser : error instanceof Error ? error.message : String(error);
