import type { ImageFile } from "../../chat/protocol/attachments.ts";
import { askText } from "../show/inputs.ts";
import { withNotice } from "../show/progress.ts";
import { fetchWebImage } from "./webImage.ts";

/** Asks for an image's address and fetches the image; undefined if cancelled. Errors are in words for the user. */
export async function askForWebImage(): Promise<ImageFile | undefined> {
  const address = await askText({
    title: "Image from Web Address",
    prompt: "The image is fetched by this editor and goes to the model with your question.",
    placeHolder: "https://…",
    ignoreFocusOut: true,
  });
  return address === undefined || address.trim() === "" ? undefined : fetchShown(address, true);
}

/** Fetches with a cancellable notification; undefined if cancelled. */
export async function fetchShown(address: string, typed: boolean): Promise<ImageFile | undefined> {
  return withNotice("Fetching the image…", async (_, signal) => {
    try {
      return await fetchWebImage(address, { typed, signal });
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    }
  });
}
