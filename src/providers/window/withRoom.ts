import type { JsonObject } from "../../model/message.ts";
import type { ModelRequest } from "../../model/model.ts";
import type { StreamFault } from "../faults/faultOf.ts";
import { outputRoom, promptEstimate } from "./outputRoom.ts";
import type { ServerWindow } from "./serverWindow.ts";

/** `most`: the server takes no longer answers, whatever the prompt. */
export type Resized = { body: JsonObject; most?: number };

/**
 * The body with a limit of the answer that fits, where the server refused it because prompt and answer together, or the
 * answer alone, are too long; undefined where that is not so. The window that the refusal names is believed.
 * @param fields the names that the limit has on this wire. Each refusal makes it smaller, so that it ends.
 */
export function withRoom(
  body: JsonObject,
  fields: readonly string[],
  streamFault: StreamFault,
  request: ModelRequest,
  window: ServerWindow,
): Resized | undefined {
  const field = fields.find((name) => typeof body[name] === "number");
  if (field === undefined) return undefined;
  const room = outputRoom(streamFault, Number(body[field]), promptEstimate(request));
  if (room === undefined) return undefined;
  if (room.window !== undefined) window.refused(room.window);
  return { body: { ...body, [field]: room.most }, ...(room.window === undefined && { most: room.most }) };
}
