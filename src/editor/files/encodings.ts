import { readFile } from "node:fs/promises";
import * as vscode from "vscode";

/** How long the editor may take to notice what others wrote to a file. */
const PATIENCE_MS = 3000;

/** Whether the file's bytes are not in the encoding that the editor took: saving would write other ones over them. */
export async function isMisread(document: vscode.TextDocument): Promise<boolean> {
  const { encoding, uri } = document;
  if (uri.scheme !== "file" || (isUtf8(encoding) && !document.getText().includes("\ufffd"))) return false;
  const bytes = await readFile(uri.fsPath).catch(() => undefined);
  if (!bytes) return false;
  const again = await vscode.workspace.encode(await vscode.workspace.decode(bytes, { encoding }), { encoding });
  return Buffer.compare(withoutMark(bytes), withoutMark(again)) !== 0;
}

/** The first character of a text that a document's encoding cannot write. */
export async function unwritable(text: string, encoding: string): Promise<string | undefined> {
  if (encoding.startsWith("utf")) return undefined;
  const again = await vscode.workspace.decode(await vscode.workspace.encode(text, { encoding }), { encoding });
  if (again === text) return undefined;
  let at = 0;
  while (at < text.length && text[at] === again[at]) at++;
  return String.fromCodePoint(text.codePointAt(at) ?? 0xfffd);
}

/**
 * Whether a document without unsaved text reads as its file does. The editor takes a moment to notice what others wrote:
 * it is given some time.
 */
export async function followsDisk(document: vscode.TextDocument): Promise<boolean> {
  const isEqual = async () => {
    const text = await textOnDisk(document);
    return document.isDirty || text === undefined || normal(text) === normal(document.getText());
  };
  if (await isEqual()) return true;
  const heard = new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(late);
      listening.dispose();
      resolve();
    };
    const listening = vscode.workspace.onDidChangeTextDocument((event) => event.document === document && done());
    const late = setTimeout(done, PATIENCE_MS);
  });
  await heard;
  return isEqual();
}

/** What the file holds, read as the document was; undefined where that cannot be told. */
async function textOnDisk({ uri, encoding }: vscode.TextDocument): Promise<string | undefined> {
  const bytes = await readFile(uri.fsPath).catch(() => undefined);
  if (!bytes || isUtf8(encoding)) return bytes && new TextDecoder().decode(bytes);
  return vscode.workspace.decode(bytes, { encoding });
}

const isUtf8 = (encoding: string): boolean => encoding === "utf8" || encoding === "utf8bom";

/** The editor gives all lines of a document the same break, and decoders differ in how often they say that bytes are wrong. */
const normal = (text: string): string =>
  text
    .replace(/^\ufeff/, "")
    .replace(/\r\n?/g, "\n")
    .replace(/\ufffd+/g, "\ufffd");

function withoutMark(bytes: Uint8Array): Uint8Array {
  const marks = [
    [0xef, 0xbb, 0xbf],
    [0xff, 0xfe],
    [0xfe, 0xff],
  ];
  const mark = marks.find((each) => each.every((byte, at) => bytes[at] === byte));
  return bytes.subarray(mark?.length ?? 0);
}
