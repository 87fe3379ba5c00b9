import { createParser, type EventSourceMessage } from "eventsource-parser";
import { jsonOf } from "./notJson.ts";

export type SseEvent = { name: string | undefined; json: unknown };

/** The longest event, in characters; a whole completion in one event is shorter. */
const longestEvent = 16 * 1024 * 1024;

/**
 * The JSON of each event of a stream, with the event's name if it has one. The end mark `[DONE]` is skipped. A last
 * event without its blank line is included.
 * @throws NotJson for an event that is not JSON
 */
export async function* sseEvents(body: ReadableStream<Uint8Array> | null): AsyncGenerator<SseEvent, void> {
  const decoder = new TextDecoder();
  let events: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => events.push(event), maxBufferSize: longestEvent });
  const read = function* (text: string, isWhole: boolean) {
    parser.feed(text);
    const read = events;
    events = [];
    for (const { event: name, data } of read) {
      if (data.trim() !== "" && !/^\[done\]/i.test(data)) yield { name, json: jsonOf(data, isWhole, name === "error") };
    }
  };
  for await (const bytes of body ?? []) yield* read(decoder.decode(bytes, { stream: true }), true);
  yield* read("\n\n", false);
}
