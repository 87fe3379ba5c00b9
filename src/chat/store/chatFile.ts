import { parseBounded } from "../../model/boundedJson.ts";
import * as v from "valibot";
import { emptyTranscript, record, settle, type Transcript } from "../../agent/transcript/transcript.ts";
import { type TurnEvent, turnEventSchema } from "../../agent/transcript/turnEvent.ts";
import { upgraded } from "./upgrade.ts";

/** The first line of a chat's file. `createdAt` in milliseconds since the epoch. */
export type ChatHeader = { type: "chat"; version: 1; id: string; title: string; createdAt: number };

const headerSchema: v.GenericSchema<unknown, ChatHeader> = v.object({
  type: v.literal("chat"),
  version: v.literal(1),
  id: v.string(),
  title: v.string(),
  createdAt: v.number(),
});

/** One JSON value per line, each with a line break. */
export const linesOf = (values: readonly (ChatHeader | TurnEvent)[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join("");

/** The header in a chat's first line; undefined if the line is none. */
export function parseHeader(line: string): ChatHeader | undefined {
  const result = v.safeParse(headerSchema, parseJson(line));
  return result.success ? result.output : undefined;
}

/** The longest line that is read, in characters or bytes; pictures in it are its largest part. */
export const LONGEST_LINE = 64 * 1024 * 1024;
/** How many milliseconds of a long chat are read before others have their turn. */
const READ_AT_ONCE_MS = 40;

/** Parses a chat's file. An unreadable line (such as a torn last one) is skipped; `lost` counts these lines. */
export function parseChat(text: string): { transcript: Transcript; lost: number } {
  const reader = new ChatReader();
  for (const line of text.split("\n")) reader.take(line);
  return reader.end();
}

/**
 * The same for a file that comes in pieces, without blocking. `isCut`: the pieces start within the file, so their first
 * line is passed over, and so is the rest of a turn whose question is missing.
 */
export async function parseLongChat(
  pieces: AsyncIterable<Buffer>,
  isCut = false,
): Promise<{ transcript: Transcript; lost: number }> {
  const reader = new ChatReader();
  let since = performance.now();
  let skip = isCut;
  let found = !isCut;
  for await (const line of linesIn(pieces)) {
    found ||= !skip && line.startsWith('{"type":"asked"');
    if (found) reader.take(line);
    skip = false;
    if (performance.now() - since < READ_AT_ONCE_MS) continue;
    await new Promise((resolve) => setImmediate(resolve));
    since = performance.now();
  }
  return reader.end();
}

/** The lines of a file; a line that is too long is one that can't be read. */
async function* linesIn(pieces: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let parts: Buffer[] = [];
  let size = 0;
  const add = (part: Buffer): void => {
    size += part.length;
    if (size <= LONGEST_LINE) parts.push(part);
    else parts = [];
  };
  const taken = (): string => {
    // What is no event is not decoded: that takes long for a line of many megabytes.
    const isEvent = size <= LONGEST_LINE && (size < 1000 || parts[0]?.[0] === "{".charCodeAt(0));
    const line = isEvent ? Buffer.concat(parts).toString("utf8") : "unreadable";
    parts = [];
    size = 0;
    return line;
  };
  for await (const piece of pieces) {
    let start = 0;
    for (let end = piece.indexOf(10); end >= 0; end = piece.indexOf(10, start)) {
      add(piece.subarray(start, end));
      yield taken();
      start = end + 1;
    }
    add(piece.subarray(start));
  }
  if (size > 0) yield taken();
}

class ChatReader {
  #transcript = emptyTranscript;
  #lost = 0;
  #isFirst = true;

  take(line: string): void {
    const isHeader = this.#isFirst && parseHeader(line) !== undefined;
    this.#isFirst = false;
    if (isHeader || line.trim() === "") return;
    const json = line.length > LONGEST_LINE ? undefined : upgraded(parseJson(line));
    const result = v.safeParse(turnEventSchema, json);
    if (result.success) this.#transcript = record(this.#transcript, result.output);
    else this.#lost += 1;
  }

  end(): { transcript: Transcript; lost: number } {
    return { transcript: settle(this.#transcript), lost: this.#lost };
  }
}

function parseJson(line: string): unknown {
  try {
    return parseBounded(line);
  } catch {
    return undefined;
  }
}

/** A chat's title: the first line of its first question, cut at a word near 60 characters. */
export function titleOf(question: string): string {
  const line = question.trim().split("\n", 1)[0]?.trim() ?? "";
  if (line.length <= 60) return line || "New chat";
  const cut = line.slice(0, 60);
  return `${cut.slice(0, cut.lastIndexOf(" ") > 30 ? cut.lastIndexOf(" ") : 60)}…`;
}
