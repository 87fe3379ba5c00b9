import * as vscode from "vscode";
import type { ForeignPart } from "../../../agent/ports/foreign.ts";

/** The most characters of all texts together, the largest image in bytes, and the most images of a result. */
const MOST_TEXT = 4_000_000;
const LARGEST_IMAGE = 5_000_000;
const MOST_PARTS = 1000;
/** How deep elements of a prompt nest at most. */
const DEEPEST = 60;

/** The pieces of a result, in order. */
export function resultParts(content: readonly unknown[]): ForeignPart[] {
  const parts = content.slice(0, MOST_PARTS).map(partOf);
  let left = MOST_TEXT;
  return parts.map((part) => {
    if (part.type !== "text") return part;
    const text = part.text.slice(0, left);
    left -= text.length;
    return { type: "text", text };
  });
}

function partOf(part: unknown): ForeignPart {
  if (part instanceof vscode.LanguageModelTextPart) return { type: "text", text: part.value };
  if (part instanceof vscode.LanguageModelPromptTsxPart) return { type: "text", text: promptText(part.value) };
  if (part instanceof vscode.LanguageModelDataPart) return dataPart(part);
  return { type: "other", what: "a piece of an unknown kind, left out" };
}

function dataPart({ mimeType, data }: vscode.LanguageModelDataPart): ForeignPart {
  const type = mimeType.toLowerCase().split(";")[0]!.trim();
  if (/^image\/[\w.+-]+$/.test(type) && data.byteLength <= LARGEST_IMAGE)
    return { type: "image", mediaType: type, data: Buffer.from(data).toString("base64") };
  if (/^text\/|[/+](json|xml|yaml)$/.test(type)) return { type: "text", text: new TextDecoder().decode(data) };
  return { type: "other", what: `data of another kind, ${data.byteLength} bytes, left out` };
}

/** The texts of a prompt's elements, which hold them in `text` and their own elements in `children`. */
function promptText(value: unknown): string {
  const texts: string[] = [];
  const visit = (node: unknown, depth: number): void => {
    if (typeof node !== "object" || node === null || depth > DEEPEST) return;
    if (Array.isArray(node)) {
      for (const each of node) visit(each, depth + 1);
      return;
    }
    if ("text" in node && typeof node.text === "string") texts.push(node.text);
    if ("node" in node) visit(node.node, depth + 1);
    if ("children" in node) visit(node.children, depth + 1);
  };
  visit(value, 0);
  return texts.join("");
}
