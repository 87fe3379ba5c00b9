import { readFile, utimes } from "node:fs/promises";
import * as vscode from "vscode";
import { hasMixedEnds } from "../../edit/text/lines.ts";

/** Time limit for the editor to notice changes on disk by itself, and after it was told. */
const TIMEOUT_MS = 500;
const TOLD_TIMEOUT_MS = 3000;

/**
 * What saving a document would change besides an edit. "misread": the editor's encoding doesn't fit the bytes.
 * "line-ends": mixed line ends or a lone "\r", while the buffer has only one kind. Undefined if the file stays byte for
 * byte.
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

/** The first character that a document's encoding cannot write. */
export async function unwritable(text: string, encoding: string): Promise<string | undefined> {
  if (encoding.startsWith("utf")) return undefined;
  const again = await vscode.workspace.decode(await vscode.workspace.encode(text, { encoding }), { encoding });
  if (again === text) return undefined;
  let at = 0;
  while (at < text.length && text[at] === again[at]) at++;
  return String.fromCodePoint(text.codePointAt(at) ?? 0xfffd);
}

/**
 * Whether a document without unsaved text matches its file. Gives the editor time to notice changes by others. Changes
 * made during its own save look like its own text and stay unnoticed; a new modification time reveals them.
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
  await changed(document, TIMEOUT_MS);
  if (await isEqual()) return true;
  const told = changed(document, TOLD_TIMEOUT_MS);
  const now = new Date();
  await utimes(document.uri.fsPath, now, now).catch(() => undefined);
  await told;
  return isEqual();
}

/** Resolves when the document changes, or after `within` milliseconds. */
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

/** The file's text, decoded like the document; undefined if that is unknown. */
async function textOnDisk({ uri, encoding }: vscode.TextDocument): Promise<string | undefined> {
  const bytes = await readFile(uri.fsPath).catch(() => undefined);
  return bytes && decoded(bytes, encoding);
}

const decoded = async (bytes: Uint8Array, encoding: string): Promise<string> =>
  isUtf8(encoding) ? new TextDecoder().decode(bytes) : vscode.workspace.decode(bytes, { encoding });

/** Whether bytes are equal apart from a byte order mark. */
const isEqual = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(withoutMark(a), withoutMark(b)) === 0;

const isUtf8 = (encoding: string): boolean => encoding === "utf8" || encoding === "utf8bom";

/** The editor gives all lines the same break, and decoders differ in how often they mark wrong bytes. */
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
