import type { Readable } from "node:stream";

/** The lines of a stream of UTF-8 text, without their ends. Those of more than `most` bytes are passed over unread. */
export async function* boundedLines(stream: Readable, most: number): AsyncGenerator<string> {
  let held: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      length += at - from;
      if (length <= most) yield Buffer.concat([...held, chunk.subarray(from, at)]).toString();
      held = [];
      length = 0;
      from = at + 1;
    }
    length += chunk.length - from;
    if (length <= most) held.push(chunk.subarray(from));
    else held = [];
  }
  if (length > 0 && length <= most) yield Buffer.concat(held).toString();
}
