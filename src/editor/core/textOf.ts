import type { Message } from "../../model/message.ts";
import type { ResolvedModel } from "./answering.ts";

/**
 * The whole answer as text, without thoughts. `heard` is called with the text so far after each piece.
 * @throws ModelError like the model's stream
 */
export async function textOf(
  { model, sampling }: ResolvedModel,
  messages: readonly Message[],
  signal: AbortSignal,
  heard: (soFar: string) => void = () => undefined,
): Promise<string> {
  let text = "";
  for await (const event of model.stream({ messages, tools: [], sampling }, signal)) {
    if (event.type !== "text") continue;
    text += event.delta;
    heard(text);
  }
  return text;
}
