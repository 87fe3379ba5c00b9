import assert from "node:assert/strict";
import type { Frame } from "playwright-core";
import { freePort } from "../../support/freePort.ts";
import { say } from "../../support/scriptedAnswer.ts";
import { openPanelEditor, type PanelEditor } from "../panelEditor.ts";

describe("a first start and the set-up page", function () {
  this.timeout(60_000);
  let editor: PanelEditor;
  before(async function () {
    this.timeout(120_000);
    editor = await openPanelEditor({ settings: { "gemma.openOnFirstStart": true }, open: false });
  });
  after(() => editor?.close());

  const input = () => editor.host.page.locator(".quick-input-widget:visible input.input");
  const setting = (key: string) =>
    editor.host.inEditor((vscode, name) => vscode.workspace.getConfiguration("gemma").get<string>(name), key);
  /** The set-up page, opened by its command. */
  async function setUp(): Promise<Frame> {
    await editor.host.palette("Gemma: Set Up a Model");
    return editor.host.webview("main.setup");
  }
  const choose = (page: Frame, row: string, action: string) =>
    page.locator(".setup-row", { hasText: row }).getByRole("button", { name: action }).click();

  it("shows the panel by itself", async () => {
    await editor.panel.find();
  });

  it("rejects an address where nothing answers, unless the user confirms it", async () => {
    const { host, server } = editor;
    const page = await setUp();
    await choose(page, "Another server", "Enter address");
    await input().fill(`http://127.0.0.1:${await freePort()}/v1`);
    await input().press("Enter");
    const dialog = host.page.locator(".monaco-dialog-box");
    await dialog.getByText("This server does not answer.").waitFor();
    await dialog.getByRole("button", { name: "Change the Address" }).click();
    assert.equal(await setting("baseUrl"), server.baseUrl, "nothing was stored yet");
    await input().fill(server.baseUrl);
    await input().press("Enter");
    await editor.panel.find();
    assert.equal(await setting("baseUrl"), server.baseUrl);
    assert.equal(await setting("model"), "gemma-4-31b-it");
    server.setScript([[say("Here.")]]);
    assert.match(await editor.panel.answerTo("Are you there?"), /Here\./);
  });

  it("keeps the user's own address of a provider when it is connected", async () => {
    const { host, server } = editor;
    const own = `${server.baseUrl}/`;
    await host.setSettings({ "gemma.provider": "keeprouter", "gemma.model": undefined, "gemma.baseUrl": own });
    await choose(await setUp(), "KeepRouter", "Connect");
    await input().fill("sk-kr-test");
    await input().press("Enter");
    await host.page.getByText("KeepRouter: the key is stored.").first().waitFor();
    await editor.panel.find();
    assert.equal(await setting("baseUrl"), own);
    assert.equal(await setting("provider"), "keeprouter");
  });

  it("shows what went wrong where the user looks, further down too", async () => {
    const { host } = editor;
    const dead = `http://127.0.0.1:${await freePort()}/v1`;
    await host.setSettings({ "gemma.provider": "runware", "gemma.baseUrl": dead });
    const page = await setUp();
    await page.locator(".setup").evaluate((each) => (each.scrollTop = each.scrollHeight));
    await choose(page, "Runware", "Connect");
    await input().fill("not-a-key");
    await input().press("Enter");
    const card = page.locator(".card.error");
    await card.waitFor();
    const { top, height } = await card.evaluate((each) => each.getBoundingClientRect());
    assert.ok(top >= 0 && height > 0, `${top}`);
  });

  it("works with invalid settings", async () => {
    const { host, server } = editor;
    await host.setSettings({ "gemma.provider": 7, "gemma.model": null, "gemma.baseUrl": null, "gemma.protocol": [] });
    await setUp();
    await host.setSettings({ "gemma.provider": "custom", "gemma.baseUrl": server.baseUrl, "gemma.protocol": "auto" });
  });

  it("returns the focus to the composer after the model picker", async () => {
    const { host, panel, server } = editor;
    await host.setSettings({
      "gemma.provider": "custom",
      "gemma.baseUrl": server.baseUrl,
      "gemma.model": "gemma-4-31b-it",
    });
    await (await setUp()).getByRole("button", { name: "Back to the chat" }).click();
    await panel.find();
    for (const key of ["Escape", "Enter"]) {
      await panel.frame.locator(".model-button").click();
      await host.page.locator(".quick-input-widget:visible").waitFor();
      await host.page.keyboard.press(key);
      await panel.frame.locator("textarea:focus").waitFor();
      assert.equal(await host.page.evaluate("document.activeElement.tagName"), "IFRAME");
    }
  });

  it("gives the focus back after the list of chats", async () => {
    const { host, panel } = editor;
    await host.palette("Gemma: Show Earlier Chats…");
    // By its own words: the palette's list may stand there for a moment more.
    await host.page.getByPlaceholder("Earlier chats of this workspace").press("Escape");
    await panel.frame.locator("textarea:focus").waitFor();
  });
});
