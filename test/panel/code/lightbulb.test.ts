import assert from "node:assert/strict";
import { join } from "node:path";
import { say } from "../../support/scriptedAnswer.ts";
import type { Theme } from "../../support/editor/themes.ts";
import { checkout, openPanelEditor, type PanelEditor } from "../panelEditor.ts";

const price = "export function price(net: number) {\n  return net - tax(net);\n}\n";
const source = `import { tax } from "./tax";\n\n${price}`;

describe("the lightbulb", function () {
  this.timeout(90_000);
  let editor: PanelEditor;
  before(async function () {
    this.timeout(120_000);
    const viewport = { width: 1000, height: 720 };
    editor = await openPanelEditor({ files: { "price.ts": source }, open: false, viewport });
  });
  after(() => editor?.close());

  const menu = () => editor.host.page.locator(".action-widget:visible").first();
  const entry = (title: string) => menu().getByText(title, { exact: true });

  /** The bulb comes once every language server has said what it offers, while the editor has the focus. */
  async function openMenu(): Promise<void> {
    const { host, folder } = editor;
    await host.inEditor(
      async (vscode, path) => {
        const shown = await vscode.window.showTextDocument(vscode.Uri.file(path), { preview: false });
        shown.selection = new vscode.Selection(0, 0, 0, 0);
        shown.selection = new vscode.Selection(2, 0, 4, 1);
      },
      join(folder, "price.ts"),
    );
    await host.page.locator(".lightBulbWidget:visible").click();
    await entry("Refactor with Gemma…").waitFor();
  }

  it("offers Gemma's entries", async () => {
    await openMenu();
    for (const title of ["Simplify with Gemma", "Extract a Function with Gemma", "Write Tests with Gemma"]) {
      await entry(title).waitFor();
    }
    for (const theme of ["dark", "light"] satisfies Theme[]) {
      await editor.host.setTheme(theme);
      await editor.host.screenshot(join(checkout, "out", "panel", `editor-lightbulb-${theme}.png`));
    }
    assert.equal(editor.server.requests.length, 0, "nothing is asked until an entry is chosen");
    await editor.host.page.keyboard.press("Escape");
    await menu().waitFor({ state: "hidden" });
  });

  it("starts the refactor that is clicked, with its instruction and the selected code", async () => {
    const { host, server } = editor;
    server.setScript([[say(`\`\`\`ts\n${price.replace("net - tax", "net + tax")}\`\`\`\n`)]]);
    await openMenu();
    await entry("Simplify with Gemma").click();
    const body = JSON.stringify((await server.request(0)).body);
    assert.match(body, /Simplify this code/);
    assert.match(body, /return net - tax\(net\);/);
    await host.page.locator(".review-widget").first().waitFor();
    assert.equal(server.requests.length, 1);
  });
});
