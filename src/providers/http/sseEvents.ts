import { createParser, type EventSourceMessage } from "eventsource-parser";

/** The longest event, in characters: a whole completion in one event is shorter. */
const longestEvent = 16 * 1024 * 1024;

/**
 * The JSON of each event of a stream, with the event's name where it has one; the end mark `[DONE]` is passed over. A
 * last event without its blank line counts too.
 * @throws {SyntaxError} for an event that is no JSON
 */
export async function* sseEvents(
  body: ReadableStream<Uint8Array> | null,
): AsyncGenerator<{ name: string | undefined; json: unknown }, void> {
  const decoder = new TextDecoder();
  let events: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => events.push(event), maxBufferSize: longestEvent });
  const read = function* (text: string) {
    parser.feed(text);
    const read = events;
    events = [];
    for (const { event: name, data } of read) {
      if (data.trim() !== "" && !data.startsWith("[DONE]")) yield { name, json: JSON.parse(data) as unknown };
    }
  };
  for await (const bytes of body ?? []) yield* read(decoder.decode(bytes, { stream: true }));
  yield* read("\n\n");
}
