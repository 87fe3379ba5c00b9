import type { Consent } from "../approval/consent.ts";
import type { CommandOutput } from "../output/commandOutput.ts";

/**
 * How a command ended.
 * - exited: with its exit code.
 * - killed: by a signal, of its own or another's.
 * - stopped: by the user or the model.
 * - failed: it could not be started; `message` says why.
 */
export type CommandEnd =
  | { type: "exited"; code: number }
  | { type: "killed"; signal: string }
  | { type: "stopped" }
  | { type: "failed"; message: string };

/** A command to run. `cwd` is absolute. `input`: whether it can be sent input later; otherwise it finds none. */
export type CommandRequest = { command: string; cwd: string; input: boolean };

/** A command that runs, or ran. Its output stays readable for a while. */
export interface CommandProcess {
  readonly id: string;
  readonly command: string;
  readonly cwd: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly output: CommandOutput;
  /** Undefined while it runs. */
  readonly end: CommandEnd | undefined;
  /** Whether it, or something that it started in the background, still runs. */
  readonly isOpen: boolean;
  /** Resolves when it has ended and all its output has come. */
  readonly ended: Promise<CommandEnd>;
  /** Calls the listener after each piece of output; returns what ends that. */
  onOutput(listener: () => void): () => void;
  /** Ends it with all programs that it started. */
  stop(): void;
}

/** Whether commands are sandboxed: as the user set it, and if the system can; `why` not, in words for the user. */
export type SandboxState = { type: "off" } | { type: "on" } | { type: "impossible"; why: string };

/** Commands of the workspace, run without a window of their own. All of them end with the editor's window. */
export interface Commands {
  /** The absolute folder to run in. Throws WorkspaceError unless it is a folder inside the workspace. */
  folder(path: string | undefined): Promise<string>;
  /** Throws ConsentError unless exactly this command in exactly this folder was allowed. */
  start(request: CommandRequest, consent: Consent<"command">): Promise<CommandProcess>;
  /** Whether the user wants commands in the sandbox. */
  readonly wantsSandbox: boolean;
  sandbox(): Promise<SandboxState>;
  /** The same in the sandbox. Throws an Error if it can't be; it never runs outside of it. */
  startSandboxed(request: CommandRequest, consent: Consent<"sandboxed-command">): Promise<CommandProcess>;
  /** Throws an Error with words for the model if it has ended or takes no input. */
  send(process: CommandProcess, text: string, consent: Consent<"input">): Promise<void>;
  /** The running ones and those that ended last, in order. */
  all(): readonly CommandProcess[];
}
