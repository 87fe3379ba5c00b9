import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { call, say, think } from "../../support/scriptedAnswer.ts";
import { until } from "../../support/until.ts";
import { newGate } from "../../support/gate.ts";
import { openPanelEditor, type PanelEditor } from "../panelEditor.ts";
import { messagesOf } from "../sent.ts";

describe("a conversation in the panel", function () {
  this.timeout(60_000);
  let editor: PanelEditor;
  before(async function () {
    this.timeout(120_000);
    editor = await openPanelEditor({ files: { "a.ts": "export const a = 1;\n" } });
  });
  after(() => editor?.close());
  beforeEach(() => editor.panel.startAfresh());

  it("paints Markdown while the answer still streams", async () => {
    const { panel, server } = editor;
    const gate = newGate();
    const start = "# A title\n\nSome **bold** text.\n\n- one\n- two\n\n```ts\nconst a = 1;\n";
    server.setScript([[say(start), { type: "until", gate: gate.opened }, say("const b = 2;\n```\n\nThe end.")]]);
    await panel.ask("What is this?");
    const answer = panel.lastTurn.locator(".markdown");
    await answer.locator("h1", { hasText: "A title" }).waitFor();
    assert.equal(await answer.locator("strong").innerText(), "bold");
    assert.deepEqual(await answer.locator("li").allInnerTexts(), ["one", "two"]);
    assert.match(await answer.locator(".code code").innerText(), /const a = 1;/);
    assert.equal(await answer.getByText("The end.").count(), 0);
    await panel.button("Stop").waitFor();
    gate.open();
    await panel.ended("What is this?");
    assert.match(await answer.locator(".code code").innerText(), /const a = 1;\nconst b = 2;/);
    await answer.getByText("The end.").waitFor();
    assert.equal(await panel.button("Stop").count(), 0);
  });

  it("returns a question whose attachment can't be read, with the reason", async () => {
    const { panel, host, folder, server } = editor;
    const asked = server.requests.length;
    writeFileSync(join(folder, "gone.ts"), "export {};\n");
    await panel.button("Attach code").click();
    await host.page.locator(".quick-input-widget .monaco-list-row", { hasText: "gone.ts" }).first().click();
    await panel.frame.locator(".composer .chips", { hasText: "gone.ts" }).waitFor();
    rmSync(join(folder, "gone.ts"));
    await panel.ask("What is in it?");
    await until("the question back", async () => (await panel.composer.inputValue()) === "What is in it?" || undefined);
    await panel.frame.locator(".composer .chips", { hasText: "gone.ts" }).waitFor();
    await host.inEditor(async (vscode) => {
      await vscode.commands.executeCommand("notifications.showList");
    });
    await host.page
      .locator(".notification-list-item", { hasText: /gone\.ts. can't be attached\. There is no file/ })
      .first()
      .waitFor();
    await host.inEditor(async (vscode) => {
      await vscode.commands.executeCommand("notifications.clearAll");
    });
    assert.equal(server.requests.length, asked);
    await panel.button("Remove gone.ts").click();
    await panel.composer.fill("");
  });

  it("shows thoughts apart from the answer, and sends nothing but the question", async () => {
    const { panel, server } = editor;
    const at = server.requests.length;
    server.setScript([[think("Let me see."), say("Two.")]]);
    assert.match(await panel.answerTo("One and one?"), /Two\./);
    await panel.lastTurn.getByRole("button", { name: /^Thought/ }).waitFor();
    const request = server.requests[at];
    assert.deepEqual(
      messagesOf(request).map(({ role }) => role),
      ["system", "user"],
    );
    assert.equal(messagesOf(request).at(-1)?.content, "One and one?");
    assert.equal(server.requests.length, at + 1, "no request that nobody asked for");
  });

  it("keeps what had streamed when the answer is stopped, closes the connection, and answers the next question", async () => {
    const { panel, server } = editor;
    const at = server.requests.length;
    server.setScript([[say("Kept words."), { type: "hang" }], [say("Second answer.")]]);
    await panel.ask("First?");
    await panel.lastTurn.getByText("Kept words.").waitFor();
    await panel.button("Stop").click();
    assert.equal(await server.requests[at]?.done, "gone");
    await panel.ended("First?");
    const shown = await panel.lastTurn.locator(".answer").innerText();
    assert.match(shown, /Kept words\./);
    assert.match(shown, /Stopped\./);
    assert.match(await panel.answerTo("Second?"), /Second answer\./);
    const told = messagesOf(server.requests[at + 1]).map(({ role, content }) => [role, content]);
    assert.deepEqual(told.slice(1), [
      ["user", "First?"],
      ["assistant", "Kept words."],
      ["user", "Second?"],
    ]);
  });

  it("queues a question typed while a turn runs", async () => {
    const { panel, server } = editor;
    const at = server.requests.length;
    const gate = newGate();
    const first = [say("One."), { type: "until", gate: gate.opened } as const, say(" Done.")];
    server.setScript([first, [say("Two.")]]);
    await panel.ask("First?");
    await panel.lastTurn.getByText("One.").waitFor();
    await panel.ask("Second?");
    await panel.frame.locator(".queued", { hasText: "Second?" }).waitFor();
    assert.equal(await panel.turns.count(), 1);
    gate.open();
    await panel.ended("Second?");
    assert.equal(await panel.frame.locator(".queued").count(), 0);
    const [one, two] = [server.requests[at], server.requests[at + 1]];
    assert.ok(one && two && two.at >= (one.chunksAt.at(-1) ?? Infinity), "asked after the first answer's end");
    assert.match(messagesOf(two).at(-2)?.content ?? "", /^One\. Done\.$/);
  });

  it("keeps a queued question after a stop until the user sends it", async () => {
    const { panel, server } = editor;
    server.setScript([[say("One."), { type: "hang" }], [say("Two.")]]);
    await panel.ask("First?");
    await panel.lastTurn.getByText("One.").waitFor();
    await panel.ask("Second?");
    await panel.button("Stop").click();
    await panel.ended("First?");
    await panel.button("Send now").click();
    await panel.ended("Second?");
    assert.match(await panel.lastTurn.locator(".answer").innerText(), /Two\./);
  });

  it("asks again, and goes on after a stop", async () => {
    const { panel, server } = editor;
    const at = server.requests.length;
    server.setScript([[say("First try.")], [say("Half an ans"), { type: "hang" }], [say("wer.")]]);
    await panel.answerTo("Try?");
    await panel.button("Ask again").click();
    await panel.lastTurn.getByText("Half an ans").waitFor();
    await panel.button("Stop").click();
    await panel.ended("Try?");
    assert.equal(await panel.turns.count(), 1, "the first try is taken back");
    assert.deepEqual(messagesOf(server.requests[at + 1]), messagesOf(server.requests[at]));
    await panel.button("Continue").click();
    await panel.lastTurn.locator(".markdown p").getByText("Half an answer.", { exact: true }).waitFor();
    await panel.ended("Try?");
    assert.equal(await panel.turns.count(), 1, "the answer goes on where it stopped");
    assert.deepEqual(
      messagesOf(server.requests[at + 2]).map(({ role }) => role),
      ["system", "user", "assistant", "user"],
    );
  });

  it("starts a new chat by the view's own action and opens the earlier one from the list", async () => {
    const { panel, server, host } = editor;
    server.setScript([[say("Answer to find again.")], [say("Another.")]]);
    await panel.answerTo("A question to remember");
    await host.page
      .getByRole("button", { name: "Gemma: New Chat" })
      .or(host.page.getByLabel("New Chat"))
      .first()
      .click();
    await panel.frame.locator(".empty").waitFor();
    await panel.answerTo("A later question");
    await host.palette("Gemma: Show Earlier Chats…");
    const rows = host.page.locator(".quick-input-widget .monaco-list-row");
    await rows.filter({ hasText: "A later question" }).waitFor();
    await rows.filter({ hasText: "A question to remember" }).click();
    await panel.lastTurn.getByText("Answer to find again.").waitFor();
    assert.equal(await panel.turns.count(), 1);
  });

  it("shows markup in an answer as harmless text", async () => {
    const { panel, server } = editor;
    const hostile =
      'Hi <img src=x onerror="document.title=1"><script>document.title=2</script><a href="command:x">c</a>\n\n[l](javascript:alert(1)) ![i](https://tracker.invalid/p.png)';
    server.setScript([[say(hostile)]]);
    await panel.answerTo("Attack me");
    const answer = panel.lastTurn.locator(".markdown");
    assert.equal(
      await answer.locator("script, img[src^=http], [onerror], a[href^='javascript'], a[href^='command']").count(),
      0,
    );
    assert.equal(await panel.frame.title(), "Gemma Code");
  });

  it("opens a file that the answer names, and answers without tools in Ask mode", async () => {
    const { panel, server, host } = editor;
    const at = server.requests.length;
    server.setScript([[say("See a.ts:1 and [the file](a.ts).")]]);
    await panel.answerTo("Where?");
    assert.equal((server.requests[at]?.body as { tools?: unknown }).tools, undefined);
    await panel.lastTurn.locator(".markdown a").last().click();
    const opened = await until("the file in the editor", () =>
      host.inEditor((vscode) => vscode.window.activeTextEditor?.document.uri.path ?? undefined),
    );
    assert.match(opened, /\/a\.ts$/);
  });

  it("does not run a call for a tool that Ask mode does not offer", async () => {
    const { panel, server, onDisk } = editor;
    const at = server.requests.length;
    const args = { path: "a.ts", oldText: "1", newText: "2" };
    server.setScript([[call("edit_file", args)], [say("Then not.")]]);
    assert.match(await panel.answerTo("Change it"), /Then not\./);
    assert.equal(onDisk("a.ts"), "export const a = 1;\n");
    assert.match(messagesOf(server.requests[at + 1]).at(-1)?.content ?? "", /There is no tool "edit_file"/);
  });

  it("logs no errors in the panel's page", async () => {
    assert.deepEqual(editor.problems, []);
    await editor.panel.frame.evaluate(
      "document.body.append(Object.assign(new Image(), { src: 'https://x.invalid/' }))",
    );
    await until("a planted violation to be heard of", () => editor.problems[0]);
  });
});
