import * as vscode from "vscode";
import { withSigns } from "../../../words/signs.ts";
import { openTerminal } from "../../show/terminals.ts";
import type { ChildCommand } from "./childCommand.ts";

/** Shows commands in terminals of the editor, each once. Closing one does not end its command. */
export class CommandViews implements vscode.Disposable {
  readonly #shown = new Map<string, vscode.Terminal>();
  readonly #listening = vscode.window.onDidCloseTerminal((closed) => {
    for (const [id, terminal] of this.#shown) if (terminal === closed) this.#shown.delete(id);
  });

  show(command: ChildCommand): void {
    const open = this.#shown.get(command.id);
    if (open) return open.show();
    const terminal = openTerminal(`Gemma: ${command.command.split("\n", 1)[0] ?? ""}`, {
      iconPath: new vscode.ThemeIcon("terminal"),
      pty: terminalOf(command),
    });
    this.#shown.set(command.id, terminal);
    terminal.show();
  }

  dispose(): void {
    this.#listening.dispose();
    for (const terminal of this.#shown.values()) terminal.dispose();
  }
}

/** A terminal that shows what a command writes, and passes on what is typed: Ctrl+C ends it. */
function terminalOf(command: ChildCommand): vscode.Pseudoterminal {
  const written = new vscode.EventEmitter<string>();
  const decoder = new TextDecoder();
  const write = (text: string): void => written.fire(text.replaceAll(/\r?\n/g, "\r\n"));
  let stopListening = (): void => undefined;
  let line = "";
  const tellEnd = (): void => {
    if (!command.end) return;
    const { end } = command;
    write(`\n[${end.type === "exited" ? `exit code ${end.code}` : end.type}]\n`);
  };
  return {
    onDidWrite: written.event,
    open() {
      // Only the program's own output may steer the terminal.
      write(
        `$ ${command.command
          .split("\n")
          .map((line) => withSigns(line))
          .join("\n")}\n`,
      );
      write(decoder.decode(command.raw.bytes, { stream: true }));
      if (command.end) return tellEnd();
      stopListening = command.onOutput((bytes) => {
        if (bytes) write(decoder.decode(bytes, { stream: true }));
        else tellEnd();
      });
    },
    close: () => stopListening(),
    handleInput(typed) {
      if (typed === "\u0003") return command.stop();
      if (!command.takesInput) return;
      // Nobody else echoes: the program sees no terminal.
      for (const c of typed) {
        if (c === "\r") {
          write("\n");
          void command.send(`${line}\n`).catch(() => undefined);
          line = "";
        } else if (c === "\u007f") {
          if (line !== "") written.fire("\b \b");
          line = line.slice(0, -1);
        } else if (c >= " ") {
          line += c;
          written.fire(c);
        }
      }
    },
  };
}
