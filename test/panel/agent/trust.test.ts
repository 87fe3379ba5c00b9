import assert from "node:assert/strict";
import { call, say } from "../../support/scriptedAnswer.ts";
import { openPanelEditor, type PanelEditor } from "../panelEditor.ts";
import { messagesOf } from "../sent.ts";

describe("a workspace that is not trusted", function () {
  this.timeout(60_000);
  let editor: PanelEditor;
  before(async function () {
    this.timeout(120_000);
    editor = await openPanelEditor({
      files: { "a.ts": "export const a = 1;\n", ".vscode/settings.json": '{ "gemma.model": "chosen-by-the-folder" }' },
      trust: true,
      settings: {
        "security.workspace.trust.startupPrompt": "never",
        "security.workspace.trust.banner": "never",
        "workbench.editor.useModal": "off",
      },
    });
  });
  after(() => editor?.close());

  it("has no Agent mode and says why", async () => {
    const { panel, host } = editor;
    assert.equal(await host.inEditor((vscode) => vscode.workspace.isTrusted), false);
    await panel.frame.locator(".restricted", { hasText: "Restricted workspace" }).waitFor();
    assert.equal(await panel.frame.getByRole("radio", { name: "Agent" }).isDisabled(), true);
  });

  it("answers without tools, and a call does not run", async () => {
    const { panel, server, onDisk } = editor;
    const at = server.requests.length;
    server.setScript([[call("edit_file", { path: "a.ts", oldText: "1", newText: "2" })], [say("Only words.")]]);
    assert.match(await panel.answerTo("Change it"), /Only words\./);
    assert.doesNotMatch(JSON.stringify(server.requests[at]?.body), /edit_file/);
    assert.equal(onDisk("a.ts"), "export const a = 1;\n");
    assert.match(messagesOf(server.requests[at + 1]).at(-1)?.content ?? "", /no tool/);
  });

  it("applies no code of an answer and puts none into a terminal", async () => {
    const { panel, server, host } = editor;
    const code = "```ts a.ts\nexport const a = 2;\n```\n\n```sh\ntouch b.txt\n```\n";
    server.setScript([[say(code)]]);
    await panel.answerTo("Show me");
    for (const name of ["Apply to file", "Put into the terminal"]) {
      const button = panel.lastTurn.getByRole("button", { name, exact: true });
      assert.equal(await button.getAttribute("aria-disabled"), "true");
      assert.match((await button.getAttribute("title")) ?? "", /not in a restricted workspace/);
      await button.click({ force: true });
    }
    // A page that says otherwise is not believed.
    await panel.frame.evaluate(
      `for (const each of document.querySelectorAll("[data-code-action]")) each.removeAttribute("aria-disabled")`,
    );
    for (const name of ["Apply to file", "Put into the terminal"]) {
      await panel.lastTurn.getByRole("button", { name, exact: true }).click();
    }
    await host.inEditor(async (vscode) => {
      await vscode.commands.executeCommand("notifications.showList");
    });
    const told = host.page.locator(".notifications-center .notification-list-item");
    await told.filter({ hasText: /restricted\. Trust it to change files/ }).waitFor();
    await told.filter({ hasText: /restricted\. Trust it to use a terminal/ }).waitFor();
    assert.equal(await host.inEditor((vscode) => vscode.window.terminals.length), 0);
    assert.deepEqual(
      await host.inEditor((vscode) => vscode.workspace.textDocuments.filter((each) => each.isDirty)),
      [],
    );
    await host.inEditor(async (vscode) => {
      await vscode.commands.executeCommand("notifications.clearAll");
    });
  });

  it("ignores the folder's settings", () => {
    const models = editor.server.requests.map(({ body }) => (body as { model: string }).model);
    assert.deepEqual(new Set(models), new Set(["gemma-4-31b-it"]));
  });

  it("has its Agent mode and its settings once the user trusts it", async () => {
    const { panel, server, host } = editor;
    await host.palette("Workspaces: Manage Workspace Trust");
    await host.page.locator(".workspace-trust-buttons-row .monaco-button", { hasText: "Trust" }).first().click();
    await panel.frame.locator(".restricted").waitFor({ state: "detached" });
    await panel.choose("Agent");
    server.setScript([[say("By my own model.")]]);
    await panel.answerTo("Who answers?");
    assert.equal((server.requests.at(-1)?.body as { model: string }).model, "gemma-4-31b-it", "the folder has to ask");
    await host.inEditor(async (vscode) => {
      await vscode.commands.executeCommand("notifications.showList");
    });
    const question = host.page.locator(".notification-list-item", { hasText: "this folder wants the model" });
    await question.getByRole("button", { name: "Use the Folder's" }).click();
    const at = server.requests.length;
    server.setScript([[say("With tools now.")]]);
    await panel.answerTo("And now?");
    const { body } = server.requests[at] ?? {};
    assert.equal((body as { model: string }).model, "chosen-by-the-folder");
    assert.match(JSON.stringify(body), /edit_file/);
    const apply = panel.frame.getByRole("button", { name: "Apply to file", exact: true });
    assert.equal(await apply.getAttribute("aria-disabled"), null, "the answer before can be applied now");
  });
});
