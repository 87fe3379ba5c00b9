import assert from "node:assert/strict";
import { join } from "node:path";
import type { Theme } from "../../support/editor/themes.ts";
import { call, say } from "../../support/scriptedAnswer.ts";
import { checkout, openPanelEditor, type PanelEditor } from "../panelEditor.ts";
import { messagesOf } from "../sent.ts";

const themes: readonly Theme[] = ["light", "hc-dark", "dark"];

describe("parts of the work in Agent mode", function () {
  this.timeout(60_000);
  let editor: PanelEditor;
  before(async function () {
    this.timeout(120_000);
    editor = await openPanelEditor({ files: { "a.ts": "export const a = 1;\n" } });
    await editor.panel.choose("Agent");
  });
  after(() => editor?.close());

  it("are folded below their call, ask as usual, and hand back a summary", async () => {
    const { panel, server, host, onDisk } = editor;
    server.setScript((request) => {
      const messages = messagesOf(request);
      const results = messages.filter(({ role }) => role === "tool").length;
      const [, question] = messages;
      if (question?.content === "Split it") {
        if (results > 0) return [say("Both are done.")];
        return [
          call("sub_task", { title: "Find the constant", prompt: "Where is a?" }, { id: "s1" }),
          call("sub_task", { title: "Write b.ts", prompt: "Write b", tools: "all" }, { id: "s2" }),
        ];
      }
      if (question?.content.startsWith("Where is a?"))
        return results === 0 ? [call("read_file", { path: "a.ts" })] : [say("It is in a.ts:1.")];
      return results === 0 ? [call("create_file", { path: "b.ts", text: "b\n" })] : [say("Wrote b.ts.")];
    });
    await panel.ask("Split it");
    await panel.approval.waitFor();
    assert.match(await panel.approval.innerText(), /b\.ts/);
    await host.screenshot(join(checkout, "out", "screenshots", "part-card.png"));
    await panel.button("Allow").click();
    await panel.ended("Split it");
    assert.equal(onDisk("b.ts"), "b\n");
    const last = messagesOf(server.requests.at(-1)).map(({ content }) => content);
    assert.ok(last.includes("It is in a.ts:1.") && last.includes("Wrote b.ts."));
    await panel.lastTurn.locator(".fold-summary").first().click();
    const task = panel.lastTurn.locator(".task").first();
    await task.waitFor();
    // A check box of a Markdown list stands apart from the text; a part of the work does not.
    assert.ok(((await task.boundingBox())?.width ?? 0) > 150);
    assert.match(await task.innerText(), /Find the constant/);
    assert.match(await task.innerText(), /Gemma 4 31B/);
    for (const theme of themes) {
      await host.setTheme(theme);
      await host.screenshot(join(checkout, "out", "screenshots", `part-${theme}.png`));
    }
  });
});
