import * as v from "valibot";
import { isBase64 } from "./base64.ts";
import { count } from "./lists.ts";

/** The most frames of one video sent to a model without video input. */
export const MOST_FRAMES = 32;

const optional = v.exactOptional;
const seconds = v.pipe(v.number(), v.minValue(0));
/** The schema library's own pattern overflows the stack on a video. */
const base64 = v.pipe(v.string(), v.check(isBase64));
export const pictureSchema = v.object({ mediaType: v.string(), data: base64 });

/**
 * An attachment of a question: code, or an image, a video or a recording as sent to the model (see the parts of a
 * message). `path` is relative to the workspace and only for display. `uri` identifies the document (absent in old
 * chats). Lines count from 1; `data` is base64.
 */
export const attachmentSchema = v.object({
  label: v.string(),
  path: optional(v.string()),
  uri: optional(v.string()),
  startLine: optional(count),
  endLine: optional(count),
  image: optional(pictureSchema),
  video: optional(
    v.object({
      seconds: optional(seconds),
      mediaType: v.string(),
      frames: v.pipe(v.array(pictureSchema), v.maxLength(MOST_FRAMES), v.readonly()),
      data: optional(base64),
    }),
  ),
  audio: optional(v.object({ seconds: optional(seconds), mediaType: v.string(), data: base64 })),
});
