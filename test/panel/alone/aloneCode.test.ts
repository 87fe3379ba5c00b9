import assert from "node:assert/strict";
import type { ToHost, ToPanel } from "../../../src/chat/protocol/protocol.ts";
import { open, ready, text, turn } from "../../support/panel/scenes.ts";
import { panelAlone } from "./aloneBrowser.ts";

const told = (...events: Extract<ToPanel, { type: "events" }>["events"]): ToPanel => ({
  type: "events",
  chatId: "c1",
  events,
});
const answered = told({ type: "turn-ended", at: 9, outcome: { type: "answered" }, model: "Gemma" });

describe("a block of code in the panel alone", () => {
  const page = panelAlone();

  it("has its buttons while it streams; they stay in place and work once it is complete", async () => {
    const panel = page();
    const sent = async (): Promise<ToHost[]> => (await panel.sent()).filter(({ type }) => type === "code");
    const code = panel.page.locator(".code");
    const apply = code.getByRole("button", { name: "Apply to file" });
    const places = (): Promise<unknown> =>
      panel.page.evaluate(
        `[".code-head", "[data-code-action=insert]", "[data-code-action=new-file]", "[data-code-action=copy]"].map((each) => {
          const { x, y, width, height } = document.querySelector(each).getBoundingClientRect();
          return [x, y, width, height];
        })`,
      );
    await panel.show([
      {
        type: "restored",
        chatId: "c1",
        transcript: { settled: [], open: open(turn("t1", "?", [text("Before:\n\n```ts\n// src/")])) },
      },
      { type: "state", state: ready },
    ]);
    await code.waitFor();
    const before = await places();
    assert.equal(await apply.count(), 0);
    await panel.show([told({ type: "text", delta: "a.ts\nlet" })]);
    await apply.waitFor();
    await apply.focus();
    await apply.press("Enter");
    assert.equal(await apply.getAttribute("aria-disabled"), "true");
    assert.deepEqual(await places(), before);
    await panel.show([told({ type: "text", delta: " a;\n```\n\n- In a list:\n\n  ```sh\n  npm ci\n" })]);
    await panel.page.locator('[data-code-action="apply"]:not([aria-disabled])').waitFor();
    assert.deepEqual(await places(), before);
    assert.deepEqual(await sent(), [], "not while it was being written");
    await apply.press("Enter");
    const first = { turnId: "t1", item: 0, from: 2, to: 6 };
    assert.deepEqual(await sent(), [{ type: "code", action: "apply", place: first }]);
    const run = code.nth(1).getByRole("button", { name: "Put into the terminal" });
    assert.equal(await run.getAttribute("aria-disabled"), "true");
    await panel.show([told({ type: "text", delta: "  ```\n\nDone.\n" }), answered]);
    await panel.page.locator('[data-code-action="run"]:not([aria-disabled])').click();
    const second = { turnId: "t1", item: 0, from: 9, to: 12 };
    assert.deepEqual((await sent()).at(-1), { type: "code", action: "run", place: second });
  });
});
