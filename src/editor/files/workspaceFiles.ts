import { readFile, stat } from "node:fs/promises";
import { relative, sep } from "node:path";
import * as vscode from "vscode";
import type { FileText, FolderEntry, SearchHit, TextEdit, Workspace } from "../../agent/workspace.ts";
import { splice } from "../../edit/pendingHunks.ts";
import type { Review } from "../review/review.ts";
import { type Folder, locate, type Place, refuseGitData } from "./containment.ts";
import { findRipgrep, ripgrep } from "./ripgrep.ts";

/** Beyond this a file is no text that a model could use, and the editor would stall on it. */
const MAX_BYTES = 5_000_000;

const folders = (): Folder[] =>
  (vscode.workspace.workspaceFolders ?? [])
    .filter((folder) => folder.uri.scheme === "file")
    .map((folder) => ({ name: folder.name, path: folder.uri.fsPath }));

/** What keeps account of changes that wait for the person's judgement. */
export type ChangeKeeper = Pick<Review, "propose" | "absorbing" | "created">;

/** For reading alone, and for changes that are nobody's to judge. */
export const unreviewed: ChangeKeeper = {
  propose: async (_document, _edit, apply) => apply(),
  absorbing: async (_document, work) => work(),
  created: () => undefined,
};

/** The open workspace through VS Code: buffers before disk, edits as the editor's own. */
export class WorkspaceFiles implements Workspace {
  private readonly review: ChangeKeeper;

  constructor(review: ChangeKeeper) {
    this.review = review;
  }

  async read(path: string, signal: AbortSignal): Promise<FileText> {
    signal.throwIfAborted();
    const place = await locate(folders(), path);
    return { path: place.shown, text: (await open(place)).getText() };
  }

  async list(path: string): Promise<FolderEntry[]> {
    const place = await locate(folders(), path);
    const uri = vscode.Uri.file(place.absolute);
    const entries = await Promise.resolve(vscode.workspace.fs.readDirectory(uri)).catch(() => {
      throw new Error(`There is no folder "${place.shown}".`);
    });
    return entries
      .filter(([name]) => name !== ".git")
      .map(([name, type]) => ({ name, kind: type & vscode.FileType.Directory ? "folder" : "file" }));
  }

  async search(
    query: { text: string; regex: boolean; path?: string },
    limit: number,
    signal: AbortSignal,
  ): Promise<SearchHit[]> {
    const program = await findRipgrep(vscode.env.appRoot);
    if (!program) throw new Error("This editor brings no search program. Read files instead.");
    const places = await this.searchPlaces(query.path);
    const hits: SearchHit[] = [];
    for (const { folder, place } of places) {
      const found = await ripgrep(program, { ...query, folder: place, limit, excludes: excludedGlobs() }, signal);
      const prefix = relative(folder.path, place).split(sep).join("/");
      const head = [...(places.length > 1 || folders().length > 1 ? [folder.name] : []), ...(prefix ? [prefix] : [])];
      hits.push(...found.map((hit) => ({ ...hit, path: [...head, hit.path].join("/") })));
    }
    return hits.slice(0, limit);
  }

  async checkNew(path: string): Promise<void> {
    await newPlace(path);
  }

  async edit(file: FileText, edits: readonly TextEdit[]): Promise<void> {
    const place = await locate(folders(), file.path);
    refuseGitData(place);
    const document = await open(place);
    await refuseMisread(place, document);
    if (document.getText() !== file.text) throw new Error(`"${file.path}" changed meanwhile; read it again.`);
    const wasDirty = document.isDirty;
    const change = new vscode.WorkspaceEdit();
    for (const { start, end, text } of edits) {
      change.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), text);
    }
    const whole = { start: 0, end: file.text.length, text: splice(file.text, edits) };
    const done = await this.review.propose(document, whole, () => vscode.workspace.applyEdit(change));
    if (!done) throw new Error(`The editor refused to change "${file.path}".`);
    // What the person has not saved stays theirs to save; otherwise disk and buffer stay equal.
    if (wasDirty) return;
    const saved = await this.review.absorbing(document, () => document.save());
    if (!saved) throw new Error(`"${file.path}" was changed but could not be saved.`);
  }

  async create(path: string, text: string): Promise<void> {
    const place = await newPlace(path);
    const change = new vscode.WorkspaceEdit();
    change.createFile(vscode.Uri.file(place.absolute), { overwrite: false, contents: new TextEncoder().encode(text) });
    if (!(await vscode.workspace.applyEdit(change))) throw new Error(`The editor refused to create "${path}".`);
    this.review.created(vscode.Uri.file(place.absolute), text);
  }

  private async searchPlaces(path: string | undefined): Promise<{ folder: Folder; place: string }[]> {
    if (path === undefined || path === "" || path === ".")
      return folders().map((folder) => ({ folder, place: folder.path }));
    const { absolute } = await locate(folders(), path);
    const isFolder = (await stat(absolute).catch(() => undefined))?.isDirectory();
    if (!isFolder) throw new Error(`There is no folder "${path}" to search in.`);
    const folder = folders().find((each) => !relative(each.path, absolute).startsWith(".."));
    return folder ? [{ folder, place: absolute }] : [];
  }
}

async function newPlace(path: string): Promise<Place> {
  const place = await locate(folders(), path);
  refuseGitData(place);
  const exists = await stat(place.absolute).then(
    () => true,
    () => false,
  );
  if (exists) throw new Error(`"${place.shown}" exists already; use edit_file to change it.`);
  return place;
}

async function open(place: Place): Promise<vscode.TextDocument> {
  const info = await stat(place.absolute).catch(() => undefined);
  if (!info) throw new Error(`There is no file "${place.shown}". Use list_dir or search_text to find it.`);
  if (info.isDirectory()) throw new Error(`"${place.shown}" is a folder.`);
  if (info.size > MAX_BYTES) throw new Error(`"${place.shown}" is too large to read (${info.size} bytes).`);
  try {
    return await vscode.workspace.openTextDocument(vscode.Uri.file(place.absolute));
  } catch {
    throw new Error(`"${place.shown}" is not a text file.`);
  }
}

/**
 * Throws when the editor shows "\ufffd" for bytes that it could not read in the encoding it took: saving would write
 * that sign over them.
 */
async function refuseMisread(place: Place, document: vscode.TextDocument): Promise<void> {
  if (!document.getText().includes("\ufffd")) return;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(await readFile(place.absolute));
  } catch {
    throw new Error(
      `"${place.shown}" is not in UTF-8, and saving it would harm it. Ask the user to reopen it with its encoding.`,
    );
  }
}

/** What the person keeps out of searches. */
function excludedGlobs(): string[] {
  const settings = vscode.workspace.getConfiguration();
  const excludes = { ...settings.get<object>("files.exclude"), ...settings.get<object>("search.exclude") };
  return Object.entries(excludes).flatMap(([glob, on]) => (on === true ? [glob] : []));
}
