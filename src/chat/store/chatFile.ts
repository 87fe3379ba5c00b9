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
/** The longest first line, in bytes. */
const LONGEST_HEADER = 64 * 1024;
/** How many milliseconds of a long chat are read before others have their turn. */
const READ_AT_ONCE_MS = 40;

/**
 * A chat as its file tells it. `lost`: the number of unreadable lines. `closing`: the file ends within a turn, because
 * the editor did; whoever goes on with the chat appends this event first.
 */
export type ChatRead = { transcript: Transcript; lost: number; closing?: TurnEvent };

const interrupted = { outcome: { type: "interrupted" }, model: "" } as const;

/** Parses a chat's file. An unreadable line (such as a torn last one) is skipped; `lost` counts these lines. */
export function parseChat(text: string): ChatRead {
  const reader = new ChatReader();
  for (const line of text.split("\n")) reader.take(line);
  return reader.end();
}

/** The header and all readable events of a chat's file, as lines; without blocking. */
export async function parseEvents(
  pieces: AsyncIterable<Buffer>,
): Promise<{ header?: ChatHeader; events: string; lost: number }> {
  let header: ChatHeader | undefined;
  let isFirst = true;
  let lost = 0;
  const events: string[] = [];
  for await (const line of inTurn(linesIn(pieces))) {
    if (isFirst) header = parseHeader(line);
    const event = isFirst || line.trim() === "" ? undefined : parseEvent(line);
    if (event) events.push(linesOf([event]));
    else if (!isFirst && line.trim() !== "") lost += 1;
    isFirst = false;
  }
  return { events: events.join(""), lost, ...(header && { header }) };
}

/** A chat's file under another id. */
export function renamed(file: Buffer, id: string): Buffer {
  const end = file.indexOf(10) + 1;
  const header = parseHeader(file.subarray(0, Math.min(end, LONGEST_HEADER)).toString("utf8"));
  return header ? Buffer.concat([Buffer.from(linesOf([{ ...header, id }])), file.subarray(end)]) : file;
}

/**
 * Parses a chat's file that comes in pieces, without blocking. `isCut`: the pieces start within the file, so their first
 * line is passed over, and so is the rest of a turn whose question is missing.
 */
export async function parseLongChat(pieces: AsyncIterable<Buffer>, isCut = false): Promise<ChatRead> {
  const reader = new ChatReader();
  let skip = isCut;
  let found = !isCut;
  for await (const line of inTurn(linesIn(pieces))) {
    found ||= !skip && line.startsWith('{"type":"asked"');
    if (found) reader.take(line);
    skip = false;
  }
  return reader.end();
}

/** Passes values on; now and then others have their turn. */
async function* inTurn<T>(values: AsyncIterable<T>): AsyncGenerator<T> {
  let since = performance.now();
  for await (const value of values) {
    yield value;
    if (performance.now() - since < READ_AT_ONCE_MS) continue;
    await new Promise((resolve) => setImmediate(resolve));
    since = performance.now();
  }
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
    const event = parseEvent(line);
    if (event) this.#transcript = record(this.#transcript, event);
    else this.#lost += 1;
  }

  end(): ChatRead {
    const { open } = this.#transcript;
    const closing = open && { closing: { type: "turn-ended", at: open.askedAt, ...interrupted } as const };
    return { transcript: settle(this.#transcript, "interrupted"), lost: this.#lost, ...closing };
  }
}

function parseEvent(line: string): TurnEvent | undefined {
  const json = line.length > LONGEST_LINE ? undefined : upgraded(parseJson(line));
  const result = v.safeParse(turnEventSchema, json);
  return result.success ? result.output : undefined;
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
