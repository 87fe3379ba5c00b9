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

  it("that are prompts are offered after a slash: Tab or a click takes one, and Enter sends it", async () => {
    const panel = page();
    await panel.show(noticeScenes.prompts!);
    const field = panel.page.getByRole("textbox");
    const list = panel.page.locator(".commands-typed");
    await panel.sent();
    await field.fill("/");
    assert.deepEqual(await panel.sent(), [{ type: "list-commands" }]);
    assert.deepEqual(await list.locator("button").allInnerTexts(), ["/review", "/write-tests file"]);
    await list.getByRole("button", { name: "/review" }).click();
    assert.equal(await field.inputValue(), "/review ");
    await field.fill("/w");
    await field.press("Tab");
    assert.equal(await field.inputValue(), "/write-tests ");
    assert.equal(await list.count(), 0);
    await panel.sent();
    await panel.page.keyboard.type("a.ts");
    await panel.page.keyboard.press("Enter");
    assert.deepEqual(await panel.sent(), [{ type: "ask", text: "/write-tests a.ts", mode: "agent", chips: [] }]);
  });
});
