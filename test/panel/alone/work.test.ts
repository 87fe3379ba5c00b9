import assert from "node:assert/strict";
import type { ToHost } from "../../../src/chat/protocol/protocol.ts";
import type { PanelPage } from "../../support/panel/panelPage.ts";
import { workScenes } from "../../support/panel/workScenes.ts";
import { panelAlone } from "./aloneBrowser.ts";

/** What the panel shows of commands, questions and the list of what is to do. */
describe("the agent's work in the panel", () => {
  const page = panelAlone();
  let panel: PanelPage;
  beforeEach(() => (panel = page()));

  const sent = async (type: ToHost["type"]): Promise<ToHost[]> =>
    (await panel.sent()).filter((message) => message.type === type);
  const bring = (name: string) => panel.show(workScenes[name] ?? assert.fail(name));

  it("shows a running command's output, and stops or shows each command by its button", async () => {
    await bring("work-running");
    assert.match(await panel.page.getByLabel("Output").innerText(), /left out\.\)\n {2}parseConfig\n/);
    const rows = panel.page.locator(".commands > li");
    assert.equal(await rows.count(), 2);
    await rows.nth(1).getByRole("button", { name: "Show in a terminal" }).click();
    await rows.nth(1).getByRole("button", { name: "Stop this command" }).click();
    const messages = (await panel.sent()).filter(({ type }) => type === "show-command" || type === "stop-command");
    assert.deepEqual(messages, [
      { type: "show-command", id: "c2" },
      { type: "stop-command", id: "c2" },
    ]);
  });

  it("tells exit codes beside the commands", async () => {
    await bring("work-ended");
    assert.deepEqual(await panel.page.locator(".tool-note").allInnerTexts(), [
      "exit code 1",
      "in the background",
      "1 of 4 done",
    ]);
  });

  it("pins the list of the running turn, which unfolds", async () => {
    await bring("work-running");
    const bar = panel.page.locator(".todo-bar");
    assert.match(await bar.innerText(), /^1 of 4 done: Name the line/);
    await bar.getByRole("button").click();
    assert.equal(await bar.locator("li").count(), 4);
    assert.equal(await bar.locator("li").first().textContent(), "Read how parseConfig finds its errors, done");
  });

  it("answers a question by a choice", async () => {
    await bring("work-question");
    await panel.page.getByRole("button", { name: "Tell it in the log" }).click();
    assert.deepEqual(await sent("answer"), [{ type: "answer", nonce: "q1", text: "Tell it in the log" }]);
  });

  it("answers a question by the keyboard alone: own words, or a choice", async () => {
    await bring("work-question");
    await panel.page.locator(".question input:focus").waitFor();
    await panel.page.keyboard.press("Enter");
    assert.deepEqual(await sent("answer"), [], "nothing is no answer");
    await panel.page.keyboard.type("Only a warning");
    await panel.page.keyboard.press("Enter");
    assert.deepEqual(await sent("answer"), [{ type: "answer", nonce: "q1", text: "Only a warning" }]);
    // An answer gives the focus to the composer; what follows must not come before that.
    await panel.page.locator("textarea:focus").waitFor();
    await panel.page.locator(".question input").focus();
    await panel.page.keyboard.press("Shift+Tab");
    await panel.page.keyboard.press("Shift+Tab");
    await panel.page.keyboard.press("Enter");
    assert.deepEqual(await sent("answer"), [{ type: "answer", nonce: "q1", text: "Tell it in the log" }]);
  });

  it("says what an input and a task would do, word for word", async () => {
    await bring("work-input");
    assert.match(await panel.page.locator(".approval").innerText(), /Wants to type into a running program/);
    assert.equal(await panel.page.getByLabel("Input").innerText(), "y\n");
    await bring("work-task");
    assert.equal(await panel.page.getByLabel("What it runs").innerText(), "npm run clean\ntsc -p .");
  });
});
