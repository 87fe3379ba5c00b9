import * as vscode from "vscode";
import type { AttachmentsToHost, ImageFile, MediaPlanned } from "../../chat/protocol/attachments.ts";
import type { Attachment } from "../../agent/transcript/turnEvent.ts";
import type { CommandOf } from "../core/feature/contributes.ts";
import type { Core, Feature } from "../core/feature/feature.ts";
import { attachmentOf, pickAttachment } from "./attachments.ts";
import type { contributes } from "./contributes.ts";
import { warn } from "../show/notices.ts";
import { pickMedia, takeDropped } from "./dropped.ts";
import { mediaPlan, type ModelInputs } from "./mediaPlan.ts";
import { askForWebImage, fetchShown } from "./webImageBox.ts";

/** What is sent with the next question: code, files, images, videos, recordings. */
export function registerAttachments(
  { panel }: Core,
  ports: { inputs: ModelInputs },
): Feature<CommandOf<typeof contributes>, AttachmentsToHost> {
  const { inputs } = ports;
  const compose = (chips: readonly Attachment[]): void => {
    if (chips.length > 0) panel.post({ type: "compose", text: "", chips });
  };
  const postImages = (files: readonly ImageFile[]): void => panel.post({ type: "images", files });
  const postImage = (file: ImageFile | undefined): void => {
    if (file) postImages([file]);
  };

  async function attach(active: vscode.TextEditor | undefined): Promise<void> {
    const picked = active ? attachmentOf(active.document, new vscode.Range(0, 0, 0, 0)) : await pickAttachment();
    return picked === "web-image" ? postImage(await askForWebImage()) : compose(picked ? [picked] : []);
  }

  async function plan({ id, width, height, ...media }: Extract<AttachmentsToHost, { type: "plan-media" }>) {
    const { frameSize, ...takes } = await inputs.takes();
    const decided = mediaPlan(media, takes);
    const post = (planned: MediaPlanned): void => panel.post({ type: "media-plan", id, plan: planned });
    switch (decided.type) {
      case "refused":
        void warn(`Gemma Code: ${decided.words}`);
        return post({ type: "refused" });
      case "video":
        return post({ ...decided, ...frameSize({ width: width ?? 1, height: height ?? 1 }) });
      case "audio":
        return post(decided);
    }
  }

  return {
    commands: {
      "gemma.attachSelection": () => {
        const editor = vscode.window.activeTextEditor;
        return editor && panel.compose("", [attachmentOf(editor.document, editor.selection)]);
      },
      "gemma.attachWebImage": async () => {
        const image = await askForWebImage().catch((error: unknown) => panel.report(error));
        if (image) await panel.compose("", [], [image]);
      },
    },
    panel: {
      attach: ({ what }) =>
        what === "open-file" ? attach(vscode.window.activeTextEditor) : panel.refocusing(() => attach(undefined)),
      "pick-images": () => panel.refocusing(async () => postImages(await pickMedia(await inputs.takes()))),
      dropped: async ({ uris }) => {
        const { files, chips } = await takeDropped(uris);
        if (files.length > 0) postImages(files);
        compose(chips);
      },
      "fetch-image": async ({ address }) => postImage(await fetchShown(address, false)),
      "unreadable-image": ({ name }) => void warn(`Gemma Code: ${name} is no image that can be read.`),
      "size-image": async ({ id, width, height }) =>
        panel.post({ type: "image-size", id, ...(await inputs.imageSize({ width, height })) }),
      "plan-media": plan,
    },
    dispose: () => undefined,
  };
}
