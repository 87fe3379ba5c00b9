import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { newGate } from "../../support/gate.ts";
import { say } from "../../support/scriptedAnswer.ts";
import { until } from "../../support/until.ts";
import { checkout, openPanelEditor, type PanelEditor } from "../panelEditor.ts";

const totals = `export function total(prices: number[]): number {
  let sum = 0;
  for (const price of prices) sum += price;
  return sum;
}
`;
const block = (search: string, replace: string): string =>
  `\`\`\`\n<<<<<<< SEARCH\n${search}\n=======\n${replace}\n>>>>>>> REPLACE\n\`\`\`\n`;

describe("the code of an answer", function () {
  this.timeout(90_000);
  let editor: PanelEditor;
  before(async function () {
    this.timeout(120_000);
    editor = await openPanelEditor({
      files: { "src/totals.ts": totals, "src/other.ts": "export {};\n" },
      // A terminal's text as elements, not as a picture.
      settings: { "terminal.integrated.gpuAcceleration": "off" },
    });
  });
  after(() => editor?.close());
  beforeEach(async () => {
    await editor.host.inEditor(async (vscode) => {
      await vscode.commands.executeCommand("notifications.clearAll");
      await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    });
    await editor.panel.startAfresh();
  });

  const textOf = (path: string) =>
    editor.host.inEditor(
      (vscode, at) =>
        vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "file" && uri.fsPath === at)?.getText() ?? "",
      join(editor.folder, path),
    );
  const show = (path: string) =>
    editor.host.inEditor(
      async (vscode, at) => {
        await vscode.window.showTextDocument(vscode.Uri.file(at), { preview: false });
      },
      join(editor.folder, path),
    );
  const picture = (name: string) => editor.host.screenshot(join(checkout, "out", "panel", `editor-code-${name}.png`));
  const button = (name: string) => editor.panel.lastTurn.getByRole("button", { name, exact: true });
  const lens = (name: string) => editor.host.page.locator(".codelens-decoration a", { hasText: name }).first();
  /** An editor under test pops no notification up; they are in its list. */
  const notice = async (words: RegExp) => {
    await editor.host.inEditor(async (vscode) => {
      await vscode.commands.executeCommand("notifications.showList");
    });
    return editor.host.page.locator(".notifications-center .notification-list-item", { hasText: words });
  };

  it("is applied to its file for review: kept in the buffer, reverted by one undo, never saved", async () => {
    const { panel, server, onDisk } = editor;
    const gate = newGate();
    const change = block(
      "  let sum = 0;\n  for (const price of prices) sum += price;\n  return sum;",
      "  return prices.reduce((sum, price) => sum + price, 0);",
    );
    const after = totals.replace(/ {2}let[^]*sum;\n/, "  return prices.reduce((sum, price) => sum + price, 0);\n");
    const [head = "", tail = ""] = change.split("=======");
    server.setScript([
      [say(`In \`src/totals.ts\`:\n\n${head}`), { type: "until", gate: gate.opened }, say(`=======${tail}\nShorter.`)],
    ]);
    await panel.ask("Shorten it");
    await button("Apply to file").waitFor();
    assert.equal(await button("Apply to file").getAttribute("aria-disabled"), "true", "not while it is being written");
    await button("Apply to file").click({ force: true });
    gate.open();
    await panel.ended("Shorten it");
    await button("Apply to file").click();
    await lens("Undo").waitFor();
    await picture("applied");
    assert.equal(await textOf("src/totals.ts"), after);
    assert.equal(onDisk("src/totals.ts"), totals);
    await panel.frame.locator(".changes", { hasText: "1 file changed" }).waitFor();
    await editor.host.inEditor(async (vscode) => {
      await vscode.commands.executeCommand("undo");
    });
    await until("the text before", async () => (await textOf("src/totals.ts")) === totals || undefined);
    await button("Apply to file").click();
    await lens("Keep").click();
    await lens("Keep").waitFor({ state: "detached" });
    assert.equal(await textOf("src/totals.ts"), after);
    await button("Apply to file").click();
    await (await notice(/has this change already/)).waitFor();
    assert.equal(onDisk("src/totals.ts"), totals);
  });

  it("is refused with words if it has no place, with a link to the nearest one", async () => {
    const { panel, server, host } = editor;
    await show("src/totals.ts");
    server.setScript([
      [say(block("  let sum = 1;\n  for (const price of prices) sum *= price;", "  let product = 1;"))],
    ]);
    await panel.answerTo("Multiply");
    await button("Apply to file").click();
    const told = await notice(/is not in "src\/totals\.ts"/);
    await told.waitFor();
    await picture("refused");
    await told.getByRole("button", { name: "Show Line 2" }).click();
    await until("the nearest line", () =>
      host.inEditor((vscode) => vscode.window.activeTextEditor?.selection.active.line === 1 || undefined),
    );
    assert.equal(await textOf("src/totals.ts"), totals);
  });

  it("has no Apply for a bare snippet, and is inserted at the cursor", async () => {
    const { panel, server } = editor;
    await show("src/other.ts");
    server.setScript([[say("```ts\nexport const a = 1;\n```\n")]]);
    await panel.answerTo("A snippet");
    assert.equal(await button("Apply to file").count(), 0);
    await button("Insert at cursor").click();
    await until(
      "the snippet",
      async () => (await textOf("src/other.ts")).startsWith("export const a = 1;\n") || undefined,
    );
  });

  it("opens as a new file of its language and path, and the user saves it there", async () => {
    const { panel, server, host, onDisk } = editor;
    server.setScript([[say("```py lib/mean.py\ndef mean(values):\n    return sum(values) / len(values)\n```\n")]]);
    await panel.answerTo("In Python");
    await button("Put into a new file").click();
    const shown = await until("the new file", () =>
      host.inEditor((vscode) => {
        const document = vscode.window.activeTextEditor?.document;
        return document?.isUntitled && document.getText() !== ""
          ? { path: document.uri.path, text: document.getText(), language: document.languageId }
          : undefined;
      }),
    );
    assert.deepEqual(shown, {
      path: join(editor.folder, "lib/mean.py"),
      text: "def mean(values):\n    return sum(values) / len(values)\n",
      language: "python",
    });
    assert.equal(existsSync(join(editor.folder, "lib/mean.py")), false);
    await host.inEditor(async (vscode) => {
      await vscode.commands.executeCommand("workbench.action.files.save");
    });
    await until("the file on disk", () => existsSync(join(editor.folder, "lib/mean.py")) || undefined);
    assert.equal(onDisk("lib/mean.py"), shown.text);
  });

  it("waits at a terminal's prompt for the user's Enter", async () => {
    const { panel, server, host } = editor;
    server.setScript([[say("```bash\n# Leaves a mark\n$ touch ran.txt\n```\n")]]);
    await panel.answerTo("How?");
    await button("Put into the terminal").click();
    const rows = host.page.locator(".terminal-wrapper.active .xterm-rows");
    await rows.getByText("touch ran.txt").first().waitFor();
    await picture("terminal");
    assert.equal(existsSync(join(editor.folder, "ran.txt")), false);
    await host.page.locator(".terminal-wrapper.active textarea").press("Enter");
    await until("the command's mark", () => existsSync(join(editor.folder, "ran.txt")) || undefined);
  });

  it("waits there in several lines, in a terminal that nothing else was typed into", async () => {
    const { panel, server, host } = editor;
    server.setScript([[say("```bash\ntouch first.txt\ntouch second.txt\n```\n")]]);
    await panel.answerTo("Both?");
    await host.inEditor((vscode) => vscode.env.clipboard.writeText("The user's own."));
    await button("Put into the terminal").click();
    const rows = host.page.locator(".terminal-wrapper.active .xterm-rows");
    await rows.getByText("touch second.txt").first().waitFor();
    assert.match(await rows.innerText(), /touch first\.txt/);
    assert.equal(existsSync(join(editor.folder, "first.txt")), false);
    await until("the clipboard", () =>
      host.inEditor(async (vscode) => (await vscode.env.clipboard.readText()) === "The user's own." || undefined),
    );
    await host.page.locator(".terminal-wrapper.active textarea").press("Enter");
    await until("both marks", () => existsSync(join(editor.folder, "second.txt")) || undefined);
    assert.equal(existsSync(join(editor.folder, "first.txt")), true);
  });

  it("changes all files of a block or none, from the keyboard, and shows them in one review", async () => {
    const { panel, server, host } = editor;
    const both = (other: string) => `\`\`\`diff
--- a/src/totals.ts
+++ b/src/totals.ts
@@ -1,2 +1,2 @@
 export function total(prices: number[]): number {
-  let sum = 0;
+  let sum = 0.0;
--- a/src/other.ts
+++ b/src/other.ts
@@ -1 +1 @@
-${other}
+export default 1;
\`\`\`
`;
    server.setScript([[say(both("export const nothing = 0;"))], [say(both("export {};"))]]);
    await panel.answerTo("Both files");
    await button("Apply to file").click();
    await (await notice(/"src\/other\.ts"/)).getByRole("button", { name: "Ask Again…" }).click();
    await until("the refusal in the composer", async () =>
      /^Your change of src\/other\.ts was not applied/.test(await panel.composer.inputValue()) ? true : undefined,
    );
    assert.notEqual(await textOf("src/totals.ts"), totals.replace("0;", "0.0;"));
    await panel.answerTo("Both files again");
    await button("Apply to file").press("Enter");
    await until("all changes in one diff", () =>
      host.inEditor(
        (vscode) => vscode.window.tabGroups.activeTabGroup.activeTab?.label.includes("Gemma's Changes") || undefined,
      ),
    );
    assert.equal(await textOf("src/totals.ts"), totals.replace("0;", "0.0;"));
    assert.equal(await textOf("src/other.ts"), "export default 1;\n");
    const undoAll = panel.frame.locator(".changes").getByRole("button", { name: "Undo all" });
    const dialog = host.page.locator(".monaco-dialog-box", { hasText: "Undo Gemma's changes in 2 files?" });
    await undoAll.click();
    await dialog.getByText("Changed: src/totals.ts, src/other.ts.").waitFor();
    await picture("undo-all");
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "detached" });
    assert.equal(await textOf("src/other.ts"), "export default 1;\n", "a cancelled undo changes nothing");
    await undoAll.click();
    await dialog.getByRole("button", { name: "Undo All" }).click();
    await until("the texts before", async () => (await textOf("src/totals.ts")) === totals || undefined);
    await until("the texts before", async () => (await textOf("src/other.ts")) === "export {};\n" || undefined);
  });

  it("logs no errors in the panel's page", () => assert.deepEqual(editor.problems, []));
});
