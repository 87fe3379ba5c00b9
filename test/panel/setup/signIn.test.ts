import assert from "node:assert/strict";
import { type FakeOpenRouter, startFakeOpenRouter } from "../../support/fakeOpenRouter.ts";
import { openPanelEditor, type PanelEditor } from "../panelEditor.ts";

const model = "google/gemma-4-31b-it:free";

describe("a sign-in at OpenRouter", function () {
  this.timeout(90_000);
  let router: FakeOpenRouter;
  let editor: PanelEditor;
  before(async function () {
    this.timeout(120_000);
    router = await startFakeOpenRouter();
    // An address of this machine that the editor does not take for one: it opens its ports to the browser otherwise.
    const baseUrl = router.baseUrl.replace("127.0.0.1", "[::ffff:127.0.0.1]");
    const settings = { "gemma.provider": "openrouter", "gemma.baseUrl": baseUrl, "gemma.model": model };
    editor = await openPanelEditor({ settings });
  });
  after(async () => {
    await editor?.close();
    await router?.close();
  });

  const box = () => editor.host.page.locator(".quick-input-widget:visible");
  const message = (text: string) => editor.host.page.getByText(text).first().waitFor();
  /** Lets the editor open the website that it asks about; the page. */
  async function opened() {
    const { page } = editor.host;
    const next = page.context().waitForEvent("page");
    await page.locator(".monaco-dialog-box").getByRole("button", { name: "Open", exact: true }).click();
    return next;
  }
  async function begin() {
    await editor.host.palette("Gemma: Sign In to OpenRouter…");
    return opened();
  }
  async function forgetKey(): Promise<void> {
    await editor.host.palette("Gemma: Remove API Key…");
    await editor.host.page.locator(".quick-input-widget .monaco-list-row", { hasText: "OpenRouter" }).click();
    await message("OpenRouter: the stored key is forgotten.");
  }

  it("goes through the browser and back, tries the key and tells its credit", async () => {
    const page = await begin();
    await message("OpenRouter: the key is stored. $7.25 of credit left.");
    await box().waitFor({ state: "hidden" });
    await page.close();
    assert.match(await editor.panel.answerTo("Who is there?"), /Signed in\./);
    assert.deepEqual(router.asked, [`Bearer ${router.key}`]);
  });

  it("takes the code by hand where the browser does not lead back", async () => {
    await forgetKey();
    router.deny("error=access_denied");
    const first = await begin();
    await message("OpenRouter was not allowed to make a key.");
    router.deny(undefined);
    await first.close();
    await box().getByRole("button", { name: "Open a page that shows a code" }).click();
    const page = await opened();
    const code = await page.locator("code").innerText();
    await page.close();
    await box().locator("input.input").fill("not-the-code");
    await box().locator("input.input").press("Enter");
    await message("OpenRouter did not take the code");
    await box().locator("input.input").fill(code);
    await box().locator("input.input").press("Enter");
    await message("OpenRouter: the key is stored.");
  });

  it("can be left, and then nothing is stored", async () => {
    await forgetKey();
    router.deny("");
    const page = await begin();
    await page.close();
    await box().locator("input.input").press("Escape");
    router.deny(undefined);
    const at = router.asked.length;
    assert.match(await editor.panel.answerTo("Is there still a key?"), /Signed in\./);
    assert.deepEqual(router.asked.slice(at), [undefined]);
  });
});
