import assert from "node:assert/strict";
import { join } from "node:path";
import { fail, say } from "../../support/scriptedAnswer.ts";
import type { ScriptedRequest } from "../../support/scriptedServer.ts";
import { checkout, openPanelEditor, type PanelEditor } from "../panelEditor.ts";
import { messagesOf } from "../sent.ts";

const limit = (seconds: number) => fail(429, "Slow down", { "retry-after": String(seconds) });
const modelOf = ({ body }: ScriptedRequest) => (body as { model: string }).model;

describe("waiting and fallback models in the panel", function () {
  this.timeout(60_000);
  let editor: PanelEditor;
  before(async function () {
    this.timeout(120_000);
    editor = await openPanelEditor({ viewport: { width: 1280, height: 860 } });
  });
  after(() => editor?.close());
  beforeEach(() => editor.panel.startAfresh());
  const card = () => editor.panel.lastTurn.locator(".card.retry");
  const picture = (name: string) => editor.host.screenshot(join(checkout, "out", "panel", `${name}-dark.png`));

  it("counts down to the time the server states, then asks again by itself", async () => {
    const { panel, server } = editor;
    const at = server.requests.length;
    server.setScript([[limit(3)], [say("Now I can.")]]);
    await panel.ask("Busy?");
    // In one look: the card goes by itself.
    await card()
      .filter({ hasText: /asks to slow down[^]*Asking again in [123] s\./ })
      .waitFor();
    await panel.ended("Busy?");
    assert.match(await panel.lastTurn.locator(".answer").innerText(), /^Now I can\./);
    assert.equal(await card().count(), 0);
    const [first, second] = server.requests.slice(at);
    assert.ok(first && second);
    assert.ok(second.at - first.at >= 3000, "not before the time stated");
    assert.deepEqual(messagesOf(second), messagesOf(first));
  });

  it("asks at once on Try now", async () => {
    const { panel, server } = editor;
    server.setScript([[limit(50)], [say("At once.")]]);
    await panel.ask("Busy?");
    await card().waitFor();
    await picture("retry");
    await card().getByRole("button", { name: "Try now" }).click();
    await panel.ended("Busy?");
    assert.match(await panel.lastTurn.locator(".answer").innerText(), /^At once\./);
  });

  it("a stop ends the wait: nothing more is sent, and the next question is answered", async () => {
    const { panel, server } = editor;
    const at = server.requests.length;
    server.setScript([[limit(50)], [say("Well again.")]]);
    await panel.ask("Busy?");
    await card().waitFor();
    await card().getByRole("button", { name: "Stop waiting" }).click();
    await panel.lastTurn.getByText("Stopped.").waitFor();
    assert.equal(await card().count(), 0);
    assert.equal(server.requests.length, at + 1);
    assert.match(await panel.answerTo("And now?"), /^Well again\./);
  });

  it("after the last retry shows the fault and offers to try again", async () => {
    const { panel, server, host } = editor;
    await host.setSettings({ "gemma.retries": 1 });
    server.setScript([[limit(0)], [limit(0)], [say("Third time.")]]);
    await panel.ask("Busy?");
    await panel.errorCard.getByRole("button", { name: "Try again" }).click();
    await panel.lastTurn.getByText("Third time.").waitFor();
    await host.setSettings({ "gemma.retries": 4 });
  });

  it("switches to the next fallback model, and the turn says which model answered and why", async () => {
    const { panel, server, host } = editor;
    await host.setSettings({ "gemma.fallbackModels": ["custom/gemma-3-4b-it"] });
    server.setScript((request) => (modelOf(request) === "gemma-3-4b-it" ? [say("From the small one.")] : [limit(50)]));
    await panel.ask("Busy?");
    await card()
      .getByRole("button", { name: /^Switch to Gemma 3 4B/ })
      .click();
    await panel.ended("Busy?");
    assert.match(
      await panel.lastTurn.locator(".answer").innerText(),
      /Answered by Gemma 3 4B \(.*\)\. Gemma 4 31B \(.*\): .*slow down.*From the small one\./s,
    );
    assert.match(await panel.lastTurn.locator(".foot").innerText(), /Gemma 3 4B/);
    await picture("fallback");
    await host.setSettings({ "gemma.fallbackModels": [] });
  });

  it("a fallback model answers automatically if waiting would not help", async () => {
    const { panel, server, host } = editor;
    await host.setSettings({ "gemma.fallbackModels": ["custom/gemma-3-4b-it"] });
    server.setScript((request) =>
      modelOf(request) === "gemma-3-4b-it" ? [say("From the small one.")] : [fail(404, "model not found")],
    );
    assert.match(await panel.answerTo("There?"), /Answered by Gemma 3 4B.*does not offer.*From the small one\./s);
    await host.setSettings({ "gemma.fallbackModels": [] });
  });

  it("log no errors in the panel's page", () => assert.deepEqual(editor.problems, []));

  // Last: a reload makes the editor's own page complain.
  it("a window reloaded in mid-wait shows the turn as interrupted, and goes on from there", async () => {
    const { panel, server, host } = editor;
    server.setScript([[limit(50)], [say("After the reload.")]]);
    await panel.ask("Busy?");
    await card().waitFor();
    await host.reload();
    await panel.open();
    await panel.lastTurn.getByText("The editor was closed during this answer.").waitFor();
    assert.equal(await card().count(), 0);
    await panel.button("Resume").click();
    await panel.lastTurn.getByText("After the reload.").waitFor();
    assert.equal(await panel.turns.count(), 1);
  });
});
