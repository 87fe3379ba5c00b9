import { stat } from "node:fs/promises";
import * as vscode from "vscode";
import { isPrivate } from "../../agent/approval/files/privateFiles.ts";
import { Consent } from "../../agent/approval/consent.ts";
import type {
  FileList,
  FileQuery,
  FileText,
  FolderEntry,
  SearchHit,
  SearchQuery,
  TextEdit,
  Workspace,
} from "../../agent/ports/workspace.ts";
import { WorkspaceError } from "../../agent/ports/workspaceFault.ts";
import type { FileChange } from "../../agent/transcript/turnEvent.ts";
import type { Picture } from "../../model/message.ts";
import { oneLineEnd } from "../../edit/text/lines.ts";
import { splice } from "../../edit/text/splices.ts";
import { withTimeout } from "../language/symbols.ts";
import type { Review } from "../review/review.ts";
import { followsDisk } from "./encodings.ts";
import { refuseGitData } from "../core/workspace/containment.ts";
import { folders, shownPath } from "../core/documents.ts";
import { hiddenBelow } from "../core/workspace/hiddenFiles.ts";
import { isSetReadOnly } from "../core/workspace/readOnly.ts";
import { replaceIn } from "../review/files/replaceIn.ts";
import { excludedGlobs, hiddenBySettings, listFiles, searchWorkspace } from "./search/workspaceSearch.ts";
import { newPlace } from "./newPlace.ts";
import { pictureAt } from "./picture.ts";
import { openText, refuseHarm, refuseUnwritable } from "./textFile.ts";
import { unlessStopped } from "./unlessStopped.ts";
import { find } from "../core/reading.ts";

/** How long formatters and other programs may delay a save, in milliseconds. */
const SAVE_MS = 15_000;

/** Tracks changes that wait for the user's review. */
export type ChangeKeeper = Pick<Review, "propose" | "absorbing" | "created">;

/** For reading only, and for changes without review. */
export const unreviewed: ChangeKeeper = {
  propose: async (_document, next) => (await next()?.apply()) ?? true,
  absorbing: async (_document, work) => work(),
  created: () => undefined,
};

/** The open workspace through VS Code: buffers before disk, edits as the editor's own. */
export class WorkspaceFiles implements Workspace {
  private readonly review: ChangeKeeper;

  constructor(review: ChangeKeeper) {
    this.review = review;
  }

  async read(path: string, signal: AbortSignal, consent?: Consent<"read-private">): Promise<FileText> {
    const { shown, judged } = await find(path);
    if (isPrivate(judged)) {
      if (!consent) throw new WorkspaceError({ kind: "private", path: shown });
      Consent.use(consent, { kind: "read-private", path: shown });
    }
    const file = await this.open(shown, signal);
    // A link came in between: this is not the place that was judged.
    if (file.path !== shown) throw new WorkspaceError({ kind: "changed", path });
    return { path: shown, text: file.text };
  }

  async image(path: string, signal: AbortSignal): Promise<{ path: string; picture: Picture } | undefined> {
    const place = await find(path);
    if (isPrivate(place.judged)) return undefined;
    const picture = await pictureAt(place.absolute, signal);
    // A link came in between: this is not the place that was judged.
    if (picture && (await find(path)).absolute !== place.absolute) throw new WorkspaceError({ kind: "changed", path });
    return picture && { path: place.shown, picture };
  }

  async privatePath(path: string): Promise<string | undefined> {
    const place = await find(path).catch(() => undefined);
    return place && isPrivate(place.judged) && (await isFile(place.absolute)) ? place.shown : undefined;
  }

  async open(path: string, signal: AbortSignal): Promise<FileText & { isPrivate: boolean }> {
    signal.throwIfAborted();
    const place = await find(path);
    const document = await unlessStopped(openText(place), signal);
    const { shown, judged } = place;
    return { path: shown, judged, text: document.getText(), isPrivate: isPrivate(judged) };
  }

  async list(path: string): Promise<FolderEntry[]> {
    const place = await find(path);
    const uri = vscode.Uri.file(place.address);
    const entries = await Promise.resolve(vscode.workspace.fs.readDirectory(uri)).catch(() => {
      throw new WorkspaceError({ kind: "missing-folder", path: place.shown });
    });
    const bySettings = hiddenBySettings();
    const byLines = await hiddenBelow(folders(), place.address);
    return entries
      .filter(
        ([name]) =>
          !byLines(name) && name !== ".git" && !bySettings(place.shown === "." ? name : `${place.shown}/${name}`),
      )
      .map(([name, type]) => ({ name, kind: type & vscode.FileType.Directory ? "folder" : "file" }));
  }

  search(query: SearchQuery, limit: number, signal: AbortSignal): Promise<SearchHit[]> {
    return searchWorkspace(query, limit, signal);
  }

  filesBelow(query: FileQuery, most: number, signal: AbortSignal): Promise<FileList> {
    return listFiles(query, most, signal);
  }

  async checkNew(path: string, text: string): Promise<FileText> {
    const { shown, judged, whole } = await newFile(path, text);
    return { path: shown, judged, text: whole };
  }

  async checkEdit(file: FileText, edits: readonly TextEdit[]): Promise<void> {
    await editable(file, edits);
  }

  async edit(file: FileText, edits: readonly TextEdit[], consent: Consent<"edit">, signal: AbortSignal): Promise<void> {
    Consent.use(consent, { kind: "edit", change: changeBy(file, edits) });
    await this.write(file, edits, signal);
  }

  /** Makes an edit and saves it, as `edit` does; for a change that the user has allowed with others. */
  async write(file: FileText, edits: readonly TextEdit[], signal: AbortSignal): Promise<void> {
    const { document, wasDirty } = await unlessStopped(this.propose(file, edits, signal), signal);
    // Unsaved text stays unsaved, because saving it is the user's decision. Otherwise disk and buffer stay equal.
    if (wasDirty) return;
    const saving = withTimeout(
      this.review.absorbing(document, () => document.save()),
      SAVE_MS,
    );
    if (!(await unlessStopped(saving, signal))) throw new WorkspaceError({ kind: "not-saved", path: file.path });
    // A program that watches the file may have rewritten it.
    await unlessStopped(followsDisk(document), signal);
  }

  /** Like `edit`, without saving: one undo step in the document, and no change on disk. */
  async propose(
    file: FileText,
    edits: readonly TextEdit[],
    signal?: AbortSignal,
  ): Promise<{ document: vscode.TextDocument; wasDirty: boolean }> {
    const { path } = file;
    const { document, after } = await editable(file, edits);
    const wasDirty = document.isDirty;
    const done = await this.review.propose(document, () => {
      // Last, so that nothing comes between this check and the edit.
      signal?.throwIfAborted();
      if (document.getText() !== file.text) throw new WorkspaceError({ kind: "changed", path });
      const replacements = edits.map(({ start, end, text }) => {
        return [new vscode.Range(document.positionAt(start), document.positionAt(end)), text] as const;
      });
      const whole = { start: 0, end: file.text.length, text: after };
      return { edit: whole, apply: () => replaceIn(document, replacements) };
    });
    if (!done) throw new WorkspaceError({ kind: "refused", path, what: "change" });
    return { document, wasDirty };
  }

  /** The URI of a file that can be created there. Throws WorkspaceError. */
  async newUri(path: string): Promise<vscode.Uri> {
    return vscode.Uri.file((await newPlace(path)).address);
  }

  /** Paths of the workspace's files, up to a limit, without those that searches skip. */
  async paths(most: number): Promise<string[]> {
    const globs = excludedGlobs();
    const found = await vscode.workspace.findFiles("**/*", globs.length > 0 ? `{${globs.join(",")}}` : null, most);
    return found.map(shownPath);
  }

  /**
   * Writes the file outside the editor's undo stack: undoing in it ends at the text as created. Deleting the file is
   * the review's task.
   */
  async create(path: string, text: string, consent: Consent<"edit">): Promise<void> {
    Consent.use(consent, { kind: "edit", change: { path, before: undefined, after: text } });
    await this.make(path, text);
  }

  /** Creates a file as `create` does; for a change that the user has allowed with others. */
  async make(path: string, text: string): Promise<void> {
    const { uri, encoding, shown, whole } = await newFile(path, text);
    // A link came in between: this is not the place that was shown.
    if (shown !== path) throw new WorkspaceError({ kind: "changed", path });
    const bytes = await vscode.workspace.encode(whole, { encoding });
    await Promise.resolve(vscode.workspace.fs.writeFile(uri, bytes)).catch(() => {
      throw new WorkspaceError({ kind: "refused", path, what: "create" });
    });
    this.review.created(uri, whole);
  }
}

const changeBy = ({ path, text }: FileText, edits: readonly TextEdit[]): FileChange => ({
  path,
  before: text,
  after: splice(text, edits),
});

const isFile = async (path: string): Promise<boolean> => (await stat(path).catch(() => undefined))?.isFile() ?? false;

/** The document of a file that was read, and its text after edits. Throws WorkspaceError if they can't be written. */
async function editable(
  { path, text }: FileText,
  edits: readonly TextEdit[],
): Promise<{ document: vscode.TextDocument; after: string }> {
  const place = await find(path);
  // A link came in between: this is not the place that was shown.
  if (place.shown !== path) throw new WorkspaceError({ kind: "changed", path });
  refuseGitData(place);
  const document = await openText(place);
  const after = splice(text, edits);
  if (/\r(?!\n)/.test(after)) throw new WorkspaceError({ kind: "carriage-return", path: place.shown });
  await refuseHarm(place.shown, document, after);
  if (document.getText() !== text) throw new WorkspaceError({ kind: "changed", path });
  return { document, after };
}

type NewFile = { uri: vscode.Uri; encoding: string; shown: string; judged: string; whole: string };

/** Where a new file goes, its encoding, and its text with one kind of line end. Throws WorkspaceError. */
async function newFile(path: string, text: string): Promise<NewFile> {
  const place = await newPlace(path);
  const uri = vscode.Uri.file(place.address);
  if (isSetReadOnly(uri)) throw new WorkspaceError({ kind: "read-only", path: place.shown, by: "setting" });
  const encoding = vscode.workspace.getConfiguration("files", uri).get("encoding", "utf8");
  await refuseUnwritable(place.shown, text, encoding);
  return { uri, encoding, shown: place.shown, judged: place.judged, whole: oneLineEnd(text) };
}
