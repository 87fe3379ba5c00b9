import assert from "node:assert/strict";
import { join } from "node:path";
import { call, say } from "../../support/scriptedAnswer.ts";
import { until } from "../../support/until.ts";
import { openPanelEditor, type PanelEditor } from "../panelEditor.ts";

const source = "export const value = 1;\nexport const other = 2;\n";
const edited = source.replace("value = 1", "value = 11");

describe("all changes in one diff", function () {
  this.timeout(180_000);
  let editor: PanelEditor;
  const complaints: string[] = [];
  before(async function () {
    this.timeout(120_000);
    editor = await openPanelEditor({ files: { "value.ts": source }, viewport: { width: 1280, height: 760 } });
    editor.host.page.on("console", (message) => {
      if (/already exists/.test(message.text())) complaints.push(message.text());
    });
    await editor.panel.choose("Agent");
  });
  after(() => editor?.close());

  const isOnDisk = (text: string) => until("the file's text", () => editor.onDisk("value.ts") === text || undefined);
  const tabs = () =>
    editor.host.inEditor((vscode) =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs.map(({ label }) => label))
        .filter((label) => label.startsWith("Gemma's Changes")),
    );
  const bar = () => editor.panel.frame.locator(".changes");

  /** The agent makes its change; asked for consent the first time. */
  async function change(question: string): Promise<void> {
    const { panel, server } = editor;
    server.setScript([
      [call("edit_file", { path: "value.ts", oldText: "value = 1;", newText: "value = 11;" })],
      [say("Done.")],
    ]);
    await panel.ask(question);
    if (question === "Change 1") await panel.button("Allow in this chat").click();
    await panel.ended(question);
    await isOnDisk(edited);
  }
  async function takeBack(): Promise<void> {
    await editor.host.inEditor(
      async (vscode, path) => {
        await vscode.window.showTextDocument(vscode.Uri.file(path), { preview: false });
        await vscode.commands.executeCommand("gemma.undoFile");
      },
      join(editor.folder, "value.ts"),
    );
    await isOnDisk(source);
  }

  it("shows the same change again after it was undone, in one tab", async () => {
    const { page } = editor.host;
    const empty = page.getByText("No Changed Files");
    const diff = page.locator(".multiDiffEntry .line-insert, .multiDiffEntry .char-insert").first();
    for (let round = 1; round <= 4; round++) {
      await change(`Change ${2 * round - 1}`);
      await takeBack();
      await change(`Change ${2 * round}`);
      await bar().getByRole("button", { name: "Review" }).click();
      await until("the diff of all", async () => (await diff.isVisible()) || (await empty.isVisible()) || undefined);
      assert.equal(await empty.isVisible(), false, `empty in round ${round}`);
      await until(`one tab in round ${round}`, async () => (await tabs()).length === 1 || undefined);
      await takeBack();
    }
    assert.deepEqual(complaints, []);
  });
});
