import assert from "node:assert/strict";
import type { PanelPage } from "../../support/panel/panelPage.ts";
import { loopScenes } from "../../support/panel/loopScenes.ts";
import { panelAlone } from "./aloneBrowser.ts";

describe("a turn that is stuck or paused", () => {
  const page = panelAlone();
  let panel: PanelPage;
  beforeEach(() => (panel = page()));
  const button = (name: string) => panel.page.getByRole("button", { name });

  it("offers another way, another model, to continue, and to ask differently", async () => {
    await panel.show(loopScenes.stuck!);
    assert.deepEqual(await panel.page.locator(".card.loop button").allInnerTexts(), [
      "Try another way",
      "Choose another model",
      "Continue anyway",
      "Ask differently",
    ]);
    await panel.sent();
    await button("Try another way").click();
    assert.deepEqual(await panel.sent(), [{ type: "fault-action", action: "another-way" }]);
  });

  for (const scene of ["stuck", "paused"]) {
    it(`goes on with a hint: ${scene}`, async () => {
      await panel.show(loopScenes[scene]!);
      await panel.sent();
      const hint = panel.page.getByRole("textbox", { name: "A hint for Gemma" });
      await hint.fill("  Look into b.ts. ");
      await hint.press("Enter");
      assert.deepEqual(await panel.sent(), [{ type: "continue-with", hint: "Look into b.ts." }]);
    });
  }

  it("goes on after the limit of steps when the user says so", async () => {
    await panel.show(loopScenes.paused!);
    await panel.sent();
    await button("Go on").click();
    assert.deepEqual(await panel.sent(), [{ type: "fault-action", action: "continue" }]);
  });
});
