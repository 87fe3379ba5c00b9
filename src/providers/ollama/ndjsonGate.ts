import { parsedBounded } from "../../model/boundedJson.ts";
import { TooMuch } from "../../model/tooMuch.ts";
import type { StreamFault } from "../faults/faultOf.ts";
import { jsonOf, longestPiece, tooLongPiece } from "../http/notJson.ts";
import type { Gate } from "../http/streamingRequest.ts";

/** The most of an answer that is not JSON, in bytes: an error page is smaller. */
const LONGEST_PAGE = 65_536;

/**
 * Passes a server's JSON lines to the reader. A body that doesn't start with a brace is not a stream of objects and
 * becomes `fault`. A broken connection ends the stream like any other, so that everything before it is read.
 */
export class NdjsonGate implements Gate {
  end: "ended" | "broken" | undefined;
  fault: StreamFault | undefined;
  readonly #heard: () => void;

  /** @param heard called whenever bytes arrive */
  constructor(heard: () => void) {
    this.#heard = heard;
  }

  async *open(answer: Response): AsyncGenerator<Uint8Array, void> {
    const page: Uint8Array[] = [];
    let pageBytes = 0;
    let isObjects: boolean | undefined;
    try {
      for await (const bytes of answer.body ?? []) {
        this.#heard();
        isObjects ??= beginsWithBrace(bytes);
        if (isObjects === true) {
          yield bytes;
          continue;
        }
        page.push(bytes);
        pageBytes += bytes.byteLength;
        if (pageBytes > LONGEST_PAGE) break;
      }
      this.end = "ended";
    } catch (error) {
      if (error instanceof TooMuch) this.fault = { at: "too-much", what: error.what };
      this.end = "broken";
    }
    if (isObjects !== false || this.end === "broken") return;
    this.fault = {
      at: "answer",
      status: answer.status,
      headers: answer.headers,
      body: Buffer.concat(page).toString("utf8"),
    };
  }
}

/** Undefined while only white space has arrived. */
function beginsWithBrace(bytes: Uint8Array): boolean | undefined {
  const start = Buffer.from(bytes).toString("latin1").trimStart();
  return start === "" ? undefined : start.startsWith("{");
}

/**
 * The JSON of each line of a stream, however it is split. Throws NotJson for an invalid line, except the last one if
 * the connection broke; TooMuch for one beyond the bounds.
 */
export async function* jsonLines(body: ReadableStream<Uint8Array> | null): AsyncGenerator<unknown, void> {
  const decoder = new TextDecoder();
  // A line in many pieces is joined once, at its end.
  let open: string[] = [];
  let length = 0;
  for await (const bytes of body ?? []) {
    const [first = "", ...others] = decoder.decode(bytes, { stream: true }).split("\n");
    open.push(first);
    length += first.length;
    for (const next of others) {
      if (length > longestPiece) break;
      const line = open.join("");
      open = [next];
      length = next.length;
      if (line.trim() !== "") yield jsonOf(line, true);
    }
    if (length > longestPiece) throw tooLongPiece();
  }
  const last = parsedBounded(open.join(""));
  if (last !== undefined) yield last;
}
