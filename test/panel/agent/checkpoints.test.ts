import assert from "node:assert/strict";
import { join } from "node:path";
import { call, say } from "../../support/scriptedAnswer.ts";
import type { Theme } from "../../support/editor/themes.ts";
import { until } from "../../support/until.ts";
import { faintTexts } from "../contrast.ts";
import { checkout, openPanelEditor, type PanelEditor } from "../panelEditor.ts";

const source = "one\ntwo\nthree\n";
const edited = "one\nTWO\nthree\n";

describe("the files of a turn", function () {
  this.timeout(120_000);
  let editor: PanelEditor;
  before(async function () {
    this.timeout(120_000);
    editor = await openPanelEditor({ files: { "list.txt": source }, viewport: { width: 1000, height: 700 } });
    await editor.panel.choose("Agent");
  });
  after(() => editor?.close());

  const isOnDisk = (text: string) => until("the file's text", () => editor.onDisk("list.txt") === text || undefined);
  const dialog = (button: string) =>
    editor.host.page.locator(".monaco-dialog-box").getByRole("button", { name: button, exact: true });
  const pictures = async (name: string): Promise<void> => {
    const faults: string[] = [];
    for (const theme of ["dark", "light", "hc-dark", "hc-light"] satisfies Theme[]) {
      await editor.host.setTheme(theme);
      await editor.host.screenshot(join(checkout, "out", "panel", `editor-${name}-${theme}.png`));
      faults.push(...(await faintTexts(editor.panel.frame)));
    }
    assert.deepEqual(faults, []);
  };

  it("are set back with or without the chat, and Redo takes that back", async () => {
    const { panel, server } = editor;
    server.setScript([[call("edit_file", { path: "list.txt", oldText: "two", newText: "TWO" })], [say("Done.")]]);
    await panel.ask("Make two loud");
    await panel.approval.getByRole("button", { name: "Allow" }).first().click();
    await panel.ended("Make two loud");
    await isOnDisk(edited);
    const row = () => panel.frame.locator(".changed-files");
    await row().getByText("1 file changed").waitFor();
    await pictures("changed-files");

    await row().getByRole("button", { name: "Restore files…" }).click();
    await dialog("Restore Files and Chat").click();
    await isOnDisk(source);
    await row().getByText("Set back to before “Make two loud”").waitFor();
    assert.equal(await panel.frame.locator(".question").count(), 0);
    await pictures("set-back");
    await editor.host.reload();
    await panel.open();

    await row().getByRole("button", { name: "Redo" }).click();
    await isOnDisk(edited);
    await panel.frame.locator(".question", { hasText: "Make two loud" }).waitFor();

    await row().getByRole("button", { name: "Restore files…" }).click();
    await dialog("Restore Files").click();
    await isOnDisk(source);
    await row().getByText("1 file changed, then restored").waitFor();
    await row().getByRole("button", { name: "Redo" }).click();
    await isOnDisk(edited);
    await row().getByRole("button", { name: "Restore files…" }).waitFor();
  });

  it("take room that is shown, and given free", async () => {
    const { host, panel } = editor;
    await host.palette("Gemma: Manage Checkpoints…");
    const rows = host.page.locator(".quick-input-widget:visible .monaco-list-row");
    const chat = rows.filter({ hasText: "Make two loud" });
    await chat.getByText(/^0\.0 MB, 2 versions of files$/).waitFor();
    await host.screenshot(join(checkout, "out", "panel", "editor-checkpoints.png"));
    await chat.hover();
    await chat.getByRole("button", { name: "Remove" }).click();
    await rows.first().waitFor({ state: "detached" });
    await panel.frame.locator(".changed-files").getByRole("button", { name: "Restore files…" }).click();
    await dialog("Restore Files").click();
    await host.page
      .getByText(/the earlier text was not kept: list\.txt/)
      .first()
      .waitFor();
    assert.equal(editor.onDisk("list.txt"), edited);
  });
});
