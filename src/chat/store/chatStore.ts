import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { copyFile, mkdir, open, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { TurnEvent } from "../../agent/transcript/turnEvent.ts";
import { writeAtomically } from "./atomicWrite.ts";
import { ChatLocks } from "./chatLocks.ts";
import {
  type ChatHeader,
  type ChatRead,
  linesOf,
  parseEvents,
  parseHeader,
  parseLongChat,
  renamed,
  titleOf,
} from "./chatFile.ts";

export type ChatSummary = { id: string; title: string; updatedAt: number };

/** The longest first line, in bytes; titles are cut at 60 characters. */
const HEADER_BYTES = 1024;
/** The largest chat that opens whole, in bytes; of a larger one, so much of its end. */
export const LARGEST_CHAT = 64 * 1024 * 1024;
const PIECE_BYTES = 256 * 1024;
/** How many chats are listed, and how many files are asked for at a time. */
export const MOST_LISTED = 1000;
const FILES_AT_ONCE = 32;
/** The longest file that is imported: all of it is checked. Bytes. */
const LARGEST_IMPORT = LARGEST_CHAT;
/** The largest chat that is copied from another window, in bytes; it is copied in memory. */
const LARGEST_COPY = 512 * 1024 * 1024;
const CURRENT = "current";
const ID = /^[0-9a-f-]{36}$/;

/**
 * The chats of one workspace: append-only files of JSON lines. Writes happen in call order. A failed write rejects its
 * own promise and doesn't stop later ones.
 */
export class ChatStore {
  private readonly folder: string;
  private last: Promise<void> = Promise.resolve();
  /** Which window writes to which chat. */
  readonly locks: ChatLocks;

  constructor(folder: string) {
    this.folder = folder;
    this.locks = new ChatLocks(folder);
  }

  newId(): string {
    return randomUUID();
  }

  /** Earlier chats, the latest first, at most `MOST_LISTED`; `all` counts their files. Other files are ignored. */
  async list(): Promise<{ chats: ChatSummary[]; all: number }> {
    const names = await readdir(this.folder).catch(() => [] as string[]);
    const files = await inTurns(
      names.filter((name) => ID.test(name.replace(/\.jsonl$/, "")) && name.endsWith(".jsonl")),
      async (name) => ({ name, updatedAt: (await stat(join(this.folder, name))).mtimeMs }),
    );
    const newest = files.sort((a, b) => b.updatedAt - a.updatedAt).slice(0, MOST_LISTED);
    return { chats: await inTurns(newest, (file) => this.summary(file)), all: files.length };
  }

  /**
   * Reads a chat; an unfinished turn is closed as interrupted. `isCut`: the file is too large, and its newest part was read.
   * Throws if the file doesn't exist.
   */
  async read(id: string): Promise<ChatRead & { isCut: boolean }> {
    await this.last;
    const path = this.path(id);
    const { size } = await stat(path);
    const start = Math.max(0, size - LARGEST_CHAT);
    const pieces = createReadStream(path, { start, highWaterMark: PIECE_BYTES }) as AsyncIterable<Buffer>;
    return { ...(await parseLongChat(pieces, start > 0)), isCut: start > 0 };
  }

  /** Remembers the chat on screen for the next start. Stored beside the chats, so a crash keeps both in step. */
  setCurrent(id: string): Promise<void> {
    return this.inOrder(async () => {
      await mkdir(this.folder, { recursive: true });
      await writeAtomically(join(this.folder, CURRENT), id);
    });
  }

  /** The chat that was last on screen. */
  async current(): Promise<string | undefined> {
    await this.last;
    const id = await readFile(join(this.folder, CURRENT), "utf8").catch(() => "");
    return ID.test(id) ? id : undefined;
  }

  /** Appends events to the chat; the first ones create its file. */
  append(id: string, events: readonly TurnEvent[]): Promise<void> {
    return this.inOrder(async () => {
      await mkdir(this.folder, { recursive: true });
      const file = await open(this.path(id), "a+");
      try {
        const { size } = await file.stat();
        const head = size === 0 ? linesOf([headerOf(id, events)]) : (await endsTorn(file, size)) ? "\n" : "";
        await file.appendFile(head + linesOf(events));
      } finally {
        await file.close();
      }
    });
  }

  /** Resolves once all appended events of a chat are on the disk itself. */
  synced(id: string): Promise<void> {
    return this.inOrder(async () => {
      const file = await open(this.path(id), "r+");
      try {
        await file.datasync();
      } finally {
        await file.close();
      }
    });
  }

  /** Copies a chat of another window to a new one, as far as it is written. */
  copy(from: string, to: string): Promise<void> {
    return this.inOrder(async () => {
      const { size } = await stat(this.path(from));
      if (size > LARGEST_COPY) throw new Error("This chat is too large to be continued here.");
      await writeAtomically(this.path(to), renamed(await readFile(this.path(from)), to));
    });
  }

  /** Writes a chat to a file of the user's, as JSON lines with all attachments. Throws if the chat has no file. */
  async exportTo(id: string, target: string): Promise<void> {
    await this.last;
    await copyFile(this.path(id), target);
  }

  /**
   * Takes up a chat that was exported; resolves with its new id, and how many lines could not be read. Throws an Error
   * for the user if the file is none.
   */
  async importFrom(source: string): Promise<{ id: string; lost: number }> {
    const { size } = await stat(source);
    if (size > LARGEST_IMPORT) throw new Error("This file is too large for a chat.");
    const pieces = createReadStream(source, { highWaterMark: PIECE_BYTES }) as AsyncIterable<Buffer>;
    const { events, header, lost } = await parseEvents(pieces);
    if (!header || events === "") throw new Error("This file is not a chat of Gemma Code.");
    const id = this.newId();
    await this.inOrder(async () => {
      await mkdir(this.folder, { recursive: true });
      await writeAtomically(this.path(id), linesOf([{ ...header, id }]) + events);
    });
    return { id, lost };
  }

  remove(id: string): Promise<void> {
    return this.inOrder(() => rm(this.path(id), { force: true }));
  }

  /** Resolves once all appended events are written. */
  async settled(): Promise<void> {
    await this.last;
  }

  private inOrder(write: () => Promise<void>): Promise<void> {
    const done = this.last.then(write);
    this.last = done.catch(() => undefined);
    return done;
  }

  private path(id: string): string {
    if (!ID.test(id)) throw new Error("Not a chat's id.");
    return join(this.folder, `${id}.jsonl`);
  }

  private async summary({ name, updatedAt }: { name: string; updatedAt: number }): Promise<ChatSummary | undefined> {
    const file = await open(join(this.folder, name), "r");
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
      const header = parseHeader(buffer.toString("utf8", 0, bytesRead).split("\n", 1)[0] ?? "");
      return header && { id: name.slice(0, -".jsonl".length), title: header.title, updatedAt };
    } finally {
      await file.close();
    }
  }
}

/** What `work` makes of each, some at a time; leaves out failures and those it makes nothing of. */
async function inTurns<From, To>(all: readonly From[], work: (each: From) => Promise<To | undefined>): Promise<To[]> {
  const made: To[] = [];
  for (let at = 0; at < all.length; at += FILES_AT_ONCE) {
    const some = all.slice(at, at + FILES_AT_ONCE).map((each) => work(each).catch(() => undefined));
    for (const each of await Promise.all(some)) if (each !== undefined) made.push(each);
  }
  return made;
}

function headerOf(id: string, events: readonly TurnEvent[]): ChatHeader {
  const asked = events.find((event) => event.type === "asked");
  return { type: "chat", version: 1, id, title: titleOf(asked?.text ?? ""), createdAt: asked?.at ?? Date.now() };
}

/** Whether a crash left the file without a final line break; the next line must not join the torn one. */
async function endsTorn(file: Awaited<ReturnType<typeof open>>, size: number): Promise<boolean> {
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] !== 0x0a;
}
