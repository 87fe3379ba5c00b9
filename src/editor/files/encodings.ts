import { readFile, utimes } from "node:fs/promises";
import * as vscode from "vscode";
import { hasMixedEnds } from "../../edit/text/lines.ts";

/** How long the editor may take to notice by itself what others wrote to a file, and then when it is told of it. */
const PATIENCE_MS = 500;
const TOLD_PATIENCE_MS = 3000;

/**
 * What saving the document would change in its file besides an edit: "misread", the bytes are not in the encoding that
 * the editor took; "line-ends", the lines end in more than one way or with a lone "\r", and the editor's buffer knows
 * one way. Undefined where the file stays as it is, byte for byte.
 */
export async function harmOfSaving(document: vscode.TextDocument): Promise<"misread" | "line-ends" | undefined> {
  const { encoding, uri } = document;
  if (uri.scheme !== "file") return undefined;
  const bytes = await readFile(uri.fsPath).catch(() => undefined);
  if (!bytes) return undefined;
  const text = await decoded(bytes, encoding);
  if (
    (!isUtf8(encoding) || text.includes("\ufffd")) &&
    !isEqual(bytes, await vscode.workspace.encode(text, { encoding }))
  )
    return "misread";
  if (hasMixedEnds(text)) return "line-ends";
  if (document.isDirty || normal(text) !== normal(document.getText())) return undefined;
  return isEqual(bytes, await vscode.workspace.encode(document.getText(), { encoding })) ? undefined : "line-ends";
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
 * it is given some time. What was written while it saved looks to it like its own text, and is never noticed: a new time
 * of the file's last change tells it.
 */
export async function followsDisk(document: vscode.TextDocument): Promise<boolean> {
  const isEqual = async () => {
    const text = await textOnDisk(document);
    if (document.isDirty || text === undefined) return true;
    return (
      normal(text) === normal(document.getText()) && (!hasOneEnd(text) || hasCrlf(text) === hasCrlf(document.getText()))
    );
  };
  if (await isEqual()) return true;
  await changed(document, PATIENCE_MS);
  if (await isEqual()) return true;
  const told = changed(document, TOLD_PATIENCE_MS);
  const now = new Date();
  await utimes(document.uri.fsPath, now, now).catch(() => undefined);
  await told;
  return isEqual();
}

/** Resolves when the document changes, or after some milliseconds. */
function changed(document: vscode.TextDocument, within: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(late);
      listening.dispose();
      resolve();
    };
    const listening = vscode.workspace.onDidChangeTextDocument((event) => event.document === document && done());
    const late = setTimeout(done, within);
  });
}

const hasCrlf = (text: string): boolean => text.includes("\r\n");
const hasOneEnd = (text: string): boolean => text.includes("\n") && !hasMixedEnds(text);

/** What the file holds, read as the document was; undefined where that cannot be told. */
async function textOnDisk({ uri, encoding }: vscode.TextDocument): Promise<string | undefined> {
  const bytes = await readFile(uri.fsPath).catch(() => undefined);
  return bytes && decoded(bytes, encoding);
}

const decoded = async (bytes: Uint8Array, encoding: string): Promise<string> =>
  isUtf8(encoding) ? new TextDecoder().decode(bytes) : vscode.workspace.decode(bytes, { encoding });

/** Whether bytes are the same, a byte order mark aside. */
const isEqual = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(withoutMark(a), withoutMark(b)) === 0;

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
