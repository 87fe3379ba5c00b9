import * as vscode from "vscode";
import type { CommandId } from "../contributes.ts";
import { CELL_SCHEME } from "../core/workspace/cells.ts";

const { QuickFix, RefactorExtract, RefactorRewrite, Source, Empty } = vscode.CodeActionKind;

/** "selection": some selected code. "code": a selection, or a line with text when the user asks. "word": a name. */
type Wants = "selection" | "code" | "word";
type Entry = {
  title: string;
  command: CommandId;
  kind: vscode.CodeActionKind;
  wants: Wants;
  /** Writes nothing. */
  reads?: true;
  languages?: ReadonlySet<string>;
};

/** Languages with optional types, written in code or in comments. */
const typed = new Set(["typescript", "typescriptreact", "javascript", "javascriptreact", "python", "php"]);

const gemma = RefactorRewrite.append("gemma");
const entries: readonly Entry[] = [
  { title: "Refactor with Gemma…", command: "gemma.refactor", kind: gemma, wants: "code" },
  { title: "Simplify with Gemma", command: "gemma.simplify", kind: gemma.append("simplify"), wants: "code" },
  {
    title: "Extract a Function with Gemma",
    command: "gemma.extractFunction",
    kind: RefactorExtract.append("function").append("gemma"),
    wants: "selection",
  },
  {
    title: "Rename for Clarity with Gemma…",
    command: "gemma.renameForClarity",
    kind: gemma.append("rename"),
    wants: "word",
  },
  {
    title: "Add Types with Gemma",
    command: "gemma.addTypes",
    kind: gemma.append("types"),
    wants: "code",
    languages: typed,
  },
  { title: "Add Documentation with Gemma", command: "gemma.addDocs", kind: gemma.append("docs"), wants: "code" },
  { title: "Write Tests with Gemma", command: "gemma.writeTests", kind: gemma.append("tests"), wants: "code" },
  {
    title: "Write Tests for This File with Gemma",
    command: "gemma.writeTests",
    kind: Source.append("gemma").append("tests"),
    wants: "code",
  },
  {
    title: "Explain with Gemma",
    command: "gemma.explain",
    kind: Empty.append("gemma").append("explain"),
    wants: "code",
    reads: true,
  },
];

/** All kinds that can occur. VS Code asks only if one of them is wanted. */
export const codeActionMetadata: vscode.CodeActionProviderMetadata = {
  providedCodeActionKinds: [QuickFix.append("gemma"), ...entries.map(({ kind }) => kind)],
};

/** The entries of the lightbulb. They are commands; no model is asked until one is chosen. */
export const codeActions: vscode.CodeActionProvider = {
  async provideCodeActions(document, range, context, token) {
    const found = [...fixes(document, context), ...refactors(document, range, context)];
    if (found.length === 0 || (await isWritable(document))) return token.isCancellationRequested ? [] : found;
    return found.filter(({ reads }) => reads);
  },
};

type Offered = vscode.CodeAction & { reads: boolean };

/** The actions for all problems under the cursor. */
function fixes(document: vscode.TextDocument, { only, diagnostics }: vscode.CodeActionContext): Offered[] {
  const [first, ...more] = diagnostics;
  const kind = QuickFix.append("gemma");
  if (!first || (only && !only.contains(kind))) return [];
  const range = more.reduce((sum, { range }) => sum.union(range), first.range);
  const what = more.length === 0 ? "This Problem" : `These ${diagnostics.length} Problems`;
  const offers = [
    offer(`Fix ${what} with Gemma`, "gemma.fixProblem", kind, document, range),
    offer(`Explain ${what} with Gemma`, "gemma.explainProblem", kind, document, range, true),
  ];
  for (const each of offers) each.diagnostics = [...diagnostics];
  return offers;
}

/**
 * The actions for code. On its own, the lightbulb appears only for a selection, or it would show on every line. When
 * the user asks, the cursor refers to the code around it.
 */
function refactors(
  document: vscode.TextDocument,
  range: vscode.Range,
  { only, triggerKind }: vscode.CodeActionContext,
): Offered[] {
  const asked = triggerKind === vscode.CodeActionTriggerKind.Invoke || only !== undefined;
  const wanted = entries.filter(({ kind, languages }) => {
    if (languages && !languages.has(document.languageId)) return false;
    return only ? only.contains(kind) : !Source.contains(kind);
  });
  if (wanted.length === 0 || (range.isEmpty && !asked)) return [];
  const has = placeOf(document, range);
  return wanted
    .filter(({ wants }) => has[wants])
    .map(({ title, command, kind, reads }) =>
      offer(title, command, kind, document, Source.contains(kind) ? wholeOf(document) : range, reads),
    );
}

/** What is at a place. A selection inside a name counts as that name. */
function placeOf(document: vscode.TextDocument, range: vscode.Range): Record<Wants, boolean> {
  const selection = !range.isEmpty && /\S/.test(document.getText(range));
  const word = range.isSingleLine ? document.getWordRangeAtPosition(range.start) : undefined;
  const isName = word?.contains(range) === true && /^[\p{L}_$]/u.test(document.getText(word));
  return {
    selection: selection && !isName,
    code: selection || (range.isEmpty && !document.lineAt(range.start.line).isEmptyOrWhitespace),
    word: isName,
  };
}

const wholeOf = ({ lineCount }: vscode.TextDocument): vscode.Range => new vscode.Range(0, 0, lineCount, 0);

/** Commands take their place as plain JSON, because links in hovers do too. */
function offer(
  title: string,
  command: CommandId,
  kind: vscode.CodeActionKind,
  { uri }: vscode.TextDocument,
  { start, end }: vscode.Range,
  reads = false,
): Offered {
  const place = { uri: uri.toString(), range: [start.line, start.character, end.line, end.character] };
  const action = new vscode.CodeAction(title, kind);
  // Like its key, this refactor works on the selection.
  action.command = command === "gemma.refactor" ? { title, command } : { title, command, arguments: [place] };
  return Object.assign(action, { reads });
}

/**
 * Untitled documents are writable; for files, the file system knows. Documents of other providers are never written.
 */
async function isWritable({ uri }: vscode.TextDocument): Promise<boolean> {
  if (uri.scheme === "untitled" || uri.scheme === CELL_SCHEME) return true;
  if (vscode.workspace.fs.isWritableFileSystem(uri.scheme) !== true) return false;
  const { permissions } = await vscode.workspace.fs.stat(uri).then(
    (stat) => stat,
    () => ({ permissions: undefined }),
  );
  return permissions === undefined || (permissions & vscode.FilePermission.Readonly) === 0;
}
