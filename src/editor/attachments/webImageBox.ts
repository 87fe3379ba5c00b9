import type { ImageFile } from "../../chat/protocol/attachments.ts";
import { askText } from "../show/inputs.ts";
import { withNotice } from "../show/progress.ts";
import { fetchWebImage } from "./webImage.ts";

/** Lets the user write the address of an image and fetches it; undefined when they change their mind. Throws in words. */
export async function askForWebImage(): Promise<ImageFile | undefined> {
  const address = await askText({
    title: "Image from Web Address",
    prompt: "The image is fetched by this editor and goes to the model with your question.",
    placeHolder: "https://…",
    ignoreFocusOut: true,
  });
  return address === undefined || address.trim() === "" ? undefined : fetchShown(address, true);
}

/** Fetches under a notification that can stop it; undefined when it was stopped. */
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
