import * as vscode from "vscode";
import { EarlierTexts } from "../../edit/pending/earlierTexts.ts";
import {
  baselineOf,
  hunksBetween,
  lineEdits,
  type PendingHunk,
  withProposal,
} from "../../edit/pending/pendingHunks.ts";
import { WorkspaceError } from "../../agent/ports/workspaceFault.ts";
import type { TextEdit } from "../../edit/text/types.ts";
import { shownPath } from "../core/documents.ts";
import { replaceIn } from "./files/replaceIn.ts";
import { liesWithin, movedTo } from "./files/addresses.ts";
import { CellsAway } from "./files/cellsAway.ts";
import { closedText } from "./files/closedText.ts";
import { type Found, meetText, type PendingFile, takeEvent } from "./files/pendingFile.ts";
import type { ReviewStore } from "./files/reviewStore.ts";
import { SavedDraft } from "./files/savedDraft.ts";
import { isUnsaved, refuseUndo, saveWhole } from "./undo/undoHarm.ts";

/** A splice of whole lines. `apply` makes exactly this change in the editor, or returns false. */
export type Proposed = { edit: TextEdit; apply: () => Thenable<boolean> };

/**
 * The changes of models in the user's files that were neither kept nor undone. Hunks move when the user types elsewhere.
 * A hunk that the user types into becomes theirs and leaves the list, so Undo never removes user text. The list
 * survives a reload, also if files changed in the meantime.
 */
export class Review implements vscode.Disposable {
  private readonly files = new Map<string, PendingFile>();
  private readonly changes = new vscode.EventEmitter<vscode.Uri>();
  /** Per document, the end of the last queued change. */
  private readonly turns = new Map<string, Promise<void>>();
  /** Earlier texts of documents with their hunks, so that the editor's undo and redo bring hunks back. */
  private readonly earlier = new EarlierTexts();
  private readonly cells = new CellsAway();
  private readonly draft = new SavedDraft();
  private readonly listening: vscode.Disposable[];
  private readonly store: ReviewStore;
  /** Fires when hunks of a document were added, moved or removed. */
  readonly onChange = this.changes.event;
  constructor(store: ReviewStore) {
    this.store = store;
    this.listening = [
      vscode.workspace.onDidChangeTextDocument((event) => this.follow(event)),
      vscode.workspace.onDidOpenTextDocument((document) => this.meet(document)),
      vscode.workspace.onDidCloseTextDocument((document) => void this.part(document)),
      vscode.workspace.onDidDeleteFiles(({ files }) =>
        files.flatMap((uri) => this.within(uri)).forEach((uri) => this.forget(uri)),
      ),
      vscode.workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files)
          for (const uri of this.within(oldUri)) this.rename(uri, movedTo(uri, oldUri, newUri));
      }),
      vscode.workspace.onDidChangeNotebookDocument((event) =>
        this.cells.follow(event, this.files).forEach((uri) => this.tell(uri, "changed")),
      ),
      vscode.workspace.onDidOpenNotebookDocument((notebook) =>
        CellsAway.missingIn(notebook, this.uris).forEach((uri) => this.forget(uri)),
      ),
    ];
  }

  /** Restores what was pending before the window was reloaded. */
  async restore(): Promise<void> {
    for (const file of await this.store.read()) {
      if (this.files.has(file.uri.toString())) continue;
      this.files.set(file.uri.toString(), file);
      const open = vscode.workspace.textDocuments.find((each) => each.uri.toString() === file.uri.toString());
      if (open) this.meet(open);
      this.changes.fire(file.uri);
    }
  }

  get uris(): vscode.Uri[] {
    return [...this.files.values()].filter(({ hunks }) => hunks.length > 0).map(({ uri }) => uri);
  }

  hunksOf(uri: vscode.Uri): readonly PendingHunk[] {
    return this.files.get(uri.toString())?.hunks ?? [];
  }

  /** Whether a model created the file, and whether the user edited it since. */
  historyOf(uri: vscode.Uri): { created: boolean; edited: boolean } {
    const file = this.files.get(uri.toString());
    return { created: file?.created ?? false, edited: file?.edited ?? false };
  }

  /** The document's text before all its pending changes; undefined if nothing is pending. */
  baseline(uri: vscode.Uri): string | undefined {
    const file = this.files.get(uri.toString());
    return file && file.hunks.length > 0 ? baselineOf(file.text, file.hunks) : undefined;
  }

  /**
   * Applies a model's change of whole lines; what differs from the baseline is then pending. Changes of a document queue.
   * @param next computes the change when its turn comes; undefined if there is none
   * @returns false if the editor refused it
   */
  propose(document: vscode.TextDocument, next: () => Proposed | undefined): Promise<boolean> {
    const key = document.uri.toString();
    const turn = (this.turns.get(key) ?? Promise.resolve()).then(() => this.proposeNow(document, next));
    const over = turn.then(
      () => undefined,
      () => undefined,
    );
    this.turns.set(key, over);
    void over.then(() => this.turns.get(key) === over && this.turns.delete(key));
    return turn;
  }

  /** Runs `work`. Changes to pending hunks meanwhile, such as by a formatter on save, become part of them. */
  async absorbing<T>(document: vscode.TextDocument, work: () => Thenable<T>): Promise<T> {
    const file = this.files.get(document.uri.toString());
    if (!file) return work();
    file.absorbing = true;
    try {
      return await work();
    } finally {
      delete file.absorbing;
    }
  }

  /** Records a file that a model created. */
  created(uri: vscode.Uri, text: string): void {
    this.earlier.forget(uri.toString());
    this.files.set(uri.toString(), { uri, text, hunks: hunksBetween("", text), created: true });
    this.tell(uri, "changed");
  }

  keep(uri: vscode.Uri, which: (hunk: PendingHunk) => boolean = () => true): void {
    const file = this.files.get(uri.toString());
    if (!file) return;
    file.hunks = file.hunks.filter((hunk) => !which(hunk));
    // Kept changes are never pending again, whatever text the editor's undo restores.
    this.earlier.forget(uri.toString());
    this.tell(uri, "changed");
  }

  /**
   * Restores the original of the chosen hunks. An unchanged file that the model created is deleted (the editor can undo it).
   * @throws WorkspaceError if the file can't be changed
   */
  async undo(uri: vscode.Uri, which: (hunk: PendingHunk) => boolean = () => true): Promise<void> {
    const path = shownPath(uri);
    const document = await Promise.resolve(vscode.workspace.openTextDocument(uri)).catch(() => {
      throw new WorkspaceError({ kind: "missing-file", path });
    });
    this.meet(document);
    const file = this.files.get(uri.toString());
    if (!file) return;
    const gone = file.hunks.filter(which);
    if (gone.length === 0) return;
    await refuseUndo(document, gone, file.encoding);
    if (file.created && baselineOf(file.text, gone) === "" && !document.isDirty) {
      const edit = new vscode.WorkspaceEdit();
      edit.deleteFile(uri, { ignoreIfNotExists: true });
      if (!(await vscode.workspace.applyEdit(edit)))
        throw new WorkspaceError({ kind: "refused", path, what: "delete" });
      return this.forget(uri);
    }
    const wasDirty = isUnsaved(document);
    await this.takeBack(document, which);
    if (!wasDirty && !(await saveWhole(document))) throw new WorkspaceError({ kind: "not-saved", path });
  }

  dispose(): void {
    [...this.listening, this.changes].forEach((each) => each.dispose());
  }

  private async proposeNow(document: vscode.TextDocument, next: () => Proposed | undefined): Promise<boolean> {
    const proposed = next();
    if (!proposed) return true;
    const file = this.entry(document);
    file.expected = withProposal(file.text, file.hunks, proposed.edit);
    try {
      return await proposed.apply();
    } finally {
      delete file.expected;
      if (file.hunks.length === 0) this.files.delete(document.uri.toString());
    }
  }

  private async takeBack(document: vscode.TextDocument, which: (hunk: PendingHunk) => boolean): Promise<void> {
    const done = await this.propose(document, () => {
      const before = document.getText();
      const after = baselineOf(before, this.hunksOf(document.uri).filter(which));
      const replacements = lineEdits(before, after).map(({ start, end, text }) => {
        return [new vscode.Range(document.positionAt(start), document.positionAt(end)), text] as const;
      });
      const edit = { start: 0, end: before.length, text: after };
      return { edit, apply: () => replaceIn(document, replacements) };
    });
    if (!done) {
      throw new WorkspaceError({ kind: "refused", path: shownPath(document.uri), what: "change" });
    }
  }

  private entry(document: vscode.TextDocument): PendingFile {
    const key = document.uri.toString();
    const known = this.files.get(key);
    if (known) return known;
    const { uri, encoding } = document;
    const made = { uri, text: document.getText(), hunks: [], created: false, encoding, seenAs: encoding };
    this.files.set(key, made);
    return made;
  }

  private follow(event: vscode.TextDocumentChangeEvent): void {
    const { document, contentChanges } = event;
    const file = this.files.get(document.uri.toString());
    // An untitled document that is saved as a file is emptied first.
    const isEmptied = file && document.uri.scheme === "untitled" && document.getText() === "";
    if (isEmptied) this.draft.leave(file);
    else this.draft.note(document);
    if (!file) this.takeOver(document);
    if (file) this.told(document.uri, takeEvent(file, event, this.earlier));
    else if (contentChanges.length > 0) this.bringBack(document);
    if (isEmptied) vscode.workspace.textDocuments.forEach((each) => this.takeOver(each));
  }

  /** Marks hunks again if the document has an earlier text whose hunks were not kept since. */
  private bringBack(document: vscode.TextDocument): void {
    const earlier = this.earlier.find(document.uri.toString(), document.getText());
    if (!earlier || earlier.hunks.length === 0) return;
    const file = this.entry(document);
    [file.hunks, file.created, file.edited] = [[...earlier.hunks], earlier.created, earlier.edited ?? false];
    this.tell(document.uri, "changed");
  }

  /** Handles an opened document with pending hunks. Changes since it was last seen are not the model's. */
  private meet(document: vscode.TextDocument): void {
    this.draft.note(document);
    this.takeOver(document);
    this.meetText(document.uri, document.getText());
  }

  /** Handles an untitled document that was emptied, discarded or saved. The file's document may open before or after. */
  private leave({ uri }: vscode.TextDocument): void {
    this.draft.leave(this.files.get(uri.toString()));
    this.forget(uri);
    vscode.workspace.textDocuments.forEach((each) => this.takeOver(each));
  }

  /** Moves pending hunks from an untitled document to the file that it was saved as. */
  private takeOver(document: vscode.TextDocument): void {
    const { uri } = document;
    const file = this.files.has(uri.toString()) ? undefined : this.draft.takenBy(document);
    if (!file) return;
    this.files.set(uri.toString(), file);
    this.meetText(uri, document.getText());
    this.tell(uri, "changed");
  }

  /** Handles a closed document: its unsaved text is lost, and so are the hunks in that text. */
  private async part(document: vscode.TextDocument): Promise<void> {
    const { uri } = document;
    const isOpen = () => vscode.workspace.textDocuments.some((each) => each.uri.toString() === uri.toString());
    if (!this.files.has(uri.toString()) || isOpen()) return;
    if (uri.scheme === "untitled") return this.leave(document);
    const text = await closedText(document);
    if (text !== undefined && !isOpen()) this.meetText(uri, text);
  }

  private meetText(uri: vscode.Uri, now: string): void {
    const file = this.files.get(uri.toString());
    if (file && !file.expected) this.told(uri, meetText(file, now, this.earlier));
  }

  private forget(uri: vscode.Uri): void {
    this.earlier.forget(uri.toString());
    if (this.files.delete(uri.toString())) this.tell(uri, "changed");
  }

  private rename(from: vscode.Uri, to: vscode.Uri): void {
    const file = this.files.get(from.toString());
    if (!file) return;
    this.files.delete(from.toString());
    this.files.set(to.toString(), { ...file, uri: to });
    this.tell(from, "moved");
    this.tell(to, "changed");
  }

  private within(place: vscode.Uri): vscode.Uri[] {
    return [...this.files.values()].map(({ uri }) => uri).filter((uri) => liesWithin(uri, place));
  }

  private told(uri: vscode.Uri, found: Found): void {
    if (found !== "same") this.tell(uri, found);
  }

  /** Announces a change. Hunks that only moved are found again by comparing texts, so they are not stored. */
  private tell(uri: vscode.Uri, what: "moved" | "changed"): void {
    const file = this.files.get(uri.toString());
    if (file && file.hunks.length === 0 && !file.expected) this.files.delete(uri.toString());
    if (what === "changed") this.store.write([...this.files.values()].filter(({ hunks }) => hunks.length > 0));
    this.changes.fire(uri);
  }
}
