import { type ChildProcess, fork } from "node:child_process";
import { type FromChild, parseFromChild, type ToChild } from "../format/messages.ts";

/** How a process ended, with the last lines of its error output. */
export type EngineExit = { code: number | null; signal: string | null; lastWords: string };

export type EngineProcessOptions = {
  /** The folder whose node_modules holds node-llama-cpp. */
  engineDir: string;
  /** The bundled program of the process (`child.ts`). */
  childPath: string;
  /** Flags for Node, none by default. */
  execArgv?: readonly string[];
};

const keptErrorOutput = 4096;

/** One run of the engine's process, from fork to exit. It can't be restarted. */
export class EngineProcess {
  readonly #child: ChildProcess;
  readonly #exited: Promise<EngineExit>;
  #alive = true;
  #lastWords = "";

  /** `onMessage` gets the messages of the process, `onJunk` anything outside the protocol. */
  constructor(
    options: EngineProcessOptions,
    onMessage: (message: FromChild) => void,
    onJunk: (value: unknown) => void,
  ) {
    this.#child = fork(options.childPath, [], {
      execPath: process.execPath,
      execArgv: [...(options.execArgv ?? [])],
      env: childEnvironment(process.env, options.engineDir),
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    this.#child.on("message", (value) => {
      const message = parseFromChild(value);
      if (message === undefined) onJunk(value);
      else onMessage(message);
    });
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#lastWords = (this.#lastWords + text).slice(-keptErrorOutput);
    });
    this.#exited = new Promise((resolve) => {
      const end = (code: number | null, signal: string | null): void => {
        this.#alive = false;
        resolve({ code, signal, lastWords: this.#lastWords.trim() });
      };
      this.#child.once("exit", end);
      // An "error" without "exit" means that the process could not be started. Sending errors are followed by an exit.
      this.#child.on("error", (error) => {
        this.#lastWords += error.message;
        if (this.#child.pid === undefined) end(null, null);
      });
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** Resolves, and never rejects, when the process has ended for any reason. */
  get exited(): Promise<EngineExit> {
    return this.#exited;
  }

  /** Sends a message. If the process has ended, nothing is sent; see `exited`. */
  send(message: ToChild): void {
    if (this.#alive && this.#child.connected) this.#child.send(message, () => undefined);
  }

  /** Ends the process at once and frees its memory. */
  kill(): Promise<EngineExit> {
    if (this.#alive) this.#child.kill("SIGKILL");
    return this.#exited;
  }
}

/**
 * The host's environment variables that the engine gets: paths of programs, graphics drivers and temporary files, the
 * language, the choice of graphics cards and threads. Tokens and LD_PRELOAD are not among them.
 */
const passed = [
  /^(?:PATH|PATHEXT|HOME|USERPROFILE|TMPDIR|TEMP|TMP|SYSTEMROOT|SYSTEMDRIVE|WINDIR|APPDATA|LOCALAPPDATA|PROGRAMDATA)$/i,
  /^(?:LANG|LANGUAGE|LC_[A-Z]+|TZ|XDG_CACHE_HOME|XDG_RUNTIME_DIR|LD_LIBRARY_PATH|OMP_NUM_THREADS)$/,
  /^(?:CUDA_VISIBLE_DEVICES|CUDA_DEVICE_ORDER|CUDA_PATH|HIP_VISIBLE_DEVICES|ROCR_VISIBLE_DEVICES|HSA_OVERRIDE_GFX_VERSION)$/,
  /^GGML_(?:VK_VISIBLE_DEVICES|CUDA_[A-Z_]+|METAL_[A-Z_]+)$/,
];

/** The environment of the engine: only what it needs of the host's. */
export function childEnvironment(host: NodeJS.ProcessEnv, engineDir: string): NodeJS.ProcessEnv {
  const kept = Object.entries(host).filter(([name]) => passed.some((names) => names.test(name)));
  return {
    ...Object.fromEntries(kept),
    ELECTRON_RUN_AS_NODE: "1",
    GEMMA_ENGINE_DIR: engineDir,
    NODE_LLAMA_CPP_SKIP_DOWNLOAD: "true",
  };
}
