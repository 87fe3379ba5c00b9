import type { StreamFault } from "../faults/faultOf.ts";
import { jsonOf } from "../http/notJson.ts";
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
    } catch {
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
 * the connection broke.
 */
export async function* jsonLines(body: ReadableStream<Uint8Array> | null): AsyncGenerator<unknown, void> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const bytes of body ?? []) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.trim() !== "") yield jsonOf(line, true);
  }
  const last = parsed(rest);
  if (last !== undefined) yield last;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
