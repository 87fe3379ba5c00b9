import assert from "node:assert/strict";
import { join } from "node:path";
import { call, say } from "../../support/scriptedAnswer.ts";
import type { Theme } from "../../support/editor/themes.ts";
import { until } from "../../support/until.ts";
import { checkout, openPanelEditor, type PanelEditor } from "../panelEditor.ts";

const lines = Array.from({ length: 30 }, (_, at) => `export const value${at} = ${at};`);
const source = `${lines.join("\n")}\n`;
const edited = source.replace("value3 = 3", "value3 = 33").replace("export const value20 = 20;\n", "");

describe("the review of the agent's edits", function () {
  this.timeout(120_000);
  let editor: PanelEditor;
  before(async function () {
    this.timeout(120_000);
    editor = await openPanelEditor({ files: { "values.ts": source }, viewport: { width: 1280, height: 760 } });
    await editor.panel.choose("Agent");
  });
  after(() => editor?.close());

  const isOnDisk = (text: string) =>
    until("the file's new text", () => editor.onDisk("values.ts") === text || undefined);
  const show = (line: number) =>
    editor.host.inEditor(
      async (vscode, [path, at]) => {
        const shown = await vscode.window.showTextDocument(vscode.Uri.file(path), { preview: false });
        shown.selection = new vscode.Selection(at, 0, at, 0);
        shown.revealRange(shown.selection, vscode.TextEditorRevealType.AtTop);
      },
      [join(editor.folder, "values.ts"), line] as const,
    );
  const lens = (name: string) => editor.host.page.locator(".codelens-decoration a", { hasText: name }).first();
  /** Clicks the Undo of the first of two hunks; anew where the lenses were just drawn anew, which takes no click. */
  const undoUppermost = (wanted: string) =>
    until("the file without its first change", async () => {
      const lenses = await editor.host.page.locator(".codelens-decoration a", { hasText: /^Undo$/ }).all();
      const boxes = await Promise.all(lenses.map((each) => each.boundingBox({ timeout: 1000 }).catch(() => null)));
      const [first, second] = boxes.flatMap((box) => box ?? []).sort((a, b) => a.y - b.y);
      if (first && second) await editor.host.page.mouse.click(first.x + first.width / 2, first.y + first.height / 2);
      return editor.onDisk("values.ts") === wanted || undefined;
    });

  it("shows each pending hunk with Keep and Undo, also after a reload, and undoes it on disk", async () => {
    const { panel, server, host } = editor;
    server.setScript([
      [
        call("edit_file", { path: "values.ts", oldText: "value3 = 3;", newText: "value3 = 33;" }),
        call("edit_file", { path: "values.ts", oldText: "export const value20 = 20;\n", newText: "" }),
      ],
      [say("Done.")],
    ]);
    await panel.ask("Change two values");
    const differs = panel.frame.locator(".diff-row mark");
    await differs.first().waitFor();
    assert.deepEqual(await differs.allInnerTexts(), ["3", "33"], "what differs within the changed line is marked");
    await panel.approval.getByRole("button", { name: "Allow all" }).click();
    await panel.ended("Change two values");
    await isOnDisk(edited);
    await show(1);
    await lens("Undo").waitFor();
    await lens("Keep all 2").waitFor();
    for (const theme of ["dark", "light", "hc-dark", "hc-light"] satisfies Theme[]) {
      await host.setTheme(theme);
      await host.screenshot(join(checkout, "out", "panel", `editor-review-${theme}.png`));
    }
    await host.palette("Gemma: Review Gemma's Changes");
    const multi = () =>
      host.inEditor(
        (vscode) => vscode.window.tabGroups.activeTabGroup.activeTab?.label.includes("Gemma's Changes") || undefined,
      );
    await until("all changes in one diff", multi);
    await host.screenshot(join(checkout, "out", "panel", "editor-review-all.png"));
    await host.reload();
    await show(1);
    await undoUppermost(edited.replace("value3 = 33", "value3 = 3"));
    await show(19);
    await panel.open();
    const bar = panel.frame.locator(".changes");
    await bar.getByText("1 file changed").waitFor();
    await bar.getByRole("button", { name: "Keep all" }).click();
    await bar.waitFor({ state: "detached" });
    await lens("Keep").waitFor({ state: "detached" });
    assert.equal(editor.onDisk("values.ts"), edited.replace("value3 = 33", "value3 = 3"));
  });
});
