import assert from "node:assert/strict";
import type { PanelState, ToPanel } from "../../../src/chat/protocol/protocol.ts";
import { ready, scenes, text, turn } from "../../support/panel/scenes.ts";
import { panelAlone } from "./aloneBrowser.ts";

/** What of the composer is cut or lies outside of its box. */
const cut = `[...document.querySelectorAll(".composer-bar :is(.mode, button:not(.model-button))")].flatMap((each) => {
  const [own, box] = [each, document.querySelector(".composer-box")].map((one) => one.getBoundingClientRect());
  const row = each.closest(".modes")?.getBoundingClientRect() ?? box;
  const inside = own.left >= row.left - 1 && own.right <= row.right + 1 && own.right <= box.right + 1;
  return inside && each.scrollWidth <= each.clientWidth + 1 ? [] : [each.textContent || each.title];
})`;

/** The controls that stand on another. */
const overlapping = `(() => {
  const all = [...document.querySelectorAll(".composer-bar :is(.mode, button)")].map((each) => each.getBoundingClientRect());
  return all.filter((a, at) => all.slice(at + 1).some((b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)).length;
})()`;

describe("the panel alone, narrow", () => {
  const page = panelAlone();

  const show = (state: PanelState): Promise<void> => {
    const settled = [turn("t1", "?", [text("Yes.")])];
    const restored: ToPanel = { type: "restored", chatId: "c1", transcript: { settled, open: undefined } };
    return page().show([restored, { type: "state", state }]);
  };

  for (const [name, state] of [
    ["with a model that takes images", ready],
    ["with a model that reads text only", { ...ready, model: { ...ready.model, textOnly: true } }],
    ["in a restricted workspace", { ...ready, mode: "ask", trusted: false }],
  ] as [string, PanelState][]) {
    it(`cuts nothing of the composer's bar ${name}`, async () => {
      const panel = page();
      await show(state);
      for (let width = 150; width <= 440; width += 10) {
        await panel.page.setViewportSize({ width, height: 600 });
        assert.deepEqual(await panel.page.evaluate(cut), [], `${width} px`);
        assert.equal(await panel.page.evaluate(overlapping), 0, `${width} px`);
      }
    });
  }

  it("shows no rows above what went wrong in the set-up", async () => {
    const panel = page();
    await panel.page.setViewportSize({ width: 300, height: 400 });
    await panel.show(scenes["setup-downloading"] ?? []);
    await panel.page.locator(".setup > .card.error").waitFor();
    const above = await panel.page.evaluate<string>(`(() => {
      const page = document.querySelector(".setup");
      page.scrollTop = page.scrollHeight;
      const card = page.querySelector(":scope > .card.error").getBoundingClientRect();
      const found = document.elementFromPoint(card.left + card.width / 2, page.getBoundingClientRect().top + 2);
      return page.scrollTop > 50 ? found.closest(".card.error") ? "the card" : found.className : "nothing to scroll";
    })()`);
    assert.equal(above, "the card");
  });
});
