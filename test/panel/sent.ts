import * as v from "valibot";
import type { ScriptedRequest } from "../support/scriptedServer.ts";

const bodySchema = v.object({
  messages: v.array(
    v.looseObject({
      role: v.string(),
      content: v.nullish(v.string(), ""),
      tool_calls: v.optional(v.array(v.looseObject({ function: v.looseObject({ name: v.string() }) }))),
    }),
  ),
});
export type SentMessage = v.InferOutput<typeof bodySchema>["messages"][number];

/** The messages of a chat request as they reached the server. Throws when they are not what the protocol says. */
export function messagesOf(request: ScriptedRequest | undefined): SentMessage[] {
  return v.parse(bodySchema, request?.body).messages;
}
