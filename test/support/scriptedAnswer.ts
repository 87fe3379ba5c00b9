import type { ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

/**
 * One step of a scripted answer. Streaming steps can be cut into pieces of `size` characters (default: one piece), sent
 * at `perSecond` pieces (default: as fast as the socket allows).
 */
export type Step =
  | ({ type: "text"; text: string } & Pace)
  | ({ type: "reasoning"; text: string } & Pace)
  /**
   * A native tool call: id and name in the first delta, then its arguments as JSON in pieces. A string is sent
   * unchanged.
   */
  | ({ type: "tool"; name: string; arguments: unknown; id?: string } & Pace)
  /** A custom chunk, as JSON. */
  | { type: "chunk"; json: unknown }
  /** Custom bytes, unchanged. */
  | { type: "raw"; text: string }
  /** Token counts in the chunk before the end mark. */
  | { type: "usage"; prompt: number; completion: number; cached?: number }
  | { type: "finish"; reason: "stop" | "length" | "tool_calls" | "content_filter" }
  /**
   * An answer that is not a stream: errors, pages of a proxy. A string body is sent unchanged, anything else as JSON.
   */
  | { type: "status"; status: number; body: unknown; headers?: Record<string, string> }
  /** Sends nothing for a time in milliseconds, or until a promise settles. */
  | { type: "wait"; ms: number }
  | { type: "until"; gate: Promise<unknown> }
  /** Ends the answer here cleanly, without a finish reason and an end mark. */
  | { type: "end" }
  /** Cuts the connection. */
  | { type: "cut" }
  /** Keeps the connection open and silent until the client leaves or the server closes. */
  | { type: "hang" };

export type Pace = { size?: number; perSecond?: number };

export const say = (text: string, pace: Pace = {}): Step => ({ type: "text", text, ...pace });
export const think = (text: string, pace: Pace = {}): Step => ({ type: "reasoning", text, ...pace });
export const call = (name: string, args: unknown, pace: Pace & { id?: string } = {}): Step => ({
  type: "tool",
  name,
  arguments: args,
  ...pace,
});
/** An error as OpenAI-compatible servers send it. */
export const fail = (status: number, message: string, headers: Record<string, string> = {}): Step => ({
  type: "status",
  status,
  body: { error: { message, type: "error", code: status } },
  headers,
});
/** The answer of a login page or a proxy: HTML with status 200. */
export const html = (body = "<!doctype html><title>Sign in</title><p>Please sign in.</p>", status = 200): Step => ({
  type: "status",
  status,
  body,
  headers: { "Content-Type": "text/html" },
});

/** The writer's log of an answer in progress. Times: milliseconds since the epoch, see `now`. */
export type AnswerLog = { chunksAt: number[] };

/** Milliseconds since the epoch with fractions, monotonic; comparable with a page's timeOrigin + now(). */
export const now = (): number => performance.timeOrigin + performance.now();

/**
 * Writes the steps as server-sent events of a chat completion. Without a finish reason among the steps, adds one
 * ("tool_calls" after a tool step), the usage and the end mark.
 * @param signal stops writing when the connection is gone
 */
export async function writeAnswer(
  response: ServerResponse,
  steps: readonly Step[],
  model: string,
  log: AnswerLog,
  signal: AbortSignal,
): Promise<void> {
  const writer = new ChunkWriter(response, model, log, signal);
  let calls = 0;
  let finish: string | undefined;
  let usage: object | undefined;
  for (const step of steps) {
    if (signal.aborted) return;
    switch (step.type) {
      case "text":
        await writer.paced(pieces(step.text, step.size), step, (content) => ({ content }));
        break;
      case "reasoning":
        await writer.paced(pieces(step.text, step.size), step, (text) => ({ reasoning_content: text }));
        break;
      case "tool": {
        const index = calls++;
        const head = { index, id: step.id ?? `call_${index}`, type: "function" };
        writer.delta({ tool_calls: [{ ...head, function: { name: step.name, arguments: "" } }] });
        const text = typeof step.arguments === "string" ? step.arguments : JSON.stringify(step.arguments);
        await writer.paced(pieces(text, step.size), step, (part) => ({
          tool_calls: [{ index, function: { arguments: part } }],
        }));
        break;
      }
      case "chunk":
        writer.event(JSON.stringify(step.json));
        break;
      case "raw":
        writer.write(step.text);
        break;
      case "usage":
        usage = usageOf(step);
        break;
      case "finish":
        finish = step.reason;
        writer.delta({}, finish);
        break;
      case "status":
        sendWhole(response, step);
        return;
      case "wait":
        await pause(step.ms, undefined, { signal }).catch(() => undefined);
        break;
      case "until":
        await Promise.race([step.gate, aborted(signal)]);
        break;
      case "end":
        response.end();
        return;
      case "cut":
        await writer.flushed();
        response.destroy();
        return;
      case "hang":
        writer.open();
        await aborted(signal);
        return;
    }
  }
  if (signal.aborted) return;
  if (finish === undefined) writer.delta({}, calls > 0 ? "tool_calls" : "stop");
  usage ??= usageOf({ prompt: 10, completion: log.chunksAt.length });
  writer.event(JSON.stringify(writer.envelope([], { usage })));
  writer.event("[DONE]");
  response.end();
}

class ChunkWriter {
  readonly #response: ServerResponse;
  readonly #model: string;
  readonly #log: AnswerLog;
  readonly #signal: AbortSignal;

  constructor(response: ServerResponse, model: string, log: AnswerLog, signal: AbortSignal) {
    this.#response = response;
    this.#model = model;
    this.#log = log;
    this.#signal = signal;
  }

  open(): void {
    if (this.#response.headersSent) return;
    this.#response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-cache" });
    this.#response.flushHeaders();
  }

  write(text: string): void {
    if (this.#signal.aborted) return;
    this.open();
    this.#response.write(text);
    this.#log.chunksAt.push(now());
  }

  event(data: string): void {
    this.write(`data: ${data}\n\n`);
  }

  delta(delta: object, finish: string | null = null): void {
    this.event(JSON.stringify(this.envelope([{ index: 0, delta, finish_reason: finish }])));
  }

  envelope(choices: object[], more: object = {}): object {
    return { id: "scripted", object: "chat.completion.chunk", created: 1, model: this.#model, choices, ...more };
  }

  /** Every piece has its own due time counted from the first, so that one late piece doesn't delay others. */
  async paced(parts: readonly string[], { perSecond }: Pace, toDelta: (part: string) => object): Promise<void> {
    const start = performance.now();
    for (const [index, part] of parts.entries()) {
      const wait = perSecond === undefined ? 0 : start + (index * 1000) / perSecond - performance.now();
      if (wait > 0) await pause(wait, undefined, { signal: this.#signal }).catch(() => undefined);
      else if (this.#response.writableNeedDrain) await this.#drained();
      if (this.#signal.aborted) return;
      this.delta(toDelta(part));
    }
  }

  /** Resolves once everything written so far has been passed to the system. */
  flushed(): Promise<void> {
    this.open();
    return new Promise((resolve) => this.#response.write("", () => resolve()));
  }

  #drained(): Promise<unknown> {
    const drained = new Promise((resolve) => this.#response.once("drain", resolve));
    return Promise.race([drained, aborted(this.#signal)]);
  }
}

function sendWhole(response: ServerResponse, step: Extract<Step, { type: "status" }>): void {
  const isText = typeof step.body === "string";
  const headers = { "Content-Type": isText ? "text/plain" : "application/json", ...step.headers };
  response.writeHead(step.status, headers).end(isText ? step.body : JSON.stringify(step.body));
}

function usageOf({ prompt, completion, cached = 0 }: { prompt: number; completion: number; cached?: number }): object {
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: cached },
  };
}

/** Cuts a text into pieces of `size` UTF-16 units, never inside a surrogate pair. */
export function pieces(text: string, size = text.length): string[] {
  const parts: string[] = [];
  for (let at = 0; at < text.length;) {
    let end = Math.min(at + Math.max(1, size), text.length);
    if (end < text.length && isHighSurrogate(text.charCodeAt(end - 1))) end++;
    parts.push(text.slice(at, end));
    at = end;
  }
  return parts;
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
