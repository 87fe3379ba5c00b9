import * as vscode from "vscode";
import type { Chip } from "../../agent/turnEvent.ts";
import type { ImageFile } from "../../chat/protocol.ts";
import { chipOfFile } from "./chips.ts";

const mediaTypes: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  webp: "image/webp",
  gif: "image/gif",
};
/** A picture beyond this is no screenshot and would stand still on its way into the panel. */
const MAX_BYTES = 30_000_000;

/** Lets the person pick images; none when they change their mind. */
export async function pickImages(): Promise<ImageFile[]> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const uris = await vscode.window.showOpenDialog({
    title: "Add an image",
    openLabel: "Add",
    canSelectMany: true,
    filters: { Images: Object.keys(mediaTypes) },
    ...(folder && { defaultUri: folder }),
  });
  return readImages(uris ?? []);
}

/** What was dropped onto the panel from within the editor: images with their bytes, the workspace's other files as chips. */
export async function takeDropped(addresses: readonly string[]): Promise<{ files: ImageFile[]; chips: Chip[] }> {
  const uris = addresses.map((address) => vscode.Uri.parse(address));
  const files = await readImages(uris.filter((uri) => mediaTypeOf(uri) !== undefined));
  const others = uris.filter((uri) => mediaTypeOf(uri) === undefined);
  const chips = await Promise.all(
    others.map(async (uri) => {
      const { type } = await vscode.workspace.fs.stat(uri);
      const isInside = vscode.workspace.getWorkspaceFolder(uri) !== undefined;
      if (isInside && type === vscode.FileType.File) return chipOfFile(uri);
      warn(`${nameOf(uri)} is no file of this workspace.`);
      return undefined;
    }),
  );
  return { files, chips: chips.filter((chip) => chip !== undefined) };
}

async function readImages(uris: readonly vscode.Uri[]): Promise<ImageFile[]> {
  const files = await Promise.all(
    uris.map(async (uri) => {
      const { size } = await vscode.workspace.fs.stat(uri);
      const mediaType = mediaTypeOf(uri);
      if (size > MAX_BYTES) warn(`${nameOf(uri)} is larger than 30 MB.`);
      if (size > MAX_BYTES || mediaType === undefined) return undefined;
      const bytes = await vscode.workspace.fs.readFile(uri);
      return { name: nameOf(uri), mediaType, data: Buffer.from(bytes).toString("base64") };
    }),
  );
  return files.filter((file) => file !== undefined);
}

const nameOf = (uri: vscode.Uri): string => uri.path.split("/").at(-1) ?? uri.path;
const mediaTypeOf = (uri: vscode.Uri): string | undefined =>
  mediaTypes[nameOf(uri).split(".").at(-1)?.toLowerCase() ?? ""];
const warn = (words: string): void => void vscode.window.showWarningMessage(`Gemma Code: ${words}`);
