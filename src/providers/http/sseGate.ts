import { parseBounded } from "../../model/boundedJson.ts";
import { TooMuch } from "../../model/tooMuch.ts";
import type { StreamFault } from "../faults/faultOf.ts";

/** The largest response that is not a stream, in bytes; a whole completion is smaller. */
const LONGEST_BODY = 4 * 1024 * 1024;

/**
 * Passes a server's event stream to the reader. Ends at `data: [DONE]`, because servers may keep the connection open
 * after it. Converts a whole completion (from a server that ignores `stream`) to one event. Anything else becomes
 * `fault`. A broken connection ends the stream like any other, so that everything before it is read.
 */
export class SseGate {
  /**
   * How the stream ended: "done" by `data: [DONE]`, "ended" by the server without it, "broken" with its connection.
   * Undefined while it runs.
   */
  end: "done" | "ended" | "broken" | undefined;
  fault: StreamFault | undefined;
  readonly #heard: () => void;
  readonly #isWhole: (json: unknown) => boolean;

  /**
   * @param heard called whenever bytes arrive, including keep-alive comments
   * @param isWhole whether a body's JSON is a whole answer of the protocol; chat completions by default
   */
  constructor(heard: () => void, isWhole: (json: unknown) => boolean = isCompletion) {
    this.#heard = heard;
    this.#isWhole = isWhole;
  }

  async *open(answer: Response): AsyncGenerator<Uint8Array, void> {
    const held: Uint8Array[] = [];
    let heldBytes = 0;
    let head = "";
    let shape: Shape;
    let tail = "\n";
    try {
      for await (const bytes of answer.body ?? []) {
        this.#heard();
        let events = bytes;
        if (shape !== "events") {
          heldBytes += bytes.byteLength;
          if (heldBytes > LONGEST_BODY) throw new TooMuch("4 MB that are no stream of events");
          held.push(bytes);
          if (shape === undefined) {
            head = startOf(head + latin1(bytes)).slice(0, HEAD);
            shape = shapeOf(head, false);
            // White space before the first event says nothing.
            if (head === "") held.length = 0;
          }
          if (shape !== "events") continue;
          events = Buffer.concat(held.splice(0));
        }
        yield events;
        const text = tail + latin1(events);
        tail = text.slice(-16);
        if (/[\r\n]data: ?\[DONE\]/i.test(text)) {
          this.end = "done";
          return;
        }
      }
      this.end = "ended";
    } catch (error) {
      if (error instanceof TooMuch) this.fault = { at: "too-much", what: error.what };
      // Whether this matters depends on the answer so far, which its reader knows.
      this.end = "broken";
    }
    const rest = Buffer.concat(held);
    shape ??= shapeOf(head, true);
    if (shape === "other" && this.end === "ended") yield* this.#whole(answer, rest.toString("utf8"));
    else if (shape === "events" && rest.length > 0) yield rest;
  }

  *#whole(answer: Response, body: string): Generator<Uint8Array> {
    const completion = wholeIn(body, this.#isWhole);
    if (completion === undefined) {
      this.fault = { at: "answer", status: answer.status, headers: answer.headers, body };
    } else {
      this.end = "done";
      yield Buffer.from(`data: ${completion}\n\n`);
    }
  }
}

/** Characters that tell the kind of a body. */
const HEAD = 16;

/** Latin-1 text without a byte order mark and white space at its start. */
const startOf = (text: string): string => text.replace(/^\xef\xbb\xbf/, "").trimStart();

type Shape = "events" | "other" | undefined;

/** The kind of a body, by its first characters; undefined while there are too few. */
function shapeOf(head: string, isWhole: boolean): Shape {
  const start = startOf(head);
  if (start === "") return isWhole ? "events" : undefined;
  if (/^(?::|data:|event:|id:|retry:)/.test(start)) return "events";
  const mayBecome = ["data:", "event:", "id:", "retry:"].some((field) => field.startsWith(start));
  // A field name cut off by the end of the body is a cut stream, not an unknown one.
  return mayBecome ? (isWhole ? "events" : undefined) : "other";
}

const isCompletion = (json: unknown): boolean =>
  typeof json === "object" &&
  json !== null &&
  "choices" in json &&
  Array.isArray(json.choices) &&
  json.choices.length > 0;

/** The JSON of a whole answer on one line; undefined for any other body. */
function wholeIn(body: string, isWhole: (json: unknown) => boolean): string | undefined {
  try {
    const json: unknown = parseBounded(body);
    return isWhole(json) ? JSON.stringify(json) : undefined;
  } catch {
    return undefined;
  }
}

/** Bytes as text of the same length: enough to find ASCII, and never split within a character. */
const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
