import assert from "node:assert/strict";
import { open, state, text, turn, under } from "../../support/panel/scenes.ts";
import type { PanelPage } from "../../support/panel/panelPage.ts";
import { until } from "../../support/until.ts";
import { panelAlone } from "./aloneBrowser.ts";

describe("a list that is painted in pieces", () => {
  const page = panelAlone();
  let panel: PanelPage;
  beforeEach(() => (panel = page()));

  it("looks whole: its items stand at one distance, and count on", async () => {
    const words = Array.from({ length: 900 }, (_, at) => `1. item ${at} of a long list\n`).join("");
    await panel.show([under(open(turn("t1", "?", [text(words)]))), state()]);
    const items = panel.page.locator(".turn li");
    await until("all items", async () => (await items.count()) === 900 || undefined);
    const { gaps, starts, at, room } = await panel.page.evaluate<Record<"gaps" | "starts" | "at" | "room", number[]>>(`{
      const boxes = [...document.querySelectorAll(".turn li")].map((each) => each.getBoundingClientRect());
      const lists = [...document.querySelectorAll(".turn ol")];
      ({
        gaps: [...new Set(boxes.slice(1).map(({ top }, at) => Math.round((top - boxes[at].bottom) * 2) / 2))],
        at: [...new Set(boxes.map(({ left }) => Math.round(left)))],
        room: lists.map((each) => parseFloat(getComputedStyle(each).paddingInlineStart)),
        starts: lists.map(({ start }) => start),
      });
    }`);
    assert.deepEqual(gaps, [3]);
    assert.equal(at.length, 1);
    // Three digits and a point.
    assert.ok(room.every((each) => each >= 36));
    assert.ok(starts.length > 1 && starts[0] === 1);
  });
});
