import assert from "node:assert/strict";
import { noticeScenes } from "../../support/panel/noticeScenes.ts";
import { panelAlone } from "./aloneBrowser.ts";

describe("instruction files in the panel", () => {
  const page = panelAlone();

  it("are listed with the question, with what was cut or removed; a click opens one", async () => {
    const panel = page();
    await panel.show(noticeScenes.instructed!);
    const list = panel.page.getByRole("list", { name: "Instructions in use" });
    assert.deepEqual(
      (await list.getByRole("listitem").allInnerTexts()).map((words) => words.replaceAll(/\s+/g, " ").trim()),
      [
        "AGENTS.md",
        ".github/copilot-instructions.md (only its beginning: it is too long)",
        "src/AGENTS.md",
        "CLAUDE.md (removed)",
      ],
    );
    await panel.sent();
    await list.getByRole("button", { name: "src/AGENTS.md" }).click();
    assert.deepEqual(await panel.sent(), [{ type: "open-link", href: "src/AGENTS.md" }]);
  });
});
