import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import * as vscode from "vscode";
import { Consent } from "../../../agent/approval/consent.ts";
import type { CommandProcess, CommandRequest, Commands } from "../../../agent/ports/commands.ts";
import { WorkspaceError } from "../../../agent/ports/workspaceFault.ts";
import { folders } from "../../core/documents.ts";
import { find } from "../../core/reading.ts";
import { ChildCommand } from "./childCommand.ts";
import { commandEnvironment } from "./environment.ts";
import { type Shell, shellFor } from "./shell.ts";

/** So many run at once, and so many that have ended can still be read. */
const MOST_RUNNING = 16;
const MOST_ENDED = 10;

/** The shell that commands of the agent run in. */
export const commandShell = (): Shell => shellFor(process.platform, vscode.env.shell, existsSync);

/** Commands of the agent, as child processes of the editor's window. */
export class WorkspaceCommands implements Commands, vscode.Disposable {
  #all: ChildCommand[] = [];
  #count = 0;
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

  async start(request: CommandRequest, consent: Consent<"command">): Promise<ChildCommand> {
    const { command, cwd } = request;
    if (!vscode.workspace.isTrusted) throw new Error("Nothing runs in a restricted workspace.");
    // A link came in between: this is not the place that was shown.
    if ((await this.folder(cwd)) !== cwd) throw new WorkspaceError({ kind: "changed", path: cwd });
    if (this.#all.filter(({ end }) => end === undefined).length >= MOST_RUNNING) {
      throw new Error(`${MOST_RUNNING} commands run already. Stop one with the tool process first.`);
    }
    Consent.use(consent, { kind: "command", command, cwd });
    const child = new ChildCommand(`c${++this.#count}`, request, commandShell(), commandEnvironment(process.env));
    if (this.#count === 1) process.once("exit", this.#atExit);
    this.#all.push(child);
    this.#changed.fire();
    void child.ended.then(() => this.#forget());
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
