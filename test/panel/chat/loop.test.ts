import assert from "node:assert/strict";
import { join } from "node:path";
import { call, say, think, type Step } from "../../support/scriptedAnswer.ts";
import { checkout, openPanelEditor, type PanelEditor } from "../panelEditor.ts";
import { messagesOf } from "../sent.ts";

const readAgain: Step[] = [call("read_file", { path: "a.txt" })];

describe("loops and answers cut short in the panel", function () {
  this.timeout(60_000);
  let editor: PanelEditor;
  before(async function () {
    this.timeout(120_000);
    editor = await openPanelEditor({ files: { "a.txt": "A\n" }, viewport: { width: 1280, height: 860 } });
  });
  after(() => editor?.close());
  beforeEach(() => editor.panel.startAfresh());
  const card = () => editor.panel.lastTurn.locator(".card.loop");

  it("stops a model that repeats the same call, says so, and continues if the user wants", async () => {
    const { panel, server, host } = editor;
    await panel.choose("Agent");
    const at = server.requests.length;
    server.setScript([readAgain, readAgain, readAgain, [say("It holds A.")]]);
    await panel.ask("What is in a.txt?");
    await card().waitFor();
    assert.match(await card().innerText(), /read_file 3 times in a row with the same arguments.*stays/s);
    assert.equal(server.requests.length, at + 3);
    await host.screenshot(join(checkout, "out", "panel", "loop-dark.png"));
    await card().getByRole("button", { name: "Continue anyway" }).click();
    await panel.lastTurn.getByText("It holds A.").waitFor();
    assert.equal(await card().count(), 0);
    assert.equal(await panel.turns.count(), 1);
  });

  it("cuts off a repeating answer, keeps it, and lets the user ask differently", async () => {
    const { panel, server } = editor;
    await panel.choose("Ask");
    const garbage = "and so on and on, ".repeat(4000);
    server.setScript([[say(`A good start. ${garbage}`, { size: 40 })], [say("Shorter.")]]);
    await panel.ask("Tell me all");
    await card().waitFor();
    assert.match(await card().innerText(), /repeats the same words/);
    const shown = await panel.lastTurn.locator(".markdown").innerText();
    assert.ok(shown.startsWith("A good start.") && shown.length < 20_000, `${shown.length} characters`);
    await card().getByRole("button", { name: "Ask differently" }).click();
    await panel.frame.locator("textarea:focus").waitFor();
    assert.equal(await panel.composer.inputValue(), "Tell me all");
    assert.match(await panel.answerTo("Tell me less"), /Shorter\./);
  });

  it("continues an answer cut at its limit as one text, including open code", async () => {
    const { panel, server } = editor;
    const at = server.requests.length;
    server.setScript([
      [say("Here:\n\n```js\nconst a = 1;\ncons"), { type: "finish", reason: "length" }],
      [say("t b = 2;\n```\n\nThat is all.")],
    ]);
    await panel.ask("Code?");
    await panel.lastTurn.getByText("The answer reached the model's limit.").waitFor();
    await panel.button("Continue").click();
    await panel.lastTurn.getByText("That is all.").waitFor();
    await panel.ended("Code?");
    assert.equal(await panel.turns.count(), 1);
    assert.equal(await panel.lastTurn.locator("pre").count(), 1);
    assert.match(await panel.lastTurn.locator("pre").innerText(), /const a = 1;\s+const b = 2;/);
    const told = messagesOf(server.requests[at + 1]);
    assert.deepEqual(
      told.map(({ role }) => role),
      ["system", "user", "assistant", "user"],
    );
  });

  it("offers to continue after a thought without an answer, and does so without that thought", async () => {
    const { panel, server } = editor;
    const at = server.requests.length;
    server.setScript([[think("Let me see.")], [say("Here it is.")]]);
    await panel.ask("Well?");
    await panel.errorCard.getByRole("button", { name: "Continue" }).click();
    await panel.lastTurn.getByText("Here it is.").waitFor();
    assert.deepEqual(messagesOf(server.requests[at + 1]), messagesOf(server.requests[at]));
  });

  it("log no errors in the panel's page", () => assert.deepEqual(editor.problems, []));
});
