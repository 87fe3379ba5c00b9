import assert from "node:assert/strict";
import type { Turn } from "../../../src/agent/transcript/transcript.ts";
import type { Mode, TurnEvent } from "../../../src/agent/transcript/turnEvent.ts";
import type { ToHost, ToPanel } from "../../../src/chat/protocol/protocol.ts";
import type { PanelPage } from "../../support/panel/panelPage.ts";
import { open, ready, tool, turn } from "../../support/panel/scenes.ts";
import { panelAlone } from "./aloneBrowser.ts";

const running = (mode: Mode = "agent"): Turn =>
  open(turn("t1", "Go", [tool("r", "read_file", { path: "a.ts" })], { mode }));
const restored = (now: Turn): ToPanel[] => [
  { type: "restored", chatId: "c1", transcript: { settled: [], open: now } },
  { type: "state", state: ready },
];
const told = (...events: TurnEvent[]): ToPanel => ({ type: "events", chatId: "c1", events });

describe("a message to the running turn", () => {
  const page = panelAlone();
  let panel: PanelPage;
  beforeEach(() => (panel = page()));

  const steered = async (): Promise<Extract<ToHost, { type: "steer" }>[]> =>
    (await panel.sent()).filter((message) => message.type === "steer");
  const type = async (words: string, keys: string): Promise<void> => {
    await panel.page.locator("textarea").fill(words);
    await panel.page.locator("textarea").press(keys);
    await panel.show([]);
  };

  it("is sent from the queue, and leaves it once the turn has taken it", async () => {
    await panel.show(restored(running()));
    await type("No, b.ts!", "Enter");
    assert.deepEqual(await steered(), []);
    await panel.page.getByRole("button", { name: "Tell Gemma now" }).click();
    const [message, ...more] = await steered();
    assert.deepEqual([message?.text, more.length], ["No, b.ts!", 0]);
    await panel.page.locator(".queued.steering", { hasText: "with the next step" }).waitFor();
    await panel.show([told({ type: "steered", id: message!.id, text: "No, b.ts!", prompt: "No, b.ts!", chips: [] })]);
    assert.equal(await panel.page.locator(".queued").count(), 0);
    assert.equal(await panel.page.locator(".answer .bubble").innerText(), "No, b.ts!");
  });

  it("is sent at once by Ctrl+Enter", async () => {
    await panel.show(restored(running()));
    await type("No, b.ts!", "Control+Enter");
    assert.deepEqual(
      (await steered()).map(({ text }) => text),
      ["No, b.ts!"],
    );
    assert.equal(await panel.page.locator("textarea").inputValue(), "");
  });

  it("that the turn did not take is asked next", async () => {
    await panel.show(restored(running()));
    await type("And b.ts?", "Control+Enter");
    await panel.sent();
    await panel.show([told({ type: "turn-ended", at: 9, outcome: { type: "answered" }, model: "Gemma" })]);
    const asked = (await panel.sent()).filter((message) => message.type === "ask");
    assert.deepEqual(asked, [{ type: "ask", text: "And b.ts?", mode: "agent", chips: [] }]);
    assert.equal(await panel.page.locator(".queued").count(), 0);
  });

  it("is not offered while a plain answer comes, which has no next step", async () => {
    await panel.show(restored(running("ask")));
    await type("And b.ts?", "Enter");
    assert.equal(await panel.page.getByRole("button", { name: "Tell Gemma now" }).count(), 0);
  });
});
