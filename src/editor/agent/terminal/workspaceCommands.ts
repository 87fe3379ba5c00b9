import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import * as vscode from "vscode";
import { Consent } from "../../../agent/approval/consent.ts";
import type { CommandProcess, CommandRequest, Commands, SandboxState } from "../../../agent/ports/commands.ts";
import { WorkspaceError } from "../../../agent/ports/workspaceFault.ts";
import { folders, shownPath } from "../../core/documents.ts";
import { find } from "../../core/reading.ts";
import { validSetting } from "../../core/settings/settingSchemas.ts";
import { warn } from "../../show/notices.ts";
import type { SandboxMeans } from "../sandbox/bubblewrap.ts";
import { ChildCommand } from "./childCommand.ts";
import { commandEnvironment } from "./environment.ts";
import { type Shell, shellFor } from "./shell.ts";

/** So many run at once, and so many that have ended can still be read. */
const MOST_RUNNING = 16;
const MOST_ENDED = 10;

/** The shell that commands of the agent run in. */
export const commandShell = (): Shell => shellFor(process.platform, vscode.env.shell, existsSync);

/** The most paths that a warning names. */
const MOST_NAMED = 5;

const madeWords = (paths: readonly string[]): string => {
  const more = paths.length > MOST_NAMED ? ` and ${paths.length - MOST_NAMED} more` : "";
  return `A sandboxed command of Gemma made files that programs run or obey: ${paths.slice(0, MOST_NAMED).join(", ")}${more}. Look at them before you go on.`;
};

/** Commands of the agent, as child processes of the editor's window. */
export class WorkspaceCommands implements Commands, vscode.Disposable {
  #all: ChildCommand[] = [];
  #count = 0;
  #means: Promise<SandboxMeans> | undefined;
  readonly #changed = new vscode.EventEmitter<void>();
  /** A command has started or ended. */
  readonly onChange = this.#changed.event;
  readonly #atExit = (): void => this.#killAll();

  async folder(path: string | undefined): Promise<string> {
    const [first] = folders();
    const place = await find(path ?? first?.path ?? ".");
    const found = await stat(place.address).catch(() => undefined);
    if (!found?.isDirectory()) throw new WorkspaceError({ kind: "missing-folder", path: place.shown });
    return place.address;
  }

  get wantsSandbox(): boolean {
    return validSetting("agent.sandbox") === "on";
  }

  async sandbox(): Promise<SandboxState> {
    if (!this.wantsSandbox) return { type: "off" };
    const means = await this.#tried();
    return "why" in means ? { type: "impossible", why: means.why } : { type: "on" };
  }

  async start(request: CommandRequest, consent: Consent<"command">): Promise<ChildCommand> {
    const { command, cwd } = request;
    await this.#check(cwd);
    Consent.use(consent, { kind: "command", command, cwd });
    return this.#begin(request, commandShell(), commandEnvironment(process.env));
  }

  async startSandboxed(request: CommandRequest, consent: Consent<"sandboxed-command">): Promise<ChildCommand> {
    const { command, cwd } = request;
    await this.#check(cwd);
    const means = await this.#tried();
    if ("why" in means) throw new Error(`It can't run in the sandbox. ${means.why}`);
    const { sandboxedShell } = await import("../sandbox/bubblewrap.ts");
    const { sandboxEnvironment } = await import("../sandbox/sandboxArguments.ts");
    const { madeSince, protectedIn } = await import("../sandbox/protectedFiles.ts");
    const writable = folders().map(({ path }) => path);
    const found = await Promise.all(writable.map(protectedIn));
    const shell = await sandboxedShell(commandShell(), means.program, { folders: writable, cwd, found });
    Consent.use(consent, { kind: "sandboxed-command", command, cwd });
    const child = this.#begin(request, shell, sandboxEnvironment(commandEnvironment(process.env)));
    // The sandbox can't keep a command from making a protected file that was not there, so the user is told at once.
    void child.ended.then(async () => {
      const made = madeSince(found, await Promise.all(writable.map(protectedIn)));
      if (made.length > 0) void warn(madeWords(made.map((path) => shownPath(vscode.Uri.file(path)))));
    });
    return child;
  }

  async send(process: CommandProcess, text: string, consent: Consent<"input">): Promise<void> {
    Consent.use(consent, { kind: "input", text, program: process.command });
    await this.find(process.id)?.send(text);
  }

  all(): readonly ChildCommand[] {
    return this.#all;
  }

  find(id: string): ChildCommand | undefined {
    return this.#all.find((each) => each.id === id);
  }

  dispose(): void {
    process.off("exit", this.#atExit);
    this.#killAll();
    this.#changed.dispose();
  }

  /** Whether the system can sandbox, tried once. */
  async #tried(): Promise<SandboxMeans> {
    this.#means ??= import("../sandbox/bubblewrap.ts").then(({ sandboxMeans }) => sandboxMeans());
    return this.#means;
  }

  async #check(cwd: string): Promise<void> {
    if (!vscode.workspace.isTrusted) throw new Error("Nothing runs in a restricted workspace.");
    // A link came in between: this is not the place that was shown.
    if ((await this.folder(cwd)) !== cwd) throw new WorkspaceError({ kind: "changed", path: cwd });
    if (this.#all.filter(({ end }) => end === undefined).length < MOST_RUNNING) return;
    throw new Error(`${MOST_RUNNING} commands run already. Stop one with the tool process first.`);
  }

  #begin(request: CommandRequest, shell: Shell, env: NodeJS.ProcessEnv): ChildCommand {
    const child = new ChildCommand(`c${++this.#count}`, request, shell, env);
    if (this.#count === 1) process.once("exit", this.#atExit);
    this.#all.push(child);
    this.#changed.fire();
    void child.ended.then(() => this.#forget());
    // What it started may end later than itself.
    child.onOutput(() => {
      if (!child.isOpen) this.#forget();
    });
    return child;
  }

  /** Only the last ones that have ended stay readable. */
  #forget(): void {
    const ended = this.#all.filter(({ isOpen }) => !isOpen);
    const gone = new Set(ended.slice(0, Math.max(0, ended.length - MOST_ENDED)));
    this.#all = this.#all.filter((each) => !gone.has(each));
    this.#changed.fire();
  }

  #killAll(): void {
    for (const each of this.#all) each.kill();
  }
}
