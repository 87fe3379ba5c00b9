import assert from "node:assert/strict";
import { say, type Step } from "../../support/scriptedAnswer.ts";
import { startScriptedServer, type ScriptedServer } from "../../support/scriptedServer.ts";
import { until } from "../../support/until.ts";
import { openPanelEditor, type PanelEditor } from "../panelEditor.ts";

/** OpenRouter's price for this model is known: $0.06 and $0.33 a million tokens. */
const model = "google/gemma-4-26b-a4b-it";
const answer = (text: string): Step[] => [
  say(text),
  { type: "usage", prompt: 100_000, completion: 10_000, cached: 40_000 },
];

describe("usage and budget in the panel", function () {
  this.timeout(60_000);
  let editor: PanelEditor;
  let server: ScriptedServer;
  before(async function () {
    this.timeout(120_000);
    server = await startScriptedServer({ script: [], models: [model] });
    const settings = { "gemma.provider": "openrouter", "gemma.baseUrl": server.baseUrl, "gemma.model": model };
    editor = await openPanelEditor({ settings, env: { OPENROUTER_API_KEY: "key-of-this-test" } });
  });
  after(async () => {
    await editor?.close();
    await server?.close();
  });

  const modal = () => editor.host.page.locator(".monaco-dialog-box");
  const modalButton = (name: string) => modal().getByRole("button", { name });

  it("shows what an answer and the chat cost, and how full the window is", async () => {
    const { panel } = editor;
    server.setScript([answer("One."), answer("Two.")]);
    await panel.answerTo("First?");
    assert.match(await panel.lastTurn.locator(".foot-facts").innerText(), /10,000 tokens≈\$0\.0093/);
    await panel.answerTo("Second?");
    const ring = await panel.frame.locator(".ring").getAttribute("title");
    const [window, chat] = ring?.split("\n") ?? [];
    assert.match(
      window ?? "",
      /^110,000 of 262,144 tokens in the window \(41%\), about \d+% questions with their code, /,
    );
    assert.equal(chat, "This chat: 200,000 read, 80,000 of these from the cache, 20,000 written; ≈$0.019");
  });

  it("shows in the status bar what was spent today", async () => {
    const item = editor.host.page.locator('.statusbar-item[aria-label*="Spent today: $0.0186"]');
    await item.waitFor({ state: "attached" });
  });

  it("asks before the day's budget is exceeded; a denied question is neither sent nor lost", async () => {
    const { panel, host } = editor;
    await host.setSettings({ "gemma.budget.perDay": 0.0187 });
    const sent = server.requests.length;
    server.setScript([answer("Three.")]);
    await panel.ask("Third?");
    await modal().getByText("Your budget of $0.0187 a day would be exceeded.").waitFor();
    assert.match(await modal().innerText(), /Spent today: \$0\.0186\. .*Nothing has been sent yet\./s);
    await modalButton("Cancel").click();
    await panel.ended("Third?");
    assert.match(
      await panel.errorCard.innerText(),
      /Not sent: \$0\.0186 of your budget of \$0\.0187 a day are spent\./,
    );
    assert.equal(server.requests.length, sent);
    await panel.button("Try again").click();
    await modalButton("Allow").click();
    await panel.lastTurn.getByText("Three.").waitFor();
    assert.equal(server.requests.length, sent + 1);
    await host.setSettings({ "gemma.budget.perDay": undefined });
  });

  it("shows the days' usage as a table, recorded without any text of the chat", async () => {
    const { panel, host } = editor;
    await panel.frame.locator(".ring").click();
    const text = await until("the table", () =>
      host.inEditor(
        (vscode) =>
          vscode.workspace.textDocuments.find(({ uri }) => uri.path === "/Gemma usage.md")?.getText() || undefined,
      ),
    );
    const row = `| ${model} | OpenRouter | 3 | 300,000 | 120,000 | 30,000 |  | ≈ $0.0279 |`;
    assert.ok(text.includes(row), text);
    assert.doesNotMatch(text, /First|Three/);
  });
});
