import assert from "node:assert/strict";
import { type FakeOpenRouter, startFakeOpenRouter } from "../../support/fakeOpenRouter.ts";
import { until } from "../../support/until.ts";
import { openPanelEditor, type PanelEditor } from "../panelEditor.ts";

describe("the list of models", function () {
  this.timeout(90_000);
  let router: FakeOpenRouter;
  let editor: PanelEditor;
  before(async function () {
    this.timeout(120_000);
    router = await startFakeOpenRouter();
    const settings = { "gemma.provider": "openrouter", "gemma.baseUrl": router.baseUrl };
    editor = await openPanelEditor({ settings, env: { OPENROUTER_API_KEY: router.key } });
  });
  after(async () => {
    await editor?.close();
    await router?.close();
  });

  const box = () => editor.host.page.locator(".quick-input-widget:visible");
  const row = (text: string) => box().getByRole("option", { name: text });
  const open = () => editor.host.palette("Gemma: Select Model");
  const setting = (name: string) =>
    editor.host.inEditor((vscode, key: string) => vscode.workspace.getConfiguration().get(key), name);

  it("shows the provider's own Gemmas with window, price and what they can do", async () => {
    await open();
    await row("Show all models (1 more)").waitFor();
    assert.equal(await row("openai/gpt-x").count(), 0);
    const paid = await row("google/gemma-4-26b-a4b-it").innerText();
    assert.match(paid, /Gemma 4 26B-A4B/);
    assert.match(paid, /OpenRouter · 256K · \$0\.06 \/ \$0\.33 per M · vision, tools, thinking/);
    assert.match(await row("google/gemma-4-31b-it:free").innerText(), /free/);
    assert.equal(await row("google/gemma-3-4b-it").count(), 0, "the list of today comes before the preset's rows");
  });

  it("shows the others on request, and takes one", async () => {
    await row("Show all models (1 more)").click();
    await row("openai/gpt-x").waitFor();
    await row("google/gemma-4-26b-a4b-it").click();
    await until("the choice", async () => (await setting("gemma.model")) === "google/gemma-4-26b-a4b-it" || undefined);
    assert.equal(await setting("gemma.baseUrl"), router.baseUrl, "the user's own address stays");
    assert.match(await editor.panel.answerTo("Who is there?"), /Signed in\./);
    assert.deepEqual(router.asked, [`Bearer ${router.key}`], "the environment's key is used");
  });

  it("is there at once the next time, from the disk after a restart", async () => {
    const lists = () => router.seen.filter((each) => each === "GET /api/v1/models").length;
    const at = lists();
    await editor.host.reload();
    await editor.panel.open();
    await open();
    await row("google/gemma-4-26b-a4b-it").waitFor();
    assert.equal(lists(), at, "a list of the last ten minutes is not asked for again");
    await editor.host.page.keyboard.press("Escape");
  });
});
