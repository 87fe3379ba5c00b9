import { type Model, type ModelInfo } from "../../../model/model.ts";
import { ModelError, toModelError } from "../../../model/modelError.ts";
import { EmbeddedModel } from "./embeddedModel.ts";
import { crashLoop, EngineCrash, stopped } from "./engineFaults.ts";
import { EngineSession } from "./engineSession.ts";
import { freeMemory } from "./memory.ts";
import type { Done, Question } from "../format/messages.ts";
import { inspectModelFile, type ModelFile } from "../format/modelFile.ts";
import type { ProgressEvent } from "./progressEvent.ts";

export type EngineState =
  | { kind: "idle" }
  | { kind: "loading"; fraction: number }
  | { kind: "ready" }
  | { kind: "answering" }
  | { kind: "failed"; message: string };

export type EngineOptions = {
  /** The folder whose node_modules holds node-llama-cpp and its package for this platform. */
  engineDir: string;
  /** The bundled program of the engine's process, dist/engine.js. */
  childPath: string;
  /** Minutes without a question after which the process ends and frees its memory; 0: never. Read each time. */
  idleMinutes?: () => number;
  /** Lines for the log; never prompts or answers. */
  log?: (line: string) => void;
  /** Main memory that the engine may use, in bytes. Default: the system's free memory. */
  freeMemory?: () => number;
  /** Time limit for a stopped answer to end, in ms; then its process is ended. Default: 10,000. */
  stopGraceMs?: number;
  /** Time limit for a silent answer, in ms; then its process counts as hung and is ended. Default: 300,000. */
  silentMs?: number;
};

/** A model file and how to run it. `contextTokens` is the wanted size (default 8,192), limited by model and memory. */
export type ModelChoice = {
  file: string;
  label: string;
  /** Default: the file's path. */
  id?: string;
  contextTokens?: number;
  /** Whether the model thinks before it answers (Gemma 4). */
  thinking?: boolean;
};

export interface EmbeddedEngine {
  /** A model on this machine. Nothing starts before the first question. */
  model(choice: ModelChoice): Model;
  readonly state: EngineState;
  /** Reports every change of state, until the returned function is called. */
  onState(listener: (state: EngineState) => void): () => void;
  /** The process id while the engine runs. */
  readonly pid: number | undefined;
  /** Ends the process and clears its crash count; a running answer is stopped. The next question starts it again. */
  unload(): Promise<void>;
  dispose(): void;
}

export const defaultContextTokens = 8192;
const defaultIdleMinutes = 10;
/** After this many crashes in a row, with no finished answer in between, the engine pauses for this long. */
const crashLimit = 3;
const crashRestMinutes = 5;

export function createEmbeddedEngine(options: EngineOptions): EmbeddedEngine {
  return new Engine(options);
}

class Engine implements EmbeddedEngine {
  readonly #options: Required<EngineOptions>;
  readonly #listeners = new Set<(state: EngineState) => void>();
  #state: EngineState = { kind: "idle" };
  #loaded: { session: EngineSession; file: ModelFile; key: string } | undefined;
  #crashes: { key: string; times: number; last: number } | undefined;
  #tail: Promise<void> = Promise.resolve();
  #waiting = 0;
  #idle: NodeJS.Timeout | undefined;
  /** Fires when the engine is unloaded, to end a load in progress. */
  #unloading = new AbortController();
  #disposed = false;

  constructor(options: EngineOptions) {
    this.#options = {
      idleMinutes: () => defaultIdleMinutes,
      log: () => undefined,
      freeMemory,
      stopGraceMs: 10_000,
      silentMs: 300_000,
      ...options,
    };
  }

  get state(): EngineState {
    return this.#state;
  }

  get pid(): number | undefined {
    return this.#loaded?.session.alive ? this.#loaded.session.pid : undefined;
  }

  model(choice: ModelChoice): Model {
    const wanted = choice.contextTokens ?? defaultContextTokens;
    return new EmbeddedModel(
      (): ModelInfo => ({
        id: choice.id ?? choice.file,
        label: choice.label,
        provider: "On this machine",
        contextTokens: this.#loaded?.key === keyOf(choice) ? this.#loaded.session.contextTokens : wanted,
        nativeTools: false,
        forcesCalls: true,
        vision: false,
        local: true,
      }),
      { thinking: choice.thinking ?? false },
      (prepare, signal, onEvent) => this.#ask(choice, prepare, signal, onEvent),
    );
  }

  onState(listener: (state: EngineState) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async unload(): Promise<void> {
    this.#crashes = undefined;
    clearTimeout(this.#idle);
    const { session } = this.#loaded ?? {};
    this.#loaded = undefined;
    this.#unloading.abort();
    this.#unloading = new AbortController();
    await session?.end();
    this.#become({ kind: "idle" });
  }

  dispose(): void {
    this.#disposed = true;
    this.#listeners.clear();
    void this.unload();
  }

  /** One question, from the queue to the end of its answer. `prepare` makes it for the model's file. */
  async #ask(
    choice: ModelChoice,
    prepare: (file: ModelFile) => Omit<Question, "type" | "id">,
    signal: AbortSignal,
    onEvent: (event: ProgressEvent) => void,
  ): Promise<Done> {
    const leave = await this.#enter(signal, onEvent);
    try {
      const { session, file } = await this.#ensureLoaded(choice, signal, onEvent);
      this.#become({ kind: "answering" });
      const done = await session.ask(prepare(file), signal, onEvent);
      this.#crashes = undefined;
      this.#become({ kind: "ready" });
      return done;
    } catch (error) {
      throw this.#failed(toModelError(error, signal), keyOf(choice));
    } finally {
      leave();
    }
  }

  /** Waits until no other question is before this one; returns the function that admits the next one. */
  async #enter(signal: AbortSignal, onEvent: (event: ProgressEvent) => void): Promise<() => void> {
    if (signal.aborted) throw stopped();
    clearTimeout(this.#idle);
    const before = this.#tail;
    let open: () => void = () => undefined;
    this.#tail = new Promise<void>((resolve) => (open = resolve));
    if (this.#waiting++ > 0) onEvent({ type: "queued" });
    const leave = (): void => {
      this.#waiting--;
      open();
      if (this.#waiting === 0) this.#startIdling();
    };
    try {
      await unlessAborted(before, signal);
      return leave;
    } catch (error) {
      // A cancelled question keeps its place until earlier ones are done, so that the next one can't overtake them.
      void before.then(leave);
      throw error;
    }
  }

  async #ensureLoaded(
    choice: ModelChoice,
    signal: AbortSignal,
    onEvent: (event: ProgressEvent) => void,
  ): Promise<{ session: EngineSession; file: ModelFile }> {
    const key = keyOf(choice);
    const stop = AbortSignal.any([signal, this.#unloading.signal]);
    if (this.#disposed) throw new ModelError({ kind: "engine" }, "The engine has been shut down with its window.");
    this.#refuseCrashLoop(key);
    if (this.#loaded?.key === key && this.#loaded.session.alive) return this.#loaded;
    await this.#loaded?.session.end();
    this.#loaded = undefined;
    const file = await inspectModelFile(choice.file);
    const loading = (fraction: number): void => {
      this.#become({ kind: "loading", fraction });
      onEvent({ type: "loading", fraction });
    };
    loading(0);
    const wanted = choice.contextTokens ?? defaultContextTokens;
    const session = await EngineSession.start(this.#options, file, wanted, stop, loading);
    this.#loaded = { session, file, key };
    // The process may also end while idle. The next question starts it again.
    void session.ended.then(() => {
      if (this.#loaded?.session === session && this.#state.kind === "ready") this.#become({ kind: "idle" });
    });
    return this.#loaded;
  }

  #refuseCrashLoop(key: string): void {
    if (this.#crashes?.key !== key || this.#crashes.times < crashLimit) return;
    if (Date.now() - this.#crashes.last > crashRestMinutes * 60_000) this.#crashes = undefined;
    else throw crashLoop(this.#crashes.times, crashRestMinutes);
  }

  /** Counts crashes and shows the state after a failure. Returns the error. */
  #failed(error: ModelError, key: string): ModelError {
    const alive = this.#loaded?.session.alive === true;
    if (error.fault.kind === "aborted" || error.fault.kind === "overflow") {
      this.#become({ kind: alive ? "ready" : "idle" });
      return error;
    }
    if (error.cause instanceof EngineCrash) {
      const times = this.#crashes?.key === key ? this.#crashes.times + 1 : 1;
      this.#crashes = { key, times, last: Date.now() };
    }
    this.#become({ kind: "failed", message: error.message });
    return error;
  }

  #startIdling(): void {
    const minutes = this.#options.idleMinutes();
    if (minutes <= 0 || this.#loaded === undefined) return;
    this.#idle = setTimeout(() => void this.unload(), minutes * 60_000);
    this.#idle.unref();
  }

  #become(state: EngineState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}

function keyOf({ file, contextTokens }: ModelChoice): string {
  return `${contextTokens ?? defaultContextTokens} ${file}`;
}

/** The promise, or a rejection as soon as the signal fires. */
function unlessAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(stopped());
    signal.addEventListener("abort", abort, { once: true });
    void promise.then(() => {
      signal.removeEventListener("abort", abort);
      resolve();
    });
  });
}
