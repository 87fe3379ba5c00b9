import assert from "node:assert/strict";
import { textBelow } from "../../support/filesBelow.ts";
import { fail, say } from "../../support/scriptedAnswer.ts";
import { until } from "../../support/until.ts";
import { openPanelEditor, type PanelEditor } from "../panelEditor.ts";

describe("a wrong setting", function () {
  this.timeout(60_000);
  let editor: PanelEditor;
  before(async function () {
    this.timeout(120_000);
    editor = await openPanelEditor();
  });
  after(() => editor?.close());
  afterEach(async () => {
    const { server, host } = editor;
    await host.setSettings({
      "gemma.model": "gemma-4-31b-it",
      "gemma.baseUrl": server.baseUrl,
      "gemma.protocol": undefined,
      "gemma.temperature": undefined,
    });
  });

  /** The words of the card that a question ends in. */
  async function card(): Promise<string> {
    await editor.panel.startAfresh();
    await editor.panel.ask("Who is there?");
    await editor.panel.errorCard.waitFor();
    return editor.panel.errorCard.innerText();
  }

  it("of the model's name: lists the available ones, and the list is one click away", async () => {
    const { host, server, panel } = editor;
    await host.setSettings({ "gemma.model": "gemma-9-lost" });
    server.setScript([[fail(404, "model gemma-9-lost not found")], [say("Found.")]]);
    assert.match(await card(), /has no model “gemma-9-lost”\. It has “gemma-4-31b-it”/);
    await panel.button("Choose another model").click();
    await host.page.locator(".quick-input-widget:visible").getByRole("option", { name: "gemma-4-31b-it" }).click();
    const chosen = () => host.inEditor((vscode) => vscode.workspace.getConfiguration().get("gemma.model"));
    await until("the choice", async () => (await chosen()) === "gemma-4-31b-it" || undefined);
    assert.match(await panel.answerTo("And now?"), /Found\./);
  });

  it("of the protocol: says which one the server speaks", async () => {
    await editor.host.setSettings({ "gemma.protocol": "anthropic" });
    assert.match(
      await card(),
      /speaks OpenAI chat completions, not Anthropic Messages\. Set “gemma\.protocol” to openai/,
    );
    await editor.panel.button("Open settings").waitFor();
  });

  it("of a parameter: says the range, and nothing is sent", async () => {
    const at = editor.server.requests.length;
    await editor.host.setSettings({ "gemma.temperature": 9 });
    assert.match(await card(), /“gemma\.temperature” takes 0 to 2/);
    assert.equal(editor.server.requests.length, at);
  });

  it("that the server doesn't support is omitted, and said once", async () => {
    const { host, server, panel } = editor;
    await panel.startAfresh();
    await host.setSettings({ "gemma.topK": 40 });
    server.setScript([[say("Without it.")], [say("Again.")]]);
    assert.match(await panel.answerTo("Who is there?"), /Without it\./);
    assert.ok(!("top_k" in (server.requests.at(-1)?.body as object)));
    assert.match(await panel.answerTo("And again?"), /Again\./);
    const said = () => logLines(host.data).filter((line) => line.includes("gemma.topK is not sent"));
    await until("the note in the log", () => said()[0]);
    assert.equal(said().length, 1);
    await host.setSettings({ "gemma.topK": undefined });
  });
});

/** The lines of the extension's own log. */
const logLines = (data: string): string[] => textBelow(data, "Gemma Code.log").split("\n");
