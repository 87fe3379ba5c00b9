import assert from "node:assert/strict";
import { join } from "node:path";
import type { Location, LocationLink } from "vscode";
import { say } from "../../support/scriptedAnswer.ts";
import type { Theme } from "../../support/editor/themes.ts";
import { until } from "../../support/until.ts";
import { checkout, openPanelEditor, type PanelEditor } from "../panelEditor.ts";
import { messagesOf } from "../sent.ts";

const tax = "/** Nineteen in a hundred. */\nexport function tax(net: number): number {\n  return net * 0.19;\n}\n";
const price =
  'import { tax } from "./tax";\n\nexport function price(net: number): number {\n  return net + tax(net);\n}\n';
const answer = "`price()` adds what `tax` gives to `net`. There is no `discount`.\n\n```ts\ntax(100); // 19\n```\n";

describe("an explanation in the panel", function () {
  this.timeout(90_000);
  let editor: PanelEditor;
  before(async function () {
    this.timeout(120_000);
    editor = await openPanelEditor({ files: { "src/tax.ts": tax, "src/price.ts": price } });
    await until("TypeScript to know the place of tax", placesOfTax, 90_000);
  });
  after(() => editor?.close());
  beforeEach(async () => {
    await editor.panel.startAfresh();
    await explain();
  });

  /** In the product nobody waits for a language server that is still starting, longer than a while. */
  const placesOfTax = () =>
    editor.host.inEditor(
      async (vscode, path) => {
        const { uri } = (await vscode.window.showTextDocument(vscode.Uri.file(path), { preview: false })).document;
        const use = new vscode.Position(3, "  return net + ".length);
        const found = await vscode.commands.executeCommand<(Location | LocationLink)[]>(
          "vscode.executeDefinitionProvider",
          uri,
          use,
        );
        const places = found.map((each) => ("targetUri" in each ? each.targetUri : each.uri).path);
        return places.some((place) => place.endsWith("/tax.ts")) || undefined;
      },
      join(editor.folder, "src/price.ts"),
    );
  /** Explains the function that the cursor is in. */
  async function explain(): Promise<void> {
    const { host, panel, server, folder } = editor;
    server.setScript([[say(answer)], [say("Because the law says so.")], [say("It adds.")]]);
    await host.inEditor(
      async (vscode, path) => {
        const shown = await vscode.window.showTextDocument(vscode.Uri.file(path), { preview: false });
        shown.selection = new vscode.Selection(3, 4, 3, 4);
        await vscode.commands.executeCommand("vscode.executeDocumentSymbolProvider", shown.document.uri);
        await vscode.commands.executeCommand("gemma.explain");
      },
      join(folder, "src/price.ts"),
    );
    await panel.ended("Explain price.ts:3-5");
  }

  it("shows what was sent as a chip with its lines and size", async () => {
    const chip = editor.panel.lastTurn.locator(".question .chip");
    assert.match(await chip.innerText(), /^price\.ts:3-5 \(3 lines, ~\d+ tokens\)$/);
    const last = editor.server.requests.at(-1);
    assert.doesNotMatch(JSON.stringify(last?.body), /"tools"|import \{ tax \}/);
  });

  it("links names to their places through the language service, and none that has no place", async () => {
    const { host, panel } = editor;
    const links = panel.lastTurn.locator(".answer a");
    await links.getByText("tax", { exact: true }).waitFor();
    const texts = await links.allInnerTexts();
    assert.ok(texts.includes("price()"), `price() is linked: ${texts.join()}`);
    assert.ok(!texts.includes("discount"), "no dead link");
    await links.getByText("tax", { exact: true }).click();
    await until("the place of tax", () =>
      host.inEditor((vscode) => {
        const shown = vscode.window.activeTextEditor;
        return shown?.document.uri.path.endsWith("/src/tax.ts") && shown.selection.start.line === 1 ? true : undefined;
      }),
    );
  });

  it("asks further by chips, without sending the code again", async () => {
    const { panel, server } = editor;
    await panel.button("Why?").click();
    await panel.ended("Why?");
    const messages = messagesOf(server.requests.at(-1));
    const said = messages.map(({ content }) => content).join("\n");
    assert.equal(said.split("return net + tax(net);").length, 2, "the code is in the conversation once");
    assert.match(messages.at(-1)?.content ?? "", /^Why is it done this way/);
    assert.match(await panel.lastTurn.locator(".question .chip").innerText(), /^price\.ts:3-5/);
    assert.equal(await panel.frame.locator(".follow-ups").count(), 1, "chips stand under the last answer alone");
    await panel.button("Simpler").click();
    await panel.ended("Simpler");
  });

  it("begins a refactor of the explained code", async () => {
    const { host, panel } = editor;
    await panel.button("Refactor this").click();
    await host.page.locator(".quick-input-widget:visible").waitFor();
    const selected = await host.inEditor((vscode) => {
      const shown = vscode.window.activeTextEditor;
      return shown?.document.getText(shown.selection);
    });
    assert.equal(selected, price.split("\n").slice(2, 5).join("\n"));
    await host.page.keyboard.press("Escape");
  });

  it("has a picture in each theme", async () => {
    const { host, panel } = editor;
    await panel.lastTurn.locator(".answer a").first().waitFor();
    for (const theme of ["dark", "light", "hc-dark", "hc-light"] satisfies Theme[]) {
      await host.setTheme(theme);
      await host.screenshot(join(checkout, "out", "panel", `panel-explain-${theme}.png`));
    }
  });
});
