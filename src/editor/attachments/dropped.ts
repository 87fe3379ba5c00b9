import * as vscode from "vscode";
import type { Attachment } from "../../agent/transcript/turnEvent.ts";
import type { ImageFile } from "../../chat/protocol/attachments.ts";
import type { Inputs } from "./mediaPlan.ts";
import { attachmentOfFile } from "./attachments.ts";
import { warn } from "../show/notices.ts";
import { bytesOfPicked } from "../core/reading.ts";

const images = { png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg", webp: "image/webp", gif: "image/gif" };
const videos = { mp4: "video/mp4", m4v: "video/mp4", webm: "video/webm", mov: "video/quicktime" };
const recordings = { wav: "audio/wav", mp3: "audio/mpeg", flac: "audio/flac", ogg: "audio/ogg", m4a: "audio/mp4" };
const mediaTypes = new Map(Object.entries<string>({ ...images, ...videos, ...recordings }));
/** The largest file, in bytes; larger ones would block on their way to the panel. */
const MAX_BYTES = 30_000_000;

/** Lets the user pick images and videos, and recordings if the model may take them. Empty if cancelled. */
export async function pickMedia({ audio }: Pick<Inputs, "audio">): Promise<ImageFile[]> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const hears = audio !== false;
  const kinds = {
    [hears ? "Images, videos and recordings" : "Images and videos"]: { ...images, ...videos, ...(hears && recordings) },
    Images: images,
    Videos: videos,
    ...(hears && { Recordings: recordings }),
  };
  const uris = await vscode.window.showOpenDialog({
    title: hears ? "Add an image, a video or a recording" : "Add an image or a video",
    openLabel: "Add",
    canSelectMany: true,
    filters: Object.fromEntries(Object.entries(kinds).map(([name, types]) => [name, Object.keys(types)])),
    ...(folder && { defaultUri: folder }),
  });
  return readMedia(uris ?? []);
}

/**
 * Files dropped onto the panel from the editor: images, videos and recordings with their bytes, other workspace files
 * as attachments.
 */
export async function takeDropped(addresses: readonly string[]): Promise<{ files: ImageFile[]; chips: Attachment[] }> {
  const uris = addresses.map((address) => vscode.Uri.parse(address)).filter(mayTouch);
  const files = await readMedia(uris.filter((uri) => mediaTypeOf(uri) !== undefined));
  const others = uris.filter((uri) => mediaTypeOf(uri) === undefined);
  const chips = await Promise.all(
    others.map(async (uri) => {
      const { type } = await vscode.workspace.fs.stat(uri);
      const isInside = vscode.workspace.getWorkspaceFolder(uri) !== undefined;
      if (isInside && type === vscode.FileType.File) return attachmentOfFile(uri);
      void warn(`Gemma Code: ${nameOf(uri)} is not a file of this workspace.`);
      return undefined;
    }),
  );
  return { files, chips: chips.filter((attachment) => attachment !== undefined) };
}

/** A web page may have been the source: looking up a file of a server would send it the user's credentials. */
function mayTouch(uri: vscode.Uri): boolean {
  const isOfServer = uri.scheme === "file" && (uri.authority !== "" || /^[\\/]{2}/.test(uri.path));
  if (!isOfServer || vscode.workspace.getWorkspaceFolder(uri) !== undefined) return true;
  void warn(`Gemma Code: ${nameOf(uri)} is on a server and not in this workspace.`);
  return false;
}

async function readMedia(uris: readonly vscode.Uri[]): Promise<ImageFile[]> {
  const files = await Promise.all(
    uris.map(async (uri) => {
      const { size } = await vscode.workspace.fs.stat(uri);
      const mediaType = mediaTypeOf(uri);
      if (size > MAX_BYTES) void warn(`Gemma Code: ${nameOf(uri)} is larger than 30 MB.`);
      if (size > MAX_BYTES || mediaType === undefined) return undefined;
      const bytes = await bytesOfPicked(uri);
      return { name: nameOf(uri), mediaType, data: Buffer.from(bytes).toString("base64") };
    }),
  );
  return files.filter((file) => file !== undefined);
}

const nameOf = (uri: vscode.Uri): string => uri.path.split("/").at(-1) ?? uri.path;
const mediaTypeOf = (uri: vscode.Uri): string | undefined =>
  mediaTypes.get(nameOf(uri).split(".").at(-1)?.toLowerCase() ?? "");
