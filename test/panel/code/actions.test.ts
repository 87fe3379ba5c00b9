import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { say } from "../../support/scriptedAnswer.ts";
import { until } from "../../support/until.ts";
import { checkout, openPanelEditor, type PanelEditor } from "../panelEditor.ts";

const files = {
  "package.json": '{ "devDependencies": { "vitest": "1" } }\n',
  "tsconfig.json": '{ "include": ["src"] }\n',
  "src/t.ts": "export function t(net: number): number {\n  return net * 0.19;\n}\n",
  "src/price.ts": 'import { t } from "./t";\n\nexport const price = (net: number): number => net + t(net);\n',
};

describe("ready-made refactors by mouse and keys", function () {
  this.timeout(90_000);
  let editor: PanelEditor;
  before(async function () {
    this.timeout(120_000);
    editor = await openPanelEditor({ files, open: false, viewport: { width: 1100, height: 720 } });
  });
  after(() => editor?.close());

  /** Puts the cursor into the name `t` where it is declared. */
  const toName = () =>
    editor.host.inEditor(
      async (vscode, path) => {
        const shown = await vscode.window.showTextDocument(vscode.Uri.file(path), { preview: false });
        shown.selection = new vscode.Selection(0, 16, 0, 16);
      },
      join(editor.folder, "src/t.ts"),
    );
  /** Chooses from the menu of Ctrl+., which does not open where a language server is only now getting ready: pressed anew. */
  async function choose(title: string): Promise<void> {
    const { page } = editor.host;
    const entry = page.locator(".action-widget:visible").getByText(title, { exact: true });
    await until(`the entry "${title}"`, async () => {
      await page.keyboard.press("Control+.");
      return entry.waitFor({ timeout: 2000 }).then(
        () => true,
        () => undefined,
      );
    });
    await entry.click();
  }
  const textOf = (file: string) =>
    editor.host.inEditor(
      async (vscode, path) => (await vscode.workspace.openTextDocument(vscode.Uri.file(path))).getText(),
      join(editor.folder, file),
    );
  const picture = (name: string) => editor.host.screenshot(join(checkout, "out", "panel", `editor-${name}.png`));

  it("rename a symbol in all files by TypeScript's own rename, shown before", async () => {
    const { host, server } = editor;
    const { page } = host;
    server.setScript([[say("`taxOf`\n`valueAddedTax`\n")]]);
    await toName();
    await choose("Rename for Clarity with Gemma…");
    const list = page.locator(".quick-input-widget:visible");
    await list.locator(".monaco-list-row", { hasText: "valueAddedTax" }).waitFor();
    await picture("rename-names-dark");
    await list.locator(".monaco-list-row", { hasText: "taxOf" }).click();
    const apply = page.locator(".panel").getByRole("button", { name: "Apply" });
    await apply.waitFor();
    await page.locator(".panel .monaco-list-row", { hasText: "price.ts" }).waitFor();
    await picture("rename-preview-dark");
    assert.match(await textOf("src/t.ts"), /function t\(/, "nothing is renamed before the user says so");
    await apply.click();
    await until("the new name in both files", async () => {
      const [declared = "", used = ""] = await Promise.all(["src/t.ts", "src/price.ts"].map(textOf));
      return declared.includes("function taxOf(") && used.includes("net + taxOf(net)") ? true : undefined;
    });
    assert.equal(server.requests.length, 1);
  });

  it("write tests into a new file that is shown before", async () => {
    const { host, server, folder } = editor;
    const { page } = host;
    const tests = 'import { expect, it } from "vitest";\n\nit("is there", () => expect(1).toBe(1));\n';
    server.setScript([[say(`\`\`\`ts\n${tests}\`\`\``)]]);
    await toName();
    await choose("Write Tests with Gemma");
    const apply = page.locator(".panel").getByRole("button", { name: "Apply" });
    await page.locator(".panel .monaco-list-row", { hasText: "t.test.ts" }).waitFor();
    await picture("tests-preview-dark");
    await apply.click();
    await page.locator(".tab", { hasText: "t.test.ts" }).waitFor();
    // The preview has a tab of that name too.
    await until("the new file's text", async () => {
      if (!existsSync(join(folder, "src/t.test.ts"))) return undefined;
      return (await textOf("src/t.test.ts")) === tests || undefined;
    });
    // Undoing in it ends at the text as made, and never takes the file away.
    const after = await host.inEditor(
      async (vscode, path) => {
        const shown = await vscode.window.showTextDocument(vscode.Uri.file(path), { preview: false });
        await shown.edit((change) => change.insert(new vscode.Position(0, 0), "// mine\n"));
        await shown.document.save();
        for (let times = 0; times < 4; times++) await vscode.commands.executeCommand("undo");
        return shown.document.getText();
      },
      join(folder, "src/t.test.ts"),
    );
    assert.equal(after, tests);
    assert.ok(existsSync(join(folder, "src/t.test.ts")));
    const drafts = () =>
      host.inEditor((vscode) => vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === "untitled").length);
    await until("the preview's document to be gone", async () => (await drafts()) === 0 || undefined);
  });

  it("write nothing when the user cancels, and close the connection", async () => {
    const { host, server, folder } = editor;
    const { page } = host;
    server.setScript([[say("```ts\nimport"), { type: "hang" }]]);
    const at = server.requests.length;
    await host.inEditor(
      async (vscode, path) => {
        const shown = await vscode.window.showTextDocument(vscode.Uri.file(path), { preview: false });
        shown.selection = new vscode.Selection(2, 0, 2, 0);
      },
      join(folder, "src/price.ts"),
    );
    await host.palette("Gemma: Write Tests");
    const request = await server.request(at);
    // An editor under test pops no notification up; they are in its list.
    await host.inEditor(async (vscode) => {
      await vscode.commands.executeCommand("notifications.showList");
    });
    await page.locator(".notifications-center").getByRole("button", { name: "Cancel" }).click();
    assert.equal(await request.done, "gone");
    assert.equal(existsSync(join(folder, "src/price.test.ts")), false);
    assert.equal(await page.locator(".panel .monaco-list-row:visible", { hasText: "price.test.ts" }).count(), 0);
  });
});
