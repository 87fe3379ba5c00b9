import * as vscode from "vscode";
import type { Chip } from "../../agent/transcript/turnEvent.ts";
import type { ImageFile, MediaPlanned } from "../../chat/protocol/attachments.ts";
import type { ToHost, ToPanel } from "../../chat/protocol/protocol.ts";
import { fetchWebImage } from "./webImage.ts";
import { mediaPlan } from "./mediaPlan.ts";
import type { ModelInputs } from "./modelInputs.ts";
import { chipOf, pickChip } from "./chips.ts";
import { pickMedia, takeDropped, warn } from "./dropped.ts";

const attachTypes = [
  "attach",
  "dropped",
  "fetch-image",
  "pick-images",
  "plan-media",
  "size-image",
  "unreadable-image",
] as const;
export type AttachMessage = Extract<ToHost, { type: (typeof attachTypes)[number] }>;

/** Whether a message of the panel is about what is attached to the next question. */
export const isAttaching = (message: ToHost): message is AttachMessage =>
  attachTypes.some((type) => type === message.type);

export type AttachPorts = {
  post(message: ToPanel): void;
  inputs: ModelInputs;
};

/** What the panel asks for on behalf of the composer's attachments. */
export class Attachments {
  private readonly ports: AttachPorts;

  constructor(ports: AttachPorts) {
    this.ports = ports;
  }

  async receive(message: AttachMessage): Promise<void> {
    const { post, inputs } = this.ports;
    switch (message.type) {
      case "size-image": {
        const { id, width, height } = message;
        return post({ type: "image-size", id, ...(await inputs.imageSize({ width, height })) });
      }
      case "plan-media":
        return this.plan(message);
      case "pick-images":
        return post({ type: "images", files: await pickMedia(await inputs.takes()) });
      case "dropped": {
        const { files, chips } = await takeDropped(message.uris);
        if (files.length > 0) post({ type: "images", files });
        return this.compose(chips);
      }
      case "fetch-image":
        return this.images(await fetchShown(message.address, false));
      case "unreadable-image":
        return warn(`${message.name} is no image that can be read.`);
      case "attach": {
        const front = message.what === "open-file" ? vscode.window.activeTextEditor : undefined;
        const picked = front ? chipOf(front.document, new vscode.Range(0, 0, 0, 0)) : await pickChip();
        return picked === "web-image" ? this.images(await askForWebImage()) : this.compose(picked ? [picked] : []);
      }
    }
  }

  private async plan({ id, width, height, ...media }: Extract<AttachMessage, { type: "plan-media" }>): Promise<void> {
    const { frameSize, ...inputs } = await this.ports.inputs.takes();
    const plan = mediaPlan(media, inputs);
    const post = (decided: MediaPlanned): void => this.ports.post({ type: "media-plan", id, plan: decided });
    switch (plan.type) {
      case "refused":
        warn(plan.words);
        return post({ type: "refused" });
      case "video":
        return post({ ...plan, ...frameSize({ width: width ?? 1, height: height ?? 1 }) });
      case "audio":
        return post(plan);
    }
  }

  private compose(chips: readonly Chip[]): void {
    if (chips.length > 0) this.ports.post({ type: "compose", text: "", chips });
  }

  private images(file: ImageFile | undefined): void {
    if (file) this.ports.post({ type: "images", files: [file] });
  }
}

/** Lets the user write the address of an image and fetches it; undefined when they change their mind. Throws in words. */
export async function askForWebImage(): Promise<ImageFile | undefined> {
  const address = await vscode.window.showInputBox({
    title: "Image from Web Address",
    prompt: "The image is fetched by this editor and goes to the model with your question.",
    placeHolder: "https://…",
    ignoreFocusOut: true,
  });
  return address === undefined || address.trim() === "" ? undefined : fetchShown(address, true);
}

/** Fetches under a notification that can stop it; undefined when it was stopped. */
async function fetchShown(address: string, typed: boolean): Promise<ImageFile | undefined> {
  const progress = { location: vscode.ProgressLocation.Notification, title: "Fetching the image…", cancellable: true };
  return vscode.window.withProgress(progress, async (_, token) => {
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    try {
      return await fetchWebImage(address, { typed, signal: stop.signal });
    } catch (error) {
      if (stop.signal.aborted) return undefined;
      throw error;
    }
  });
}
