import assert from "node:assert/strict";
import { join } from "node:path";
import { textBelow } from "../../support/filesBelow.ts";
import { call, say, think } from "../../support/scriptedAnswer.ts";
import { until } from "../../support/until.ts";
import { openPanelEditor, type PanelEditor } from "../panelEditor.ts";
import { messagesOf } from "../sent.ts";

describe("a conversation after a reload or a crash", function () {
  this.timeout(90_000);
  let editor: PanelEditor;
  before(async function () {
    this.timeout(120_000);
    editor = await openPanelEditor({ files: { "a.ts": "export const a = 1;\n" } });
  });
  after(() => editor?.close());

  const reload = async () => {
    const { host, panel } = editor;
    const left = host.page.waitForEvent("framenavigated", (frame) => frame === host.page.mainFrame());
    await host.palette("Developer: Reload Window");
    await left;
    await panel.find();
  };

  it("restores the transcript after a window reload, and continues it", async () => {
    const { panel, server } = editor;
    const at = server.requests.length;
    server.setScript([[say("# Kept\n\nThe **first** answer.")], [say("The second.")]]);
    const shown = await panel.answerTo("First?");
    await reload();
    await panel.ended("First?");
    assert.equal(await panel.lastTurn.locator(".answer").innerText(), shown);
    assert.equal(await panel.lastTurn.locator("strong").innerText(), "first");
    await panel.answerTo("Second?");
    const told = messagesOf(server.requests[at + 1]).slice(1);
    assert.deepEqual(
      told.map(({ role }) => role),
      ["user", "assistant", "user"],
    );
  });

  it("keeps what is being typed over a reload", async () => {
    const { panel } = editor;
    await panel.composer.fill("Not sent yet");
    await reload();
    assert.equal(await panel.composer.inputValue(), "Not sent yet");
    await panel.composer.fill("");
  });

  /** Goes to the Explorer, which hides the panel, and comes back. */
  const hideAndShow = async () => {
    const { host, panel } = editor;
    const gone = panel.frame.waitForSelector("textarea", { state: "detached" }).catch(() => undefined);
    await host.inEditor(async (vscode) => {
      await vscode.commands.executeCommand("workbench.view.explorer");
    });
    await gone;
    await host.inEditor(async (vscode) => {
      await vscode.commands.executeCommand("gemma.openChat");
    });
    await panel.find();
  };

  const long = Array.from({ length: 120 }, (_, at) => `Paragraph ${at}: ${"word ".repeat(40)}`).join("\n\n");
  const topmost = () =>
    editor.panel.frame.evaluate<string>(`(() => {
      const top = document.querySelector(".scroller").getBoundingClientRect().top;
      const shown = [...document.querySelectorAll(".turn:last-child .block")];
      return shown.find((each) => each.getBoundingClientRect().bottom > top + 1)?.textContent.slice(0, 14) ?? "";
    })()`);
  const scrollToAThird = () =>
    editor.panel.frame.locator(".scroller").evaluate((scroller) => {
      const turn = [...scroller.querySelectorAll(".turn")].at(-1)?.getBoundingClientRect();
      if (turn) scroller.scrollTop += turn.top - scroller.getBoundingClientRect().top + turn.height / 3;
    });
  /** Moves the view to another side bar container, which hides and shows it. */
  const moveTo = async (destinationId: string) => {
    const { host, panel } = editor;
    const gone = panel.frame.waitForSelector("textarea", { state: "detached" }).catch(() => undefined);
    await host.inEditor(async (vscode, id) => {
      await vscode.commands.executeCommand("vscode.moveViews", { viewIds: ["gemma.chat"], destinationId: id });
    }, destinationId);
    await gone;
    await host.inEditor(async (vscode) => {
      await vscode.commands.executeCommand("gemma.openChat");
    });
    await panel.find();
  };

  it("returns to the reading position in a running answer, with the draft and its attachments", async () => {
    const { panel, server, host } = editor;
    server.setScript([[say(long), { type: "hang" }]]);
    await panel.ask("Long and on?");
    await panel.lastTurn.getByText("Paragraph 119:").waitFor();
    await scrollToAThird();
    const read = await topmost();
    assert.match(read, /^Paragraph [2-7]\d:/);
    await panel.frame.locator(".to-end").waitFor();
    await host.inEditor(async (vscode) => {
      const [folder] = vscode.workspace.workspaceFolders ?? [];
      const shown = await vscode.window.showTextDocument(vscode.Uri.joinPath(folder!.uri, "a.ts"));
      shown.selection = new vscode.Selection(0, 0, 0, 5);
      await vscode.commands.executeCommand("gemma.attachSelection");
    });
    await panel.frame.locator(".composer .chip", { hasText: "a.ts" }).waitFor();
    await panel.composer.fill("About this");
    for (const way of [
      hideAndShow,
      () => moveTo("workbench.view.explorer"),
      () => moveTo("workbench.view.extension.gemma"),
    ]) {
      await way();
      await panel.frame.locator(".to-end").waitFor();
      assert.equal(await topmost(), read);
      assert.equal(await panel.composer.inputValue(), "About this");
      await panel.frame.locator(".composer .chip", { hasText: "a.ts" }).waitFor();
    }
    await panel.button("Stop").click();
    await panel.ended("Long and on?");
    await panel.composer.fill("");
    await panel.frame
      .locator(".composer .chip")
      .getByRole("button", { name: /^Remove/ })
      .click();
  });

  it("keeps what was unfolded and folded, after the view was hidden and after a reload", async () => {
    const { panel, server, host } = editor;
    await panel.choose("Agent");
    server.setScript([[think("A thought."), call("read_file", { path: "a.ts" })], [say("Read.")]]);
    await panel.answerTo("Read it");
    const folds = () =>
      panel.lastTurn
        .locator(".fold-summary")
        .evaluateAll((all) => all.map((each) => each.getAttribute("aria-expanded")).join());
    assert.equal(await folds(), "false,false");
    await panel.lastTurn.locator(".fold-tool .fold-summary").last().click();
    assert.equal(await folds(), "false,true");
    await hideAndShow();
    assert.equal(await folds(), "false,true");
    await panel.lastTurn.locator(".fold-summary").first().click();
    await panel.lastTurn.locator(".fold-summary").last().click();
    await reload();
    await panel.ended("Read it");
    assert.equal(await folds(), "true,false");
    await panel.choose("Ask");
    await host.inEditor((vscode) => vscode.commands.executeCommand("workbench.action.closeAllEditors"));
  });

  it("returns to the reading position after the view was hidden and after a reload", async () => {
    const { panel, server } = editor;
    server.setScript([[say(long)]]);
    await panel.answerTo("Long?");
    await scrollToAThird();
    const read = await topmost();
    assert.match(read, /^Paragraph [2-7]\d:/);
    await panel.frame.locator(".to-end").waitFor();
    await hideAndShow();
    assert.equal(await topmost(), read);
    await reload();
    await panel.ended("Long?");
    assert.equal(await topmost(), read);
    assert.equal(await panel.frame.locator(".to-end").count(), 1);
  });

  it("restores the stored part when the extension host is killed during an answer, with the turn interrupted", async () => {
    const { panel, server, host } = editor;
    const at = server.requests.length;
    server.setScript([[say("Text before the crash."), { type: "hang" }], [say("After the crash.")]]);
    await panel.ask("Crash?");
    await panel.lastTurn.getByText("Text before the crash.").waitFor();
    await until("the answer on disk", () => stored(host.data).includes("before the crash") || undefined);
    process.kill(await host.extensionHostPid(), "SIGKILL");
    assert.equal(await server.requests[at]?.done, "gone");
    await reload();
    await panel.ended("Crash?");
    const shown = await panel.lastTurn.locator(".answer").innerText();
    assert.match(shown, /Text before the crash\./);
    assert.match(shown, /The editor was closed during this answer\.\s*Resume/);
    assert.equal(await panel.button("Stop").count(), 0);
    assert.match(await panel.answerTo("And now?"), /After the crash\./);
    const told = messagesOf(server.requests[at + 1]).map(({ content }) => content);
    assert.deepEqual(told.slice(-3), ["Crash?", "Text before the crash.", "And now?"]);
  });

  it("keeps the reason that is being typed while an approval waits", async () => {
    const { panel, server, onDisk } = editor;
    await panel.choose("Agent");
    server.setScript([[call("edit_file", { path: "a.ts", oldText: "1", newText: "2" })], [say("As you say.")]]);
    await panel.ask("Change the number");
    await panel.approval.locator("input").fill("Use 3");
    await hideAndShow();
    assert.equal(await panel.approval.locator("input").inputValue(), "Use 3");
    await panel.approval.getByRole("button", { name: "Deny", exact: true }).click();
    await panel.ended("Change the number");
    assert.equal(onDisk("a.ts"), "export const a = 1;\n");
  });

  it("leaves no call without a result when the host is killed while an approval waits, and resumes", async () => {
    const { panel, server, host, onDisk } = editor;
    const at = server.requests.length;
    await panel.choose("Agent");
    server.setScript([[call("edit_file", { path: "a.ts", oldText: "1", newText: "2" })], [say("Never mind.")]]);
    await panel.ask("Change it");
    await panel.approval.waitFor();
    await until("the waiting call on disk", () => stored(host.data).includes("approval-wanted") || undefined);
    process.kill(await host.extensionHostPid(), "SIGKILL");
    await reload();
    await panel.ended("Change it");
    assert.equal(await panel.approval.count(), 0);
    assert.equal(onDisk("a.ts"), "export const a = 1;\n");
    await panel.lastTurn.getByRole("button", { name: "Resume" }).click();
    await panel.lastTurn.getByText("Never mind.").waitFor();
    const messages = messagesOf(server.requests[at + 1]);
    const [asking, result] = messages.slice(-2);
    assert.equal(asking?.tool_calls?.length, 1);
    assert.equal(result?.role, "tool");
    assert.match(result?.content ?? "", /closed before this ran\. Nothing was done/);
  });
});

/** All that lies in the chats' folder of an editor's data. */
const stored = (data: string): string => textBelow(join(data, "data", "User", "workspaceStorage"), ".jsonl");
