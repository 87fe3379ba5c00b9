import assert from "node:assert/strict";
import { join } from "node:path";
import { fail, say } from "../../support/scriptedAnswer.ts";
import type { Theme } from "../../support/editor/themes.ts";
import { until } from "../../support/until.ts";
import { checkout, openPanelEditor, type PanelEditor } from "../panelEditor.ts";

const wrong = "export function price(net: number) {\n  return net - tax(net);\n}\n";
const right = wrong.replace("net - tax", "net + tax");
const source = `import { tax } from "./tax";\n\n${wrong}\nexport const free = 0;\n`;

describe("an inline refactor by mouse and keys", function () {
  this.timeout(90_000);
  let editor: PanelEditor;
  before(async function () {
    this.timeout(120_000);
    const viewport = { width: 1000, height: 620 };
    editor = await openPanelEditor({
      files: { "price.ts": source },
      open: false,
      viewport,
      settings: { "gemma.fallbackModels": ["custom/gemma-other"] },
    });
  });
  after(() => editor?.close());
  beforeEach(() => select());
  /** Selects the function in the file as it is on disk; the server's next answer rewrites it. */
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

  /** Puts the caret into the file's own text: a thread has an editor too, and a proposal may have scrolled the text. */
  async function clickIntoText(): Promise<void> {
    const { host } = editor;
    await host.inEditor((vscode) => {
      const shown = vscode.window.visibleTextEditors.find(({ document }) => document.uri.path.endsWith("/price.ts"));
      shown?.revealRange(new vscode.Range(0, 0, 0, 0), vscode.TextEditorRevealType.AtTop);
    });
    const text = host.page.locator('.monaco-editor[data-uri$="/price.ts"]');
    await text.locator(".view-line", { hasText: "./tax" }).click({ position: { x: 300, y: 5 } });
    await text.and(host.page.locator(".focused")).waitFor();
  }

  /** By name: while the caret is in a thread, the editor in front is the thread's own. */
  const buffer = () =>
    editor.host.inEditor((vscode) =>
      vscode.workspace.textDocuments.find(({ uri }) => uri.path.endsWith("/price.ts"))?.getText(),
    );
  const becomes = (text: string) =>
    until("the buffer's new text", async () => ((await buffer()) === text ? true : undefined));
  const proposed = source.replace(wrong, right);
  /** Asks by the key and types the instruction, as a user does. */
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
    await clickIntoText();
    await page.keyboard.press("Control+Alt+Enter");
    await thread.waitFor({ state: "detached" });
    assert.equal(await buffer(), proposed);
  });

  it("is undone by its key", async () => {
    const { page } = editor.host;
    await askByKey();
    await clickIntoText();
    await page.keyboard.press("Control+Alt+Backspace");
    await becomes(source);
    await page.locator(".review-widget").waitFor({ state: "detached" });
  });

  it("does not change the editor's key for brackets outside the proposal", async () => {
    const { page } = editor.host;
    await askByKey();
    await clickIntoText();
    await page.keyboard.press("Home");
    for (let at = 0; at < 10; at++) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Control+Alt+Backspace");
    await becomes(proposed.replace("{ tax }", " tax "));
    await page.keyboard.press("Control+Alt+Backspace");
    await becomes(source.replace("{ tax }", " tax "));
  });

  it("is kept and undone by the thread's own buttons", async () => {
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

  it("takes a further instruction below the proposal", async () => {
    const { page } = editor.host;
    await askByKey();
    const louder = right.replace("net + tax", "net + 2 * tax");
    editor.server.setScript([[say(`\`\`\`ts\n${louder}\`\`\`\n`)]]);
    const thread = page.locator(".review-widget");
    await thread.getByRole("button", { name: "Ask for another change" }).click();
    await page.keyboard.type("Twice the tax");
    await thread.getByRole("button", { name: "Ask Gemma" }).click();
    await becomes(source.replace(wrong, louder));
    const body = JSON.stringify(editor.server.requests.at(-1)?.body);
    assert.ok(body.includes("Add the tax") && body.includes("Twice the tax") && body.includes("net + tax"), body);
  });

  it("stops by Escape and restores the original", async () => {
    const { page } = editor.host;
    editor.server.setScript([
      [say("```ts\nexport function price(gross: number) {\n  return net - tax(net);\n}"), { type: "hang" }],
    ]);
    const at = editor.server.requests.length;
    await editor.host.inEditor((vscode) => void vscode.commands.executeCommand("gemma.refactor", "Rename"));
    await becomes(source.replace("net: number", "gross: number"));
    await clickIntoText();
    await page.keyboard.press("Escape");
    await becomes(source);
    assert.equal(await editor.server.requests[at]?.done, "gone");
  });

  it("shows in its thread that the server is busy, and switches to the fallback model on a click", async () => {
    const { page } = editor.host;
    editor.server.setScript([
      [fail(503, "No [worker](http://a.test) is free", { "Retry-After": "50" })],
      [say(`\`\`\`ts\n${right}\`\`\`\n`)],
    ]);
    await editor.host.inEditor((vscode) => void vscode.commands.executeCommand("gemma.refactor", "Add the tax"));
    const thread = page.locator(".review-widget");
    await thread.getByText(/asking again in \d+ s/).waitFor();
    await thread.getByText("No [worker]").waitFor();
    await thread.getByRole("link", { name: "Ask now" }).waitFor();
    await editor.host.screenshot(join(checkout, "out", "panel", "editor-refactor-waits.png"));
    await thread.getByRole("link", { name: /Switch to/ }).click();
    await becomes(proposed);
    assert.equal((editor.server.requests.at(-1)?.body as { model?: string }).model, "gemma-other");
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
