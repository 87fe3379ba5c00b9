import * as vscode from "vscode";
import { applyEdit } from "../../edit/index.ts";
import { ModelError, toModelError } from "../../model/modelError.ts";
import type { CodeExcerpt } from "../../prompts/code.ts";
import { readAnswer } from "../../prompts/answer/readAnswer.ts";
import { testsMessages } from "../../prompts/tests.ts";
import { linesOf } from "../attachments/attachments.ts";
import { shownPath } from "../core/documents.ts";
import type { ResolveModel } from "../core/answering.ts";
import { previewEdits, previewNewFile } from "../language/preview.ts";
import { codeAt } from "../language/symbols.ts";
import type { Target } from "../language/target.ts";
import { testFramework } from "./testFramework.ts";
import { type TestPlace, testPlace } from "./testPlace.ts";
import { textOf } from "../core/textOf.ts";
import { inform, tellError } from "../show/notices.ts";
import { withNotice } from "../show/progress.ts";
import { WorkspaceError } from "../../agent/ports/workspaceFault.ts";
import { addressInside, documentAt, insideText } from "../core/reading.ts";

/** Test files up to this many characters are rewritten as a whole; longer ones get tests appended. */
const WHOLE_FILE = 12_000;
/** Characters sent of an example; its beginning shows the style. */
const EXAMPLE = 4_000;
/** Characters sent of the code under test. */
const CODE = 16_000;
/** Characters of a model's words shown in a notification. */
const MOST_WORDS = 300;
/** Workspace files searched for a test and its neighbours. */
const MOST_FILES = 5_000;

/**
 * Writes tests of the target into the project's own test file, new or existing, in the project's framework. The
 * Refactor Preview shows the change. Confirmed edits are applied, and the file is shown.
 */
export async function writeTests({ document, range }: Target, who: ResolveModel): Promise<void> {
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  if (!folder) {
    void inform("Tests need a project: save this file in an open folder first.");
    return;
  }
  if (!vscode.workspace.isTrusted) {
    void inform("Writing tests reads and changes this folder: trust it first.");
    return;
  }
  const title = "Gemma writes tests";
  const written = await withNotice(title, async (report, signal) => {
    try {
      return await ask({ document, range }, folder, who, signal, report);
    } catch (error) {
      const { fault, message } = toModelError(error, signal);
      if (fault.kind !== "aborted")
        void tellError(`Gemma Code: ${error instanceof WorkspaceError ? error.forUser : message}`);
      return undefined;
    }
  });
  if (!written) return;
  const label = `Tests of ${shownPath(document.uri)}`;
  const isTaken =
    "edits" in written
      ? await previewEdits(written.edits, label, document.uri)
      : await previewNewFile(written.uri, written.text, label, document.uri);
  if (isTaken) await vscode.window.showTextDocument(written.uri);
}

/** Tests for an existing file, as edits, or the text of a new file. */
type Written = { uri: vscode.Uri } & ({ edits: vscode.WorkspaceEdit } | { text: string });

async function ask(
  { document, range }: Target,
  folder: vscode.WorkspaceFolder,
  who: ResolveModel,
  signal: AbortSignal,
  tell: (message: string) => void,
): Promise<Written> {
  const place = await placeIn(folder, document.uri);
  const uri = await addressInside(vscode.Uri.joinPath(folder.uri, place.path));
  const existing = place.exists ? await documentAt(uri) : undefined;
  const example =
    place.example === undefined ? undefined : await insideText(vscode.Uri.joinPath(folder.uri, place.example));
  const framework = testFramework(place.path, await projectTexts(folder, document.uri, existing?.getText() ?? example));
  const before = existing?.getText() ?? "";
  const answer = before.length > WHOLE_FILE ? "append" : "whole";
  tell(place.path);
  const messages = testsMessages({
    code: excerpt(document, await codeAt(document, range), CODE),
    path: place.path,
    framework,
    answer,
    ...(existing && { existing: excerpt(existing, wholeOf(existing), WHOLE_FILE) }),
    ...(place.example !== undefined && example !== undefined && { example: sample(place.example, example) }),
  });
  const code = testsOf(await textOf(await who(signal), messages, signal), `${document.getText(range)}\n${before}`);
  if (!code) throw new ModelError({ kind: "empty" }, "Gemma answered without tests. Try again, or another model.");
  return existing ? { uri, edits: extended(existing, code, answer) } : { uri, text: `${code}\n` };
}

/** The tests in an answer. If it holds only words, throws ModelError with them. */
function testsOf(answer: string, code: string): string {
  const read = readAnswer(answer, code);
  switch (read.type) {
    case "empty":
      return "";
    case "code":
      return read.code.trimEnd();
    case "words": {
      const said = read.words.replaceAll(/\s+/g, " ").slice(0, MOST_WORDS);
      throw new ModelError({ kind: "empty" }, `Gemma wrote no tests but said: ${said}`);
    }
  }
}

async function placeIn(folder: vscode.WorkspaceFolder, source: vscode.Uri): Promise<TestPlace> {
  const names = "**/{*[Tt]est*,*[Ss]pec*,__tests__/*}";
  const pattern = new vscode.RelativePattern(folder, names);
  const found = await vscode.workspace.findFiles(pattern, "**/{node_modules,dist,out,build,.venv}/**", MOST_FILES);
  const base = `${folder.uri.path.replace(/\/$/, "")}/`;
  const relative = (uri: vscode.Uri): string => uri.path.slice(base.length);
  return testPlace(relative(source), found.map(relative).sort());
}

/** The manifests between the file and the folder's root; the nearest wins. */
async function projectTexts(folder: vscode.WorkspaceFolder, source: vscode.Uri, test: string | undefined) {
  const nearest = async (name: string): Promise<string | undefined> => {
    for (let at = vscode.Uri.joinPath(source, ".."); ; at = vscode.Uri.joinPath(at, "..")) {
      const text = await insideText(vscode.Uri.joinPath(at, name));
      if (text !== undefined || at.path.length <= folder.uri.path.length) return text;
    }
  };
  const names = [
    "package.json",
    "pyproject.toml",
    "setup.cfg",
    "requirements.txt",
    "requirements-dev.txt",
    "pytest.ini",
  ];
  const [packageJson, ...python] = await Promise.all(names.map(nearest));
  return {
    python: python.filter((text) => text !== undefined).join("\n"),
    ...(packageJson !== undefined && { packageJson }),
    ...(test !== undefined && { test }),
  };
}

/** The edit engine refuses placeholders for existing tests, and finds the smallest change. */
function extended(document: vscode.TextDocument, code: string, answer: "whole" | "append"): vscode.WorkspaceEdit {
  const before = document.getText();
  const edits = new vscode.WorkspaceEdit();
  if (answer === "append") {
    const end = document.lineAt(document.lineCount - 1).range.end;
    edits.insert(document.uri, end, `${before.endsWith("\n") ? "\n" : "\n\n"}${code}\n`);
    return edits;
  }
  const result = applyEdit(before, { kind: "rewrite", text: `${code}\n` });
  if (!result.ok) throw new ModelError({ kind: "empty" }, `Gemma's tests do not fit the file: ${result.error.message}`);
  for (const { start, end, text } of result.edits) {
    edits.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), text);
  }
  return edits;
}

const wholeOf = (document: vscode.TextDocument): vscode.Range =>
  new vscode.Range(new vscode.Position(0, 0), document.lineAt(document.lineCount - 1).range.end);

function excerpt(document: vscode.TextDocument, range: vscode.Range, most: number): CodeExcerpt {
  const [startLine, endLine] = linesOf(range);
  const text = cut(document.getText(range), most);
  return { path: shownPath(document.uri), languageId: document.languageId, startLine, endLine, text };
}

function sample(path: string, text: string): CodeExcerpt {
  const shown = cut(text, EXAMPLE);
  return { path, languageId: "", startLine: 1, endLine: shown.split("\n").length, text: shown };
}

const cut = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most)}\n[cut: the rest is left out]` : text;
