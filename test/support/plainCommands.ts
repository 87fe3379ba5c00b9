import { tmpdir } from "node:os";
import { Consent } from "../../src/agent/approval/consent.ts";
import type { Commands } from "../../src/agent/ports/commands.ts";
import { ChildCommand } from "../../src/editor/agent/terminal/childCommand.ts";
import { commandEnvironment } from "../../src/editor/agent/terminal/environment.ts";
import { shellFor } from "../../src/editor/agent/terminal/shell.ts";

/** Real commands in one folder, without an editor. */
export function plainCommands(folder = tmpdir()): Commands & { close(): void } {
  const all: ChildCommand[] = [];
  const shell = shellFor("linux", "/bin/bash", () => true);
  return {
    folder: async () => folder,
    async start(request, consent) {
      Consent.use(consent, { kind: "command", command: request.command, cwd: request.cwd });
      const child = new ChildCommand(`c${all.length + 1}`, request, shell, commandEnvironment(process.env));
      all.push(child);
      return child;
    },
    wantsSandbox: false,
    sandbox: async () => ({ type: "off" }),
    startSandboxed: () => Promise.reject(new Error("There is no sandbox.")),
    async send({ id, command }, text, consent) {
      Consent.use(consent, { kind: "input", text, program: command });
      await all.find((each) => each.id === id)?.send(text);
    },
    all: () => all,
    close() {
      for (const each of all) each.kill();
    },
  };
}
