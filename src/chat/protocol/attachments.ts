import * as v from "valibot";
import { count, listOf } from "../../agent/transcript/schema/lists.ts";
import { type MessageOf, optional, pixels, plain } from "./parts.ts";

export const attachmentsToHost = [
  /**
   * Opens the attach picker. "open-file" attaches the active file at once, and opens the picker only if there is none.
   */
  v.object({ type: v.literal("attach"), what: optional(v.literal("open-file")) }),
  /** Lets the user pick images, videos and recordings; "images" answers. */
  plain("pick-images"),
  /** URIs of the editor's files that were dropped onto the panel. Images come back by "images", others as attachments. */
  v.object({ type: v.literal("dropped"), uris: listOf(v.string()) }),
  /** The web address of an image that was dropped onto the panel; "images" answers. */
  v.object({ type: v.literal("fetch-image"), address: v.pipe(v.string(), v.maxLength(8192)) }),
  /** A file that looked like an image but can't be shown. */
  v.object({ type: v.literal("unreadable-image"), name: v.string() }),
  /** Asks for the size to send an image in; width and height are its own, in pixels. */
  v.object({ type: v.literal("size-image"), id: v.string(), width: pixels, height: pixels }),
  /**
   * Asks how to send a video or recording of a size in bytes. Its length and the video's size in pixels are absent if
   * it could not be decoded. "media-plan" answers.
   */
  v.object({
    type: v.literal("plan-media"),
    id: v.string(),
    kind: v.picklist(["video", "audio"]),
    name: v.string(),
    bytes: count,
    seconds: optional(v.pipe(v.number(), v.minValue(0))),
    width: optional(pixels),
    height: optional(pixels),
  }),
] as const;
export type AttachmentsToHost = MessageOf<typeof attachmentsToHost>;

/** `data` is base64. */
const imageFile = v.object({ name: v.string(), mediaType: v.string(), data: v.string() });
export type ImageFile = v.InferOutput<typeof imageFile>;

/** "video": this many frames in that size, in pixels, and with `whole` also the file. "audio": mono sound. */
const mediaPlanned = v.variant("type", [
  plain("refused"),
  v.object({ type: v.literal("video"), frames: count, whole: v.boolean(), width: pixels, height: pixels }),
  plain("audio"),
]);
export type MediaPlanned = v.InferOutput<typeof mediaPlanned>;

export const attachmentsToPanel = [
  /** The size in which the model in use sees the image, in pixels. */
  v.object({ type: v.literal("image-size"), id: v.string(), width: pixels, height: pixels }),
  /** How to send a video or recording; a refusal was already shown to the user. */
  v.object({ type: v.literal("media-plan"), id: v.string(), plan: mediaPlanned }),
  /** Images, videos and recordings for the composer, as read from disk. */
  v.object({ type: v.literal("images"), files: listOf(imageFile) }),
] as const;
