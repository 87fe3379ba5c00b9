import assert from "node:assert/strict";
import type { ToPanel } from "../../../src/chat/protocol/protocol.ts";
import type { PanelPage } from "../../support/panel/panelPage.ts";
import { open, ready, scenes, text, turn } from "../../support/panel/scenes.ts";
import { panelAlone } from "./aloneBrowser.ts";

const asked = turn("t1", "Why?", [text("Because.")]);
const shown = (now?: typeof asked): ToPanel[] => [
  {
    type: "restored",
    chatId: "c1",
    transcript: now ? { settled: [], open: now } : { settled: [asked], open: undefined },
  },
  { type: "state", state: ready },
];
/** A wait that outlasts the suites before this one. */
const retrying = { type: "retrying", attempt: 1, at: Date.now() + 86_400_000, message: "The server is busy." } as const;

/** Controls that go away when they are used, and what is on screen before. */
const leaving: readonly { name: string; before: ToPanel[] }[] = [
  { name: "Stop", before: shown(open(asked)) },
  { name: "Stop waiting", before: shown({ ...open(asked), retrying }) },
  { name: "Try now", before: shown({ ...open(asked), retrying }) },
  { name: "Ask again", before: shown() },
  {
    name: "Remove notes.txt",
    before: [...shown(), { type: "compose", text: "", chips: [{ label: "notes.txt", path: "notes.txt" }] }],
  },
];

describe("keyboard and screen reader in the panel", () => {
  const page = panelAlone();
  let panel: PanelPage;
  beforeEach(() => (panel = page()));

  for (const { name, before } of leaving) {
    it(`"${name}" gives the focus to the composer`, async () => {
      await panel.show(before);
      await panel.page.getByRole("button", { name, exact: true }).focus();
      await panel.page.keyboard.press("Enter");
      await panel.page.locator("textarea:focus").waitFor();
    });
  }

  it("the button to the end gives the focus to what it scrolls", async () => {
    await panel.show([
      {
        type: "restored",
        chatId: "c1",
        transcript: { settled: [turn("t1", "?", [text("Line.\n\n".repeat(90))])], open: undefined },
      },
      { type: "state", state: ready },
    ]);
    await panel.page.mouse.move(200, 200);
    await panel.page.mouse.wheel(0, -800);
    await panel.page.getByRole("button", { name: "Scroll to the end" }).press("Enter");
    await panel.page.locator(".scroller:focus").waitFor();
  });

  for (const [scene, messages] of Object.entries(scenes)) {
    it(`reaches every control by Tab, each with a name: ${scene}`, async () => {
      await panel.show(messages);
      const all = await panel.page.evaluate<{ nameless: string[]; unreachable: string[] }>(controls);
      assert.deepEqual(all, { nameless: [], unreachable: [] });
    });
  }
});

/** Controls without a name, and those that Tab passes over; a radio group has one stop for all of it. */
const controls = `(() => {
  const found = [...document.querySelectorAll("button, a[href], input, textarea, [role=button], summary, [tabindex='0']")];
  const visible = found.filter((each) => each.checkVisibility() && !each.disabled);
  const nameOf = (each) =>
    each.getAttribute("aria-label") || each.textContent.trim() || each.labels?.[0]?.textContent.trim() || "";
  return {
    nameless: visible.filter((each) => nameOf(each) === "").map((each) => each.outerHTML.slice(0, 120)),
    unreachable: visible.filter((each) => each.tabIndex < 0).map((each) => each.outerHTML.slice(0, 120)),
  };
})()`;
