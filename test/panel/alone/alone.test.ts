import assert from "node:assert/strict";
import type { Turn } from "../../../src/agent/transcript/transcript.ts";
import type { ToHost, ToPanel } from "../../../src/chat/protocol/protocol.ts";
import { longAnswer } from "../../support/panel/longAnswer.ts";
import type { PanelPage } from "../../support/panel/panelPage.ts";
import { diff, open, ready, text, tool, turn } from "../../support/panel/scenes.ts";
import { until } from "../../support/until.ts";
import { panelAlone } from "./aloneBrowser.ts";

const restored = (settled: readonly Turn[], now?: Turn): ToPanel[] => [
  { type: "restored", chatId: "c1", transcript: { settled, open: now } },
  { type: "state", state: ready },
];
const told = (...events: Extract<ToPanel, { type: "events" }>["events"]): ToPanel => ({
  type: "events",
  chatId: "c1",
  events,
});
const answered: ToPanel = told({ type: "turn-ended", at: 9, outcome: { type: "answered" }, model: "Gemma" });

/** The panel's own page, without an editor: what depends on the browser and on nothing else. */
describe("the panel alone", () => {
  const page = panelAlone();
  let panel: PanelPage;
  beforeEach(() => (panel = page()));

  const sentOf = async <T extends ToHost["type"]>(type: T): Promise<Extract<ToHost, { type: T }>[]> => {
    const sent = await panel.sent();
    return sent.filter((message): message is Extract<ToHost, { type: T }> => message.type === type);
  };
  const html = (): Promise<string> => panel.page.locator(".turn:last-child .markdown").first().innerHTML();

  describe("answers", () => {
    /** Code is coloured when the page has time for it. */
    const coloured = () =>
      until("the code's colours", async () => {
        const all = `[...document.querySelectorAll(".turn:last-child pre code")].every((code) => code.querySelector("span"))`;
        return (await panel.page.evaluate<boolean>(all)) || undefined;
      });

    it("look the same streamed as opened later", async () => {
      const answer = `${longAnswer().slice(0, 12_000)}\n\`\`\`\n\n1. a\n2. b [x]\n\n| a | b |\n|--|--|\n| 1 | 2 |\n\n[x]: https://example.com\n`;
      await panel.show(restored([], open(turn("t1", "?", []))));
      await panel.stream(answer, { size: 20, perSecond: 4000 });
      await panel.show([answered]);
      await coloured();
      const streamed = await html();
      await panel.show(restored([turn("t1", "?", [text(answer)])]));
      await coloured();
      assert.equal(streamed, await html());
      assert.match(streamed, /href="https:\/\/example.com"/);
    });

    it("are grouped, so that painting the end does not visit all blocks", async () => {
      await panel.show(
        restored([turn("t1", "?", [text(Array.from({ length: 200 }, (_, n) => `Part ${n}.`).join("\n\n"))])]),
      );
      const rows = await panel.page.evaluate<number[]>(
        `[...document.querySelectorAll(".markdown, .markdown *")].map((each) => each.childElementCount)`,
      );
      assert.equal(await panel.page.locator(".markdown .block").count(), 200);
      assert.ok(Math.max(...rows) < 20, String(Math.max(...rows)));
    });

    it("do not touch settled blocks while more text comes", async () => {
      await panel.show(restored([], open(turn("t1", "?", [text("# One\n\nTwo\n\n```ts\nlet a\n```\n\nThr")]))));
      await panel.page.evaluate(`globalThis.touched = 0; new MutationObserver((all) => touched += all.length)
        .observe(document.querySelector(".markdown .block"), { subtree: true, childList: true, characterData: true, attributes: true })`);
      await panel.stream("ee and four.\n\nFive\n\n- six\n- seven\n", { perSecond: 200 });
      // An open end that took long to paint is painted again after a rest.
      await panel.page.locator(".markdown li", { hasText: /^seven$/ }).waitFor();
      assert.equal(await panel.page.evaluate("touched"), 0);
    });

    it("run nothing and fetch nothing", async () => {
      const asked: string[] = [];
      panel.page.on("request", (request) => asked.push(request.url()));
      const hostile = [
        '<script>window.hacked = 1</script><img src=x onerror="window.hacked = 1">',
        "![pixel](https://example.com/pixel.png) [x](javascript:window.hacked=1) <a href='javascript:1'>y</a>",
        '[z](https://example.com "\\"onmouseover=alert(1)") `<b>`',
        '```html\n<script>window.hacked = 1</script>\n<img src="https://example.com/b.png">\n```',
        '``` " onclick="x" data-code-action="new-file\nx\n```',
        "| <i>a</i> |\n|:--|\n| <svg onload=window.hacked=1> |",
      ].join("\n\n");
      await panel.show(restored([turn("t1", hostile, [text(hostile)])]));
      // The composer's ring is a drawing of our own.
      const page = await panel.page.evaluate<string>(
        "(() => { const root = document.querySelector('#root').cloneNode(true); root.querySelector('.composer').remove(); return root.innerHTML; })()",
      );
      assert.doesNotMatch(page, /<(script|img|svg|iframe|i|b)\b|style=/);
      assert.equal(
        await panel.page.evaluate(
          `[...document.querySelectorAll("*")].flatMap((e) => e.getAttributeNames()).filter((n) => n.startsWith("on")).length`,
        ),
        0,
      );
      assert.equal(await panel.page.evaluate("window.hacked"), undefined);
      assert.deepEqual(
        asked.filter((url) => url.includes("example.com")),
        [],
      );
    });

    it("hand links and code to the host", async () => {
      await panel.show(restored([turn("t1", "?", [text("See `src/a.ts:3`.\n\n```ts\nlet a\n```")])]));
      await panel.page.getByRole("link", { name: "src/a.ts:3" }).click();
      assert.deepEqual(await sentOf("open-link"), [{ type: "open-link", href: "src/a.ts:3" }]);
      await panel.page.getByRole("button", { name: "Insert at cursor" }).click();
      const place = { turnId: "t1", item: 0, from: 2, to: 5 };
      assert.deepEqual(await sentOf("code"), [{ type: "code", action: "insert", place }]);
    });

    it("fold a thought once it has ended, unless the user opened it", async () => {
      await panel.show(restored([], open(turn("t1", "?", []))));
      await panel.show([told({ type: "thought", delta: "Let me see" })]);
      await panel.page.getByText("Let me see").waitFor();
      await panel.show([told({ type: "thought-timed", ms: 4000 }, { type: "text", delta: "Two" })]);
      const fold = panel.page.getByRole("button", { name: "Thought for 4 s" });
      assert.equal(await fold.getAttribute("aria-expanded"), "false");
      await fold.click();
      await panel.show([told({ type: "text", delta: " and a half" }), answered]);
      assert.equal(await fold.getAttribute("aria-expanded"), "true");
    });
  });

  describe("approvals", () => {
    const asking = { state: "approval", nonce: "n1", ask: { kind: "edit", diff }, diff } as const;
    const waiting = (): ToPanel[] =>
      restored([], open(turn("t1", "?", [tool("e1", "edit_file", { path: diff.path }, asking)])));
    const card = () => panel.page.locator(".card.approval:focus");
    /** Keys and clicks count once the card has stood still for a while; its buttons show that. */
    const settle = (): Promise<void> =>
      panel.page.locator('.approval .button[aria-disabled="false"]').first().waitFor();

    it("take the focus; Enter allows once", async () => {
      await panel.page.evaluate(`document.addEventListener("focusin", ({ target }) => {
        globalThis.key = new KeyboardEvent("keydown", { key: "Enter", bubbles: true });
        target.dispatchEvent(key);
      }, { once: true })`);
      await panel.show(waiting());
      await card().waitFor();
      assert.deepEqual(await sentOf("approve"), [], "a key pressed as the card appears is not an answer");
      await settle();
      await panel.page.evaluate(`{
        const handledLate = new KeyboardEvent("keydown", { key: "Enter", bubbles: true });
        Object.defineProperty(handledLate, "timeStamp", { value: key.timeStamp });
        document.activeElement.dispatchEvent(handledLate);
      }`);
      assert.deepEqual(await sentOf("approve"), [], "nor is one that was pressed then and is handled later");
      await panel.page.keyboard.press("Enter");
      assert.deepEqual(await sentOf("approve"), [
        { type: "approve", nonce: "n1", decision: { type: "allowed", scope: "once" } },
      ]);
    });

    it("are denied by Escape, with the reason that was typed", async () => {
      await panel.show(waiting());
      await card().waitFor();
      await panel.page.getByRole("textbox", { name: /Reason/ }).fill("too large");
      await settle();
      await panel.page.keyboard.press("Escape");
      assert.deepEqual(await sentOf("approve"), [
        { type: "approve", nonce: "n1", decision: { type: "denied", reason: "too large" } },
      ]);
    });

    it("give the focus back to the composer, however they are answered", async () => {
      for (const name of ["Allow", "Allow in this chat", "Always in this workspace", "Deny"]) {
        await panel.show(waiting());
        await card().waitFor();
        await settle();
        await panel.page.getByRole("button", { name, exact: true }).focus();
        await panel.page.keyboard.press("Enter");
        await panel.page.locator("textarea:focus").waitFor();
        assert.equal((await sentOf("approve")).length, 1, name);
        await panel.show(restored([turn("t1", "?", [text("Done.")])]));
      }
    });

    it("leave the focus to a user who is writing", async () => {
      await panel.show(restored([], open(turn("t1", "?", []))));
      await panel.page.locator("textarea").fill("half a senten");
      await panel.show(waiting());
      await panel.page.keyboard.type("ce");
      await panel.show([]);
      assert.equal(await panel.page.locator("textarea").inputValue(), "half a sentence");
    });
  });

  describe("the composer", () => {
    it("sends by Enter, breaks by Shift+Enter, and leaves Enter to an input method", async () => {
      await panel.show(restored([]));
      const field = panel.page.locator("textarea");
      await field.fill("one");
      await field.press("Shift+Enter");
      await panel.page.keyboard.type("two");
      await field.dispatchEvent("keydown", { key: "Enter", isComposing: true });
      assert.deepEqual(await sentOf("ask"), []);
      await field.press("Enter");
      assert.deepEqual(await sentOf("ask"), [{ type: "ask", text: "one\ntwo", mode: "agent", chips: [] }]);
      await panel.show([]);
      assert.equal(await field.inputValue(), "");
    });

    it("queues a question, and sends it when the answer has ended", async () => {
      await panel.show(restored([], open(turn("t1", "?", []))));
      for (const question of ["first", "second"]) {
        await panel.page.locator("textarea").fill(question);
        await panel.page.keyboard.press("Enter");
        await panel.page.locator(".queued", { hasText: question }).waitFor();
      }
      assert.deepEqual(await sentOf("ask"), []);
      await panel.page.getByRole("button", { name: "Remove from the queue" }).last().click();
      await panel.show([answered]);
      assert.deepEqual(
        (await sentOf("ask")).map((ask) => ask.text),
        ["first"],
      );
      assert.equal(await panel.page.locator(".queued").count(), 0);
    });

    it("keeps queued questions after a stop, for the user to send", async () => {
      await panel.show(restored([], open(turn("t1", "?", []))));
      await panel.page.locator("textarea").fill("later");
      await panel.page.keyboard.press("Enter");
      await panel.page.getByRole("button", { name: "Stop", exact: true }).click();
      assert.equal((await sentOf("stop")).length, 1);
      await panel.show([told({ type: "turn-ended", at: 9, outcome: { type: "stopped" }, model: "Gemma" })]);
      assert.deepEqual(await sentOf("ask"), []);
      await panel.page.getByRole("button", { name: "Send now" }).click();
      assert.deepEqual(
        (await sentOf("ask")).map((ask) => ask.text),
        ["later"],
      );
    });

    it("recalls the last question by Up, and keeps an unsent text over a reload", async () => {
      await panel.show(restored([turn("t1", "What is this?", [])]));
      await panel.page.locator("textarea").press("ArrowUp");
      await panel.show([]);
      assert.equal(await panel.page.locator("textarea").inputValue(), "What is this?");
      await panel.page.keyboard.type(" And that?");
      await panel.show([]);
      await panel.reload();
      await panel.show(restored([turn("t1", "What is this?", [])]));
      assert.equal(await panel.page.locator("textarea").inputValue(), "What is this? And that?");
    });
  });

  describe("a long chat", () => {
    const top = (): Promise<number> => panel.page.evaluate(`document.querySelector(".scroller").scrollTop`);
    const below = (): Promise<number> =>
      panel.page.evaluate(
        `(({ scrollHeight, scrollTop, clientHeight }) => Math.round(scrollHeight - scrollTop - clientHeight))(document.querySelector(".scroller"))`,
      );

    it("keeps to the end until the user scrolls up, and goes back by the button", async () => {
      await panel.show(restored([], open(turn("t1", "?", [text("Begin\n\n".repeat(60))]))));
      await panel.stream("More\n\n".repeat(30), { perSecond: 400 });
      const more = panel.page.getByText("More", { exact: true });
      await until("all of it painted", async () => (await more.count()) === 30 || undefined);
      await until("the end in sight", async () => (await below()) === 0 || undefined);
      await panel.page.mouse.move(200, 200);
      const before = (await top()) - 120;
      await panel.page.mouse.wheel(0, -120);
      await panel.page.getByRole("button", { name: "Scroll to the end" }).waitFor();
      await until("the wheel's whole way", async () => (await top()) === before || undefined);
      await panel.stream("And more\n\n".repeat(30), { perSecond: 400 });
      assert.equal(await top(), before);
      await panel.page.getByRole("button", { name: "Scroll to the end" }).click();
      await until("the end", async () => (await below()) === 0 || undefined);
    });

    it("paints its end at once and earlier turns on scroll, without a jump", async () => {
      const turns = Array.from({ length: 400 }, (_, at) =>
        turn(`t${at}`, `Question ${at}`, [text("Answer\n\n".repeat(4))]),
      );
      await panel.show(restored(turns));
      await panel.page.getByText("Question 399").waitFor();
      assert.ok((await panel.page.locator(".turn").count()) < 40);
      const first = panel.page.locator(".turn").first();
      const name = (await first.locator(".bubble").textContent()) ?? "";
      const seen = panel.page.locator(".turn").filter({ has: panel.page.getByText(name, { exact: true }) });
      await panel.page.mouse.move(200, 200);
      const turnsBefore = await panel.page.locator(".turn").count();
      const place = await panel.page.evaluate(`new Promise((done) => {
        const scroller = document.querySelector(".scroller");
        scroller.scrollTop = 300;
        const turn = scroller.querySelector(".turn");
        const wanted = turn.getBoundingClientRect().top;
        new MutationObserver(() => requestAnimationFrame(() => done([wanted, turn.getBoundingClientRect().top].map(Math.round))))
          .observe(scroller.querySelector(".turns"), { childList: true });
      })`);
      assert.deepEqual([(place as number[])[0]], [(place as number[])[1]]);
      assert.ok((await panel.page.locator(".turn").count()) > turnsBefore);
      assert.equal(await seen.count(), 1);
    });
  });
});
