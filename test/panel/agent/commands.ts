import assert from "node:assert/strict";
import { call, say } from "../../support/scriptedAnswer.ts";
import type { PanelEditor } from "../panelEditor.ts";
import { messagesOf } from "../sent.ts";

/** A command runs once allowed, its output and exit code are seen, and a background one is stopped by its button. */
export async function runsCommands({ panel, server, problems }: PanelEditor): Promise<void> {
  const at = server.requests.length;
  server.setScript([
    [call("run_command", { command: "echo from the shell; exit 3" })],
    [call("run_command", { command: "echo served; sleep 300", background: true }, { id: "c2" })],
    [call("ask_user", { question: "Which port?", choices: ["80", "8080"] }, { id: "c3" })],
    [say("Done.")],
  ]);
  await panel.ask("Run it");
  await panel.approval.waitFor();
  assert.match(await panel.approval.innerText(), /Wants to run a command[^]*echo from the shell; exit 3/);
  assert.equal(server.requests.length, at + 1);
  await panel.button("Allow").click();
  await panel.lastTurn.locator(".tool-note", { hasText: "exit code 3" }).waitFor();
  await panel.approval.filter({ hasText: "echo served" }).waitFor();
  await panel.button("Allow").click();
  const running = panel.frame.locator(".commands > li");
  await running.filter({ hasText: "echo served" }).waitFor();
  await panel.frame.locator(".question").getByRole("button", { name: "8080" }).click();
  await panel.ended("Run it");
  await running.getByRole("button", { name: "Stop this command" }).click();
  await running.waitFor({ state: "detached" });
  const results = server.requests.slice(at + 1).map((request) => messagesOf(request).at(-1)?.content ?? "");
  assert.match(results[0] ?? "", /^Exit code 3\.\nfrom the shell$/);
  assert.match(results[1] ?? "", /^Runs in the background as c\d+\.[^]*served$/);
  assert.match(results[2] ?? "", /The user answers: 8080/);
  assert.deepEqual(problems, []);
}
