import { createParser, type EventSourceMessage } from "eventsource-parser";
import { jsonOf, longestPiece, tooLongPiece } from "./notJson.ts";

export type SseEvent = { name: string | undefined; json: unknown };

/**
 * The JSON of each event of a stream, with the event's name if it has one. The end mark `[DONE]` is skipped. A last
 * event without its blank line is included.
 * @throws NotJson for an event that is not JSON, TooMuch for one beyond the bounds
 */
export async function* sseEvents(body: ReadableStream<Uint8Array> | null): AsyncGenerator<SseEvent, void> {
  const decoder = new TextDecoder();
  let events: EventSourceMessage[] = [];
  let isTooLong = false;
  const parser = createParser({
    onEvent: (event) => events.push(event),
    onError: ({ type }) => (isTooLong ||= type === "max-buffer-size-exceeded"),
    maxBufferSize: longestPiece,
  });
  const read = function* (text: string, isWhole: boolean) {
    if (!isTooLong) parser.feed(text);
    const read = events;
    events = [];
    for (const { event: name, data } of read) {
      if (data.trim() !== "" && !/^\[done\]/i.test(data)) yield { name, json: jsonOf(data, isWhole, name === "error") };
    }
    if (isTooLong) throw tooLongPiece();
  };
  for await (const bytes of body ?? []) yield* read(decoder.decode(bytes, { stream: true }), true);
  yield* read("\n\n", false);
}
