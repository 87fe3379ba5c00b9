import { type ChildProcess, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import type { CommandEnd, CommandProcess, CommandRequest } from "../../../agent/ports/commands.ts";
import { CommandOutput } from "../../../agent/output/commandOutput.ts";
import { endTree } from "./processTree.ts";
import { RawOutput } from "./rawOutput.ts";
import type { Shell } from "./shell.ts";

/** How long a program may take to end when it is asked to, before it is ended by force, in milliseconds. */
const ENDS_WITHIN_MS = 2000;
/** What comes after the exit is waited for this long: a program in the background may hold the output open. */
const LAST_OUTPUT_MS = 300;
/** More bytes than this in one period wait, so that a flood of output leaves the editor time for everything else. */
const FLOOD_BYTES = 4_000_000;
const FLOOD_MS = 100;

/** A command as a child process of its own group, whose output is read through pipes. */
export class ChildCommand implements CommandProcess {
  readonly id: string;
  readonly command: string;
  readonly cwd: string;
  readonly startedAt = Date.now();
  readonly output = new CommandOutput();
  /** The end of the output as it came, for a terminal. */
  readonly raw = new RawOutput();
  readonly ended: Promise<CommandEnd>;
  readonly #child: ChildProcess;
  readonly #listeners = new Set<(bytes?: Uint8Array) => void>();
  readonly #input: boolean;
  #end: CommandEnd | undefined;
  #isStopped = false;
  /** Its output is still open. After the end: something that it started still runs. */
  #isOpen = true;

  constructor(id: string, request: CommandRequest, shell: Shell, env: NodeJS.ProcessEnv) {
    this.id = id;
    this.command = request.command;
    this.cwd = request.cwd;
    this.#input = request.input;
    this.#child = spawn(shell.file, shell.args(request.command), {
      cwd: request.cwd,
      env,
      // A group of its own, so that all of it can be ended together.
      detached: process.platform !== "win32",
      stdio: [request.input ? "pipe" : "ignore", "pipe", "pipe"],
      windowsHide: true,
      windowsVerbatimArguments: shell.verbatim === true,
    });
    this.ended = this.#watch();
  }

  get end(): CommandEnd | undefined {
    return this.#end;
  }
  get isOpen(): boolean {
    return this.#isOpen;
  }
  get pid(): number | undefined {
    return this.#child.pid;
  }
  get takesInput(): boolean {
    return this.#input && this.#end === undefined;
  }

  /** The listener gets the bytes as they come, and none at the end. */
  onOutput(listener: (bytes?: Uint8Array) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Resolves when the program's input has taken it. Throws an Error with words for the model. */
  async send(text: string): Promise<void> {
    const { stdin } = this.#child;
    if (this.#end) throw new Error(`${this.id} has ended.`);
    if (!stdin || !this.#input) throw new Error(`${this.id} takes no input. Start it with background: true.`);
    await new Promise<void>((resolve, reject) => {
      stdin.write(text, (error) => (error ? reject(new Error(`${this.id} takes no input any more.`)) : resolve()));
    });
  }

  stop(): void {
    const { pid } = this.#child;
    if (pid === undefined || !this.#isOpen) return;
    this.#isStopped ||= this.#end === undefined;
    endTree(pid, false);
    const force = setTimeout(() => this.kill(), ENDS_WITHIN_MS);
    this.#child.once("close", () => clearTimeout(force));
  }

  /** Ends it at once; for the end of the editor's window. */
  kill(): void {
    const { pid } = this.#child;
    if (pid !== undefined && this.#isOpen) endTree(pid, true);
  }

  #watch(): Promise<CommandEnd> {
    const child = this.#child;
    // It may end before an input is taken; `send` tells.
    child.stdin?.on("error", () => undefined);
    for (const stream of [child.stdout, child.stderr]) if (stream) this.#read(stream);
    return new Promise((resolve) => {
      const settle = (end: CommandEnd): void => {
        this.#end ??= end;
        this.#tell();
        resolve(this.#end);
      };
      child.once("error", (error: NodeJS.ErrnoException) => {
        this.#isOpen = false;
        settle({ type: "failed", message: error.code ?? error.message });
      });
      child.once("exit", (code, signal) => {
        const end = this.#endOf(code, signal);
        const late = setTimeout(() => settle(end), LAST_OUTPUT_MS);
        child.once("close", () => {
          clearTimeout(late);
          this.#isOpen = false;
          this.output.end();
          settle(end);
        });
      });
    });
  }

  #endOf(code: number | null, signal: NodeJS.Signals | null): CommandEnd {
    if (this.#isStopped) return { type: "stopped" };
    return code === null ? { type: "killed", signal: signal ?? "a signal" } : { type: "exited", code };
  }

  #read(stream: Readable): void {
    let bytes = 0;
    let since = Date.now();
    stream.on("error", () => undefined);
    stream.on("data", (data: Buffer) => {
      this.output.push(data);
      this.raw.push(data);
      this.#tell(data);
      const now = Date.now();
      if (now - since > FLOOD_MS) {
        since = now;
        bytes = 0;
      }
      bytes += data.length;
      if (bytes < FLOOD_BYTES) return;
      stream.pause();
      setTimeout(() => stream.resume(), FLOOD_MS);
      bytes = 0;
    });
  }

  #tell(bytes?: Uint8Array): void {
    for (const listener of [...this.#listeners]) listener(bytes);
  }
}
