import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { KeepingEffects } from "../../src/agent/checkpoints/keepingEffects.ts";
import type { Ask } from "../../src/agent/approval/ask.ts";
import { emptyTranscript } from "../../src/agent/transcript/transcript.ts";
import type { TurnEvent } from "../../src/agent/transcript/turnEvent.ts";
import { ChatSession } from "../../src/chat/session/session.ts";
import { ChatStore } from "../../src/chat/store/chatStore.ts";
import { KeptBytes } from "../../src/chat/store/kept/keptBytes.ts";
import { createLoopGuard, withoutOldThoughts } from "../../src/gemma/index.ts";
import type { Model } from "../../src/model/model.ts";
import { median, type Row, row, spread } from "../row.ts";

const SAMPLES = 9;
const FILES = 50;
const FILE_BYTES = 20_000;
const EVENTS = 5000;
const TURNS = 500;
const RESULT_CHARACTERS = 4000;

/** The bytes of files kept before a change, a long chat read from disk, and the memory that a long chat takes. */
export async function keepingRows(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "gemma-code-bench-"));
  try {
    return [await checkpointRow(folder), await openRow(folder), await memoryRow(folder)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** 50 files of 20 kB, none kept before: read, hashed, compressed, and on the disk itself. */
async function checkpointRow(folder: string): Promise<Row> {
  const paths = Array.from({ length: FILES }, (_, at) => `file${at}.ts`);
  const took: number[] = [];
  for (let at = 0; at < SAMPLES; at++) {
    for (const path of paths) writeFileSync(join(folder, path), codeOf(FILE_BYTES));
    const kept = new KeptBytes(join(folder, `kept${at}`));
    const chat = randomUUID();
    const effects = new KeepingEffects({
      fileNow: async (path) => ({ disk: await readFile(join(folder, path)) }),
      keep: (bytes) => kept.keep(chat, bytes),
      notice: () => Promise.resolve({ end: () => Promise.resolve([]) }),
      failed: (error) => {
        throw error;
      },
    });
    const ask: Ask = {
      kind: "files",
      operations: paths.map((path) => ({ type: "write", change: { path, before: "", after: "x" } })),
    };
    const start = performance.now();
    await effects.before(ask);
    took.push(performance.now() - start);
  }
  return row("checkpoint.ms", median(took), "ms", `${FILES} files of ${FILE_BYTES} bytes; ${spread(took)}`);
}

const codeOf = (bytes: number): string => {
  const salt = randomBytes(8).toString("hex");
  const lines = Array.from({ length: bytes / 40 }, (_, at) => `  const value${at} = compute(${at}, "${salt}");\n`);
  return lines.join("").slice(0, bytes);
};

/** A stored chat of 5,000 events, as a file, to its transcript. */
async function openRow(folder: string): Promise<Row> {
  const store = new ChatStore(join(folder, "chats"));
  const id = store.newId();
  const perTurn = turnOf(0).length;
  await store.append(id, Array.from({ length: EVENTS / perTurn }, (_, at) => turnOf(at)).flat());
  const took: number[] = [];
  for (let at = 0; at < SAMPLES; at++) {
    const start = performance.now();
    await store.read(id);
    took.push(performance.now() - start);
  }
  const { length } = readFileSync(join(folder, "chats", `${id}.jsonl`));
  return row("store.open5000.ms", median(took), "ms", `${spread(took)}; ${length} bytes`);
}

function turnOf(at: number): TurnEvent[] {
  const [id, callId] = [`t${at}`, `c${at}`];
  const call = { type: "tool-call", id: callId, name: "read_file", arguments: { path: `src/file${at}.ts` } } as const;
  return [
    { type: "asked", id, at, mode: "agent", text: `Question ${at}`, prompt: `Question ${at}`, chips: [] },
    { type: "thought", delta: "I look at the file first. ".repeat(10) },
    { type: "tool-call-start", id: callId, name: "read_file" },
    { type: "tool-call-end", call },
    { type: "done", reason: "tool-calls" },
    { type: "tool-started", callId },
    { type: "tool-ended", callId, text: codeOf(RESULT_CHARACTERS), isError: false },
    { type: "text", delta: "It takes items and hands them on. ".repeat(20) },
    { type: "done", reason: "stop" },
    { type: "turn-ended", at: at + 1, outcome: { type: "answered" }, model: "gemma-4-31b-it" },
  ];
}

/** 500 questions through the real session, loop and store: what is left in memory afterwards. */
async function memoryRow(folder: string): Promise<Row> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const store = new ChatStore(join(folder, "long"));
  const id = store.newId();
  const session = new ChatSession(id, emptyTranscript, {
    profile: () => Promise.resolve({ model: talker(), tools: [], system: "s", sampling: {} }),
    policy: () => ({ retries: 0, fallbackModels: [], guard: createLoopGuard, history: withoutOldThoughts }),
    maxSteps: () => 3,
    consent: { rules: () => [], add: () => undefined },
    post: () => undefined,
    append: (events) => store.append(id, events),
    storeFailed: (error) => {
      throw error;
    },
    changed: () => undefined,
  });
  const ask = (at: number) => session.ask({ text: `Question ${at}`, prompt: `Question ${at}`, chips: [], mode: "ask" });
  await ask(-1);
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let at = 0; at < TURNS; at++) await ask(at);
  await store.settled();
  collect();
  const mb = (process.memoryUsage().heapUsed - before) / 1e6;
  return row("store.500turns.mb", mb, "MB", `${TURNS} answers of ${RESULT_CHARACTERS} characters`);
}

const talker = (): Model => ({
  info: { id: "m", label: "M", provider: "test", nativeTools: true, vision: false },
  async *stream() {
    const text = codeOf(RESULT_CHARACTERS);
    for (let at = 0; at < text.length; at += 400) yield { type: "text", delta: text.slice(at, at + 400) };
    yield { type: "done", reason: "stop" };
    await Promise.resolve();
  },
});
