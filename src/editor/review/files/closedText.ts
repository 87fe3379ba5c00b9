import * as vscode from "vscode";

/** A closed document's file text in buffer form: one kind of line break, no byte order mark. */
export async function closedText({ uri, encoding, eol }: vscode.TextDocument): Promise<string | undefined> {
  const bytes = await vscode.workspace.fs.readFile(uri).then(
    (bytes) => bytes,
    () => undefined,
  );
  if (!bytes) return undefined;
  const text = await vscode.workspace.decode(bytes, { encoding });
  const lineBreak = eol === vscode.EndOfLine.CRLF ? "\r\n" : "\n";
  return text.replace(/^\ufeff/, "").replace(/\r\n?|\n/g, lineBreak);
}
