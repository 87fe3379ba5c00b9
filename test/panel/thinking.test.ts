import assert from "node:assert/strict";
import { say } from "../support/scriptedAnswer.ts";
import { until } from "../support/until.ts";
import { openPanelEditor, type PanelEditor } from "./panelEditor.ts";

const model = "google/gemma-4-26b-a4b-it";
const openRouter = { "gemma.provider": "openrouter", "gemma.model": model };

describe("how much the model thinks", function () {
  this.timeout(60_000);
  let editor: PanelEditor;
  before(async function () {
    this.timeout(120_000);
    editor = await openPanelEditor({ settings: openRouter, env: { OPENROUTER_API_KEY: "key-of-this-test" } });
  });
  after(() => editor?.close());

  const select = () => editor.panel.frame.getByRole("combobox", { name: "Thinking" });
  /** The fields of the request that the question makes. */
  const sent = async (question: string): Promise<Record<string, unknown>> => {
    const { panel, server } = editor;
    const at = server.requests.length;
    server.setScript([[say("Answered.")]]);
    await panel.answerTo(question);
    return server.requests[at]?.body as Record<string, unknown>;
  };

  it("is chosen beside the model, by keyboard too, and asked of the next question", async () => {
    const { panel } = editor;
    assert.equal("reasoning" in (await sent("As it is?")), false);
    assert.deepEqual(await select().locator("option").allInnerTexts(), ["Default", "Off", "Low", "Medium", "High"]);
    await panel.button("Send").waitFor();
    await select().focus();
    await select().press("h");
    await until("the choice", async () => (await select().inputValue()) === "high" || undefined);
    assert.deepEqual((await sent("Think hard?"))["reasoning"], { effort: "high" });
    await select().selectOption("off");
    assert.deepEqual((await sent("At once?"))["reasoning"], { enabled: false });
  });

  it("is remembered for the model, over another one that has no such choice", async () => {
    const { host } = editor;
    await host.setSettings({ "gemma.model": "google/gemma-3-4b-it" });
    await select().waitFor({ state: "detached" });
    assert.equal("reasoning" in (await sent("Without it?")), false);
    await host.setSettings({ "gemma.model": model });
    await select().waitFor();
    assert.equal(await select().inputValue(), "off");
    await select().selectOption("");
    await host.setSettings({ "gemma.reasoning": { effort: "low" } });
    assert.deepEqual((await sent("As set?"))["reasoning"], { effort: "low" });
    await host.setSettings({ "gemma.reasoning": undefined });
  });
});
