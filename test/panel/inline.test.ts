import assert from "node:assert/strict";
import { join } from "node:path";
import { say } from "../support/scriptedAnswer.ts";
import type { Theme } from "../support/themes.ts";
import { until } from "../support/until.ts";
import { checkout, openPanelEditor, type PanelEditor } from "./panelEditor.ts";

const wrong = "export function price(net: number) {\n  return net - tax(net);\n}\n";
const right = wrong.replace("net - tax", "net + tax");
const source = `import { tax } from "./tax";\n\n${wrong}\nexport const free = 0;\n`;

describe("an inline refactor by mouse and keys", function () {
  this.timeout(90_000);
  let editor: PanelEditor;
  before(async function () {
    this.timeout(120_000);
    const viewport = { width: 1000, height: 620 };
    editor = await openPanelEditor({ files: { "price.ts": source }, open: false, viewport });
  });
  after(() => editor?.close());
  beforeEach(() => select());
  /** Selects the function in the file as it is on disk; the server's next answer mends it. */
  async function select(): Promise<void> {
    const { host, server, folder } = editor;
    server.setScript([[say(`\`\`\`ts\n${right}\`\`\`\n`)]]);
    await host.inEditor(
      async (vscode, path) => {
        const shown = await vscode.window.showTextDocument(vscode.Uri.file(path), { preview: false });
        await vscode.commands.executeCommand("workbench.action.files.revert");
        shown.selection = new vscode.Selection(2, 0, 4, 1);
      },
      join(folder, "price.ts"),
    );
  }
  afterEach(() =>
    editor.host.inEditor(async (vscode) => {
      await vscode.commands.executeCommand("gemma.undoRefactor");
    }),
  );

  const buffer = () => editor.host.inEditor((vscode) => vscode.window.activeTextEditor?.document.getText());
  const becomes = (text: string) =>
    until("the buffer's new text", async () => ((await buffer()) === text ? true : undefined));
  const proposed = source.replace(wrong, right);
  /** Asks by the key and types the instruction, as a person does. */
  async function askByKey(): Promise<void> {
    const { page } = editor.host;
    await page.keyboard.press("Control+Alt+R");
    const input = page.locator(".quick-input-widget:visible input.input");
    await input.fill("Add the tax");
    await page.locator(".quick-input-widget .monaco-list-row", { hasText: "Add the tax" }).first().waitFor();
    await input.press("Enter");
    await becomes(proposed);
  }

  it("is asked for by its key, shows the change under the region, and is kept by its key", async () => {
    const { page } = editor.host;
    await askByKey();
    const thread = page.locator(".review-widget");
    await thread.getByText("Add the tax").first().waitFor();
    await thread.getByText("return net + tax(net);").waitFor();
    assert.match(await thread.innerText(), /return net - tax\(net\);[\s\S]*return net \+ tax\(net\);/);
    await page
      .locator(".monaco-editor .view-lines")
      .first()
      .click({ position: { x: 300, y: 5 } });
    await page.keyboard.press("Control+Alt+Enter");
    await thread.waitFor({ state: "detached" });
    assert.equal(await buffer(), proposed);
  });

  it("is taken back by its key", async () => {
    const { page } = editor.host;
    await askByKey();
    await page
      .locator(".monaco-editor .view-lines")
      .first()
      .click({ position: { x: 300, y: 5 } });
    await page.keyboard.press("Control+Alt+Backspace");
    await becomes(source);
    await page.locator(".review-widget").waitFor({ state: "detached" });
  });

  it("is kept and taken back by the thread's own buttons", async () => {
    const { page } = editor.host;
    await askByKey();
    const thread = page.locator(".review-widget");
    await thread.getByRole("button", { name: /Undo the Proposed Code/ }).click();
    await becomes(source);
    await select();
    await askByKey();
    await thread.getByRole("button", { name: /Keep the Proposed Code/ }).click();
    await thread.waitFor({ state: "detached" });
    assert.equal(await buffer(), proposed);
  });

  it("has a picture in each theme", async () => {
    const { host } = editor;
    await askByKey();
    await host.page.locator(".review-widget").getByText("return net + tax(net);").waitFor();
    for (const theme of ["dark", "light", "hc-dark", "hc-light"] satisfies Theme[]) {
      await host.setTheme(theme);
      await host.screenshot(join(checkout, "out", "panel", `editor-refactor-${theme}.png`));
    }
  });
});
