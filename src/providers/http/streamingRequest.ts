import type { StreamFault } from "../faults/faultOf.ts";
import { isLifeless } from "./lifeless.ts";
import { afterFinish, type StreamTimeouts } from "./streamTimeouts.ts";
import type { Endpoint } from "./transport/endpoint.ts";
import { SseGate } from "./sseGate.ts";
import { askServer, mostBytes } from "./ask.ts";
import type { Transport } from "./transport/transport.ts";

/** The most characters read of an error's body; the rest is not for the user. */
const LONGEST_ERROR = 65_536;
/** Time limit for an error's body, in ms; its status is enough. */
const ERROR_BODY_TIMEOUT = 5000;

/** A filter between a server and the reader of its answer; ends the stream and keeps its fault. */
export type Gate = Pick<SseGate, "end" | "fault" | "open">;

/**
 * One request. Sends the endpoint's headers, passes on only the expected stream, and enforces timeouts. Keeps what
 * failed, so that one place tells refusals, broken connections and strange answers apart.
 */
export class StreamingRequest {
  readonly #endpoint: Endpoint;
  readonly #transport: Transport;
  readonly #timeouts: StreamTimeouts;
  readonly #end = new AbortController();
  /** Fires when the server is alive, or nobody waits for it any more. */
  readonly #alive = new AbortController();
  readonly #gate: Gate;
  #fault: StreamFault | undefined;
  #timer: NodeJS.Timeout | undefined;
  #hasBytes = false;
  /** The answer is finished: from now on only parts of it extend the wait. */
  #isSettling = false;

  /** @param gateOf creates the gate for the protocol's stream; chat completions by default */
  constructor(
    endpoint: Endpoint,
    transport: Transport,
    timeouts: StreamTimeouts,
    gateOf: (heard: () => void) => Gate = (heard) => new SseGate(heard),
  ) {
    this.#gate = gateOf(() => this.#heard());
    this.#endpoint = endpoint;
    this.#transport = transport;
    this.#timeouts = timeouts;
  }

  /** The fault, if any. */
  get fault(): StreamFault | undefined {
    return this.#fault ?? this.#gate.fault;
  }
  /** How the stream ended; undefined while it runs, or if there was none. */
  get end(): SseGate["end"] {
    return this.#gate.end;
  }

  /** Posts a body. Rejects with `fault` set if there is no stream. */
  async fetch(url: string, init: { body: string; signal: AbortSignal }): Promise<Response> {
    this.#wait(this.#timeouts.first);
    if (this.#timeouts.first === undefined) void this.#watchLife();
    let answer: Response;
    try {
      const request = {
        method: "POST",
        headers: { "Content-Type": "application/json", ...this.#endpoint.headers },
        body: init.body,
        signal: AbortSignal.any([this.#end.signal, init.signal]),
      } as const;
      answer = await askServer(this.#transport, url, request, mostBytes.stream);
    } catch (error) {
      this.#fault ??= { at: "connect", error };
      throw error;
    }
    if (!answer.ok) {
      this.#wait(ERROR_BODY_TIMEOUT);
      this.#fault = { at: "answer", status: answer.status, headers: answer.headers, body: await textOf(answer) };
      throw new Error("refused");
    }
    return new Response(ReadableStream.from(this.#gate.open(answer)));
  }

  /** Call when the answer is finished. `isCounted`: with usage; `hasCalls`: more calls may come late. */
  settle(isCounted: boolean, hasCalls: boolean): void {
    this.#isSettling = true;
    this.#wait(afterFinish(this.#timeouts, isCounted, hasCalls));
  }

  /** Ends the request, if still running, and its connection. */
  close(): void {
    clearTimeout(this.#timer);
    this.#alive.abort();
    if (this.end !== "ended") this.#end.abort();
  }

  #heard(): void {
    if (!this.#hasBytes) this.#alive.abort();
    // After a finish, keep-alives don't extend the wait; real parts call `settle` again.
    if (this.#isSettling) return;
    if (this.#hasBytes) this.#timer?.refresh();
    else this.#wait(this.#timeouts.idle);
    this.#hasBytes = true;
  }

  #wait(ms: number | undefined): void {
    clearTimeout(this.#timer);
    if (ms === undefined) return;
    this.#timer = setTimeout(() => this.#giveUp(ms), ms);
  }

  #giveUp(ms: number): void {
    this.#fault ??= { at: "silent", seconds: ms / 1000 };
    this.#end.abort();
  }

  async #watchLife(): Promise<void> {
    const { lifeless } = this.#timeouts;
    if (lifeless === undefined) return;
    const ask = async (signal: AbortSignal): Promise<void> => {
      const request = { method: "GET", headers: {}, signal } as const;
      const answer = await askServer(this.#transport, this.#endpoint.baseUrl, request, mostBytes.whole);
      await answer.body?.cancel();
    };
    if (await isLifeless(ask, lifeless, this.#alive.signal)) this.#giveUp(lifeless);
  }
}

async function textOf(answer: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  try {
    for await (const bytes of answer.body ?? []) {
      text += decoder.decode(bytes, { stream: true });
      if (text.length > LONGEST_ERROR) break;
    }
  } catch {
    // What was read is enough: the status is known.
  }
  return text;
}
