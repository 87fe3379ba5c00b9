import { existsSync } from "node:fs";
import type { ModelError } from "../../../model/modelError.ts";
import { crashed, engineMissing, fellSilent, reported, stopped } from "./engineFaults.ts";
import { type EngineExit, EngineProcess, type EngineProcessOptions } from "./engineProcess.ts";
import { engineEntry } from "../child/llama.ts";
import { planLoad } from "./memory.ts";
import type { Done, FromChild, Question, Ready } from "../format/messages.ts";
import type { ModelFile } from "../format/modelFile.ts";

export type SessionOptions = EngineProcessOptions & {
  /** Main memory that the engine may use, in bytes. Called before each load. */
  freeMemory: () => number;
  /** Time limit for a stopped answer to end, in ms; then its process is ended. */
  stopGraceMs: number;
  /** Time limit for a silent answer, in ms, as for a local server; then its process counts as hung. */
  silentMs: number;
  log: (line: string) => void;
};

/** The events of an answer in progress. */
export type AnswerEvent = Extract<FromChild, { type: "reading" | "text" | "thought" }>;

/** Called with every message until the wait is over. */
type Waiter = (message: FromChild) => void;

/** A process with one loaded model. Failures are ModelErrors. After a crash or `end` it can't be used any more. */
export class EngineSession {
  readonly #process: EngineProcess;
  readonly #options: SessionOptions;
  readonly #file: ModelFile;
  #waiter: Waiter | undefined;
  #exit: EngineExit | undefined;
  #onExit: ((exit: EngineExit) => void) | undefined;
  #nextId = 1;
  #contextTokens = 0;
  #ending = false;
  #isHung = false;
  /** Whether text of the current answer has arrived. */
  #hasSaid = false;

  private constructor(options: SessionOptions, file: ModelFile) {
    this.#options = options;
    this.#file = file;
    this.#process = new EngineProcess(
      options,
      (message) => {
        if (message.type === "log") options.log(`engine: ${message.line}`);
        else this.#waiter?.(message);
      },
      () => options.log("engine: a message of an unknown form was dropped"),
    );
    void this.#process.exited.then((exit) => {
      this.#exit = exit;
      if (exit.lastWords !== "") options.log(`engine: ${exit.lastWords}`);
      this.#onExit?.(exit);
    });
  }

  /**
   * Starts a process and loads `file`. The context is as near to `wantedTokens` as memory allows.
   * @throws ModelError "engine", "model-file", "memory", or "aborted" if the signal fires; the process has then ended
   */
  static async start(
    options: SessionOptions,
    file: ModelFile,
    wantedTokens: number,
    signal: AbortSignal,
    onLoading: (fraction: number) => void,
  ): Promise<EngineSession> {
    if (!existsSync(engineEntry(options.engineDir))) throw engineMissing(options.engineDir);
    const session = new EngineSession(options, file);
    try {
      await session.#load(wantedTokens, signal, onLoading);
      return session;
    } catch (error) {
      await session.end();
      throw error;
    }
  }

  get alive(): boolean {
    return this.#process.alive;
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** The size of the loaded context, in tokens. */
  get contextTokens(): number {
    return this.#contextTokens;
  }

  /** Resolves when the process has ended. */
  get ended(): Promise<unknown> {
    return this.#process.exited;
  }

  /** Ends the process and frees its memory. A pending `ask` fails with "aborted". */
  end(): Promise<unknown> {
    this.#ending = true;
    return this.#process.kill();
  }

  /**
   * Asks one question; only one at a time. When the signal fires, the answer ends with reason "stopped" once the engine
   * is free for the next question.
   * @throws ModelError "overflow"; "engine", also for a hung process; "aborted" if the process was ended meanwhile
   */
  async ask(
    question: Omit<Question, "type" | "id">,
    signal: AbortSignal,
    onEvent: (event: AnswerEvent) => void,
  ): Promise<Done> {
    const id = this.#nextId++;
    this.#hasSaid = false;
    let grace: NodeJS.Timeout | undefined;
    const stop = (): void => {
      this.#process.send({ type: "stop", id });
      grace = setTimeout(() => void this.end(), this.#options.stopGraceMs);
    };
    const silence = setTimeout(() => {
      this.#isHung = true;
      void this.#process.kill();
    }, this.#options.silentMs);
    const answer = this.#wait<Done>("answering", (message, resolve, reject) => {
      silence.refresh();
      if (message.type === "failed" && (message.id === undefined || message.id === id)) {
        reject(reported(message.fault, message.detail, this.#file.path));
      } else if ("id" in message && message.id === id) {
        if (message.type === "done") resolve(message);
        else if (message.type !== "failed") {
          this.#hasSaid ||= message.type !== "reading";
          onEvent(message);
        }
      }
    });
    this.#process.send({ type: "ask", id, ...question });
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
    try {
      return await answer;
    } finally {
      clearTimeout(silence);
      clearTimeout(grace);
      signal.removeEventListener("abort", stop);
    }
  }

  async #load(wantedTokens: number, signal: AbortSignal, onLoading: (fraction: number) => void): Promise<void> {
    const abort = (): void => void this.end();
    if (signal.aborted) throw stopped();
    signal.addEventListener("abort", abort, { once: true });
    try {
      const ready = await this.#wait<Ready>("starting", (message, resolve, reject) => {
        if (message.type === "ready") resolve(message);
        else if (message.type === "failed") reject(reported(message.fault, message.detail, this.#file.path));
      });
      const memory = memoryOf(ready, this.#options.freeMemory());
      const { contextTokens, fullCache, sequences, needBytes } = planLoad(this.#file, wantedTokens, memory);
      this.#options.log(`engine: loading, ${contextTokens} tokens, about ${needBytes} bytes, gpu ${String(ready.gpu)}`);
      const loaded = this.#wait<number>("loading the model", (message, resolve, reject) => {
        if (message.type === "loading") onLoading(message.fraction);
        else if (message.type === "loaded") resolve(message.contextTokens);
        else if (message.type === "failed") reject(reported(message.fault, message.detail, this.#file.path));
      });
      this.#process.send({ type: "load", file: this.#file.path, contextTokens, fullCache, sequences });
      this.#contextTokens = await loaded;
    } finally {
      signal.removeEventListener("abort", abort);
    }
  }

  /** Passes messages to `hear` until it settles the wait or the process ends. */
  async #wait<T>(
    doing: string,
    hear: (message: FromChild, resolve: (value: T) => void, reject: (error: ModelError) => void) => void,
  ): Promise<T> {
    try {
      return await new Promise<T>((resolve, reject) => {
        this.#waiter = (message) => hear(message, resolve, reject);
        this.#onExit = (exit) => {
          if (this.#ending) reject(stopped());
          else if (this.#isHung) reject(fellSilent(this.#options.silentMs / 1000, this.#hasSaid));
          else reject(crashed(exit, doing, this.#hasSaid));
        };
        if (this.#exit !== undefined) this.#onExit(this.#exit);
      });
    } finally {
      this.#waiter = undefined;
      this.#onExit = undefined;
    }
  }
}

/** A graphics card's own memory adds to main memory. Shared graphics memory is main memory, so it is not counted twice. */
function memoryOf({ gpu, vramFree, vramShared }: Ready, ram: number): { ram: number; vram: number } {
  if (gpu === false) return { ram, vram: 0 };
  return { ram, vram: Math.max(0, vramFree - vramShared) };
}
