import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkout } from "../panel/panelEditor.ts";
import { PanelUser } from "../panel/panelUser.ts";
import { type EditorHost, openHost } from "./editor/editorHost.ts";
import { until } from "./until.ts";

/**
 * The demo: one question and one edit by the real model that the environment names. Exits with 1 unless the answer
 * streamed and the file changed after the approval.
 */
const FILE = "greeting.txt";
const BEFORE = "hello\n";
const QUESTION = "What is a linked list?";
/**
 * The smallest Gemma is not instruction-tuned and treats the first wording as a rule. It chooses the new words itself.
 * The edit engine refuses a call that doesn't fit the file; then the next wording is tried.
 */
const INSTRUCTIONS = [
  "Use edit_file on path greeting.txt with oldText hello and newText goodbye.",
  'Call edit_file with path "greeting.txt", oldText "hello" and newText "good morning".',
  '{"name": "edit_file", "parameters": {"path": "greeting.txt", "oldText": "hello", "newText": "goodbye"}}\nDo this.',
];

const say = (line: string) => process.stdout.write(`${line}\n`);
const folder = mkdtempSync(join(tmpdir(), "gemma-code-demo-"));
writeFileSync(join(folder, FILE), BEFORE);
const host = await openHost({
  folder,
  extensions: [checkout],
  // Limits for a model that rarely stops on its own. Agent mode starts with a call, enforced by a grammar.
  settings: { "gemma.maxTokens": 120, "gemma.temperature": 0, "gemma.agent.startWithTool": true },
  env: { GEMMA_ENGINE_DIR: named("GEMMA_ENGINE_DIR"), GEMMA_CODE_MODEL: named("GEMMA_CODE_MODEL") },
  viewport: { width: 1280, height: 860 },
});
try {
  const panel = new PanelUser(host);
  await panel.open();
  await picture(host, "1-panel");
  const streamed = await askQuestion(panel);
  const changed = await askForEdit(panel);
  process.exitCode = streamed && changed ? 0 : 1;
} catch (error) {
  await picture(host, "failed");
  throw error;
} finally {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
}

/** An environment variable that scripts/demo.mjs sets. */
function named(variable: string): string {
  const value = process.env[variable];
  if (!value) throw new Error(`${variable} is not set; run "npm run demo".`);
  return value;
}

async function askQuestion(panel: PanelUser): Promise<boolean> {
  say(`\n> ${QUESTION}\n`);
  await panel.ask(QUESTION);
  await panel.lastTurn.locator(".answer").getByText(/\S{3}/).first().waitFor();
  await picture(host, "2-answering");
  const lengths = await lengthsUntilEnd(panel);
  await picture(host, "3-answered");
  say(await panel.lastTurn.innerText());
  say(`\nThe answer was seen growing in ${lengths.size} steps.`);
  return lengths.size >= 2;
}

/** The lengths of the shown answer, polled until the turn ended. */
async function lengthsUntilEnd(panel: PanelUser): Promise<Set<number>> {
  const lengths = new Set<number>();
  for (;;) {
    const hasEnded = await panel.lastTurn.locator(".foot").isVisible();
    lengths.add((await panel.lastTurn.locator(".answer").innerText()).length);
    if (hasEnded) return lengths;
  }
}

async function askForEdit(panel: PanelUser): Promise<boolean> {
  for (const instruction of INSTRUCTIONS) {
    await panel.startAfresh();
    await host.inEditor(async (vscode) => {
      const [found] = await vscode.workspace.findFiles("greeting.txt");
      if (found) await vscode.window.showTextDocument(found);
      await vscode.commands.executeCommand("gemma.attachSelection");
    });
    await panel.choose("Agent");
    say(`\n> ${instruction}\n`);
    await panel.ask(instruction);
    const proposed = panel.approval.locator("button").first();
    await proposed.or(panel.lastTurn.locator(".foot")).first().waitFor({ timeout: 120_000 });
    if (await proposed.isVisible()) return allow(panel);
    say(await panel.lastTurn.innerText());
    say("No change that fits the file was proposed; another wording is tried.");
  }
  return false;
}

async function allow(panel: PanelUser): Promise<boolean> {
  await picture(host, "4-approval");
  say(await panel.approval.innerText());
  if (readFileSync(join(folder, FILE), "utf8") !== BEFORE) throw new Error("The file changed before it was allowed.");
  await panel.button("Allow").click();
  const after = await until("the change on disk", () => {
    const text = readFileSync(join(folder, FILE), "utf8");
    return text === BEFORE ? undefined : text;
  });
  await picture(host, "5-edited");
  say(`\n${FILE} was ${JSON.stringify(BEFORE)} and is ${JSON.stringify(after)}, in the model's own words.`);
  const stop = panel.button("Stop");
  if (await stop.isVisible()) await stop.click();
  return true;
}

async function picture(editor: EditorHost, name: string): Promise<void> {
  await editor.screenshot(join(checkout, "out", "demo", `${name}.png`));
}
