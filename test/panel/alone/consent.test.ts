import assert from "node:assert/strict";
import { shownAsk } from "../../../src/agent/approval/ask.ts";
import type { ShownAsk } from "../../../src/agent/transcript/turnEvent.ts";
import type { ToHost, ToPanel } from "../../../src/chat/protocol/protocol.ts";
import type { PanelPage } from "../../support/panel/panelPage.ts";
import { open, text, tool, turn, under, state } from "../../support/panel/scenes.ts";
import { until } from "../../support/until.ts";
import { panelAlone } from "./aloneBrowser.ts";

const edit = (path: string, before: string | undefined, after: string): ShownAsk =>
  shownAsk({ kind: "edit", change: { path, before, after } });
const waiting = (ask: ShownAsk, id = "e1", words = "I change it."): ToPanel[] => [
  under(
    open(
      turn("t1", "?", [
        text(words, 1),
        tool(id, "edit_file", { path: "a.ts" }, { step: 1, state: "approval", nonce: `n-${id}`, ask }),
      ]),
    ),
  ),
  state(),
];
const small = edit("a.ts", "const a = 1;\n", "const a = 2;\n");

/** What a card allows is what was seen, and what was meant. */
describe("consent on the panel's card", () => {
  const page = panelAlone();
  let panel: PanelPage;
  beforeEach(() => (panel = page()));

  const answers = async (): Promise<ToHost[]> => (await panel.sent()).filter(({ type }) => type === "approve");
  const button = (name: string) => panel.page.getByRole("button", { name, exact: true });
  const ready = () => panel.page.locator('.approval .button[aria-disabled="false"]').first().waitFor();
  /** The card has just changed its size, so it must stand anew before a click counts. */
  const allowedAtLast = () =>
    until("the click that counts", async () => {
      await button("Allow").click();
      return (await answers()).length === 1 || undefined;
    });
  const middleOf = async (name: string): Promise<{ x: number; y: number }> => {
    const box = await button(name).boundingBox();
    assert.ok(box);
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };

  describe("is not given by accident", () => {
    it("by words typed for the composer", async () => {
      await panel.show(waiting(small));
      await ready();
      await panel.page.keyboard.type("no wait");
      await panel.page.keyboard.press("Enter");
      assert.deepEqual(await answers(), []);
      assert.match(await panel.page.locator(".queued").innerText(), /no wait/);
    });
    for (const key of ["ArrowDown", "Backspace", "Delete", "F2", "PageUp"])
      it(`by Enter after ${key}; the card takes it again once it is focused anew`, async () => {
        await panel.show(waiting(small));
        await ready();
        await panel.page.keyboard.press(key);
        await panel.page.keyboard.press("Enter");
        assert.deepEqual(await answers(), []);
        await panel.page.locator("textarea").focus();
        await panel.page.locator(".card.approval").focus();
        await panel.page.keyboard.press("Enter");
        assert.equal((await answers()).length, 1);
      });
    it("by a click as soon as it appears", async () => {
      await panel.show(waiting(small));
      const { x, y } = await middleOf("Allow");
      await panel.page.mouse.click(x, y);
      assert.deepEqual(await answers(), []);
    });
    it("by a click after it moved", async () => {
      await panel.show(waiting(small));
      await ready();
      await panel.show(waiting(small, "e1", "I change it.\n\n\n\nAnd more.\n\n- a\n- b\n- c"));
      const { x, y } = await middleOf("Allow");
      await panel.page.mouse.click(x, y);
      assert.deepEqual(await answers(), []);
      await ready();
      await panel.page.mouse.click(x, y);
      assert.equal((await answers()).length, 1);
    });
    it("by the second of two clicks on one spot", async () => {
      await panel.show(waiting(small));
      await ready();
      const { x, y } = await middleOf("Allow");
      await panel.page.mouse.click(x, y);
      await panel.show(waiting(edit("b.ts", undefined, "b\n"), "e2"));
      assert.equal(
        await panel.page.locator(".card.approval").isVisible(),
        false,
        "it does not appear under the pointer",
      );
      await panel.page.mouse.click(x, y);
      assert.deepEqual(
        (await answers()).map((each) => each.type === "approve" && each.nonce),
        ["n-e1"],
      );
      await panel.page.mouse.move(x + 30, y + 30);
      await ready();
      await button("Allow").click();
      assert.equal((await answers()).length, 1);
    });
    it("for ever: a card that was held back under a pointer that rests can be answered", async () => {
      await panel.show(waiting(small));
      await ready();
      const { x, y } = await middleOf("Allow");
      await panel.page.mouse.click(x, y);
      await panel.show(waiting(edit("b.ts", undefined, "b\n"), "e2"));
      await ready();
      await panel.page.mouse.click(x, y);
      assert.equal((await answers()).length, 2);
    });
    it("by keys that were pressed in the composer with a draft", async () => {
      await panel.show([{ type: "restored", chatId: "c1", transcript: { settled: [], open: undefined } }, state()]);
      await panel.page.locator("textarea").fill("draft");
      await panel.show(waiting(small));
      await ready();
      assert.equal(await panel.page.locator("textarea:focus").count(), 1);
    });
    it("by keys held down", async () => {
      await panel.show(waiting(small));
      await ready();
      await panel.page.locator(".card.approval").dispatchEvent("keydown", { key: "Enter", repeat: true });
      assert.deepEqual(await answers(), []);
    });
  });

  describe("covers only what was shown", () => {
    const shown = () => panel.page.locator(".card.approval").innerText();
    const unseen: Record<string, [string, RegExp]> = {
      "a bidi override": ["if (admin\u202e) {", /U\+202E/],
      "a zero-width space": ["ad\u200bmin()", /U\+200B/],
      "a line separator": ["// note\u2028run()", /U\+2028/],
      "a carriage return": ["// note\rrun()", /CR/],
      "a no-break space": ["a\u00a0= 1", /U\+00A0/],
      "a Hangul filler": ["const \u3164 = 1", /U\+3164/],
      "a tag character": ["a\u{e0041}b", /U\+E0041/],
      "a variation selector": ["a\ufe01b", /U\+FE01/],
      "an escape": ["\u001b[2J", /ESC/],
      "a soft hyphen": ["pass\u00adword", /U\+00AD/],
    };
    for (const [what, [line, sign]] of Object.entries(unseen))
      it(`with a visible sign for ${what}`, async () => {
        await panel.show(waiting(edit("a.ts", "x\n", `x\n${line}\n`)));
        assert.match(await shown(), sign);
        assert.doesNotMatch(await shown(), /[\u202e\u200b\u2028\u00a0\u3164\u00ad\ufe01]/u);
        await panel.show(waiting({ kind: "command", command: line, cwd: "." }, "e2"));
        assert.match(await shown(), sign);
      });
    it("with visible signs in a path, also for a line feed", async () => {
      await panel.show(waiting(edit("src/\u202egpj.\nts", undefined, "x\n")));
      assert.match(await shown(), /U\+202Egpj\.LFts/);
    });
    it("with changed line ends", async () => {
      await panel.show(waiting(edit("a.sh", "a\nb\n", "a\r\nb\r\n")));
      assert.equal(await panel.page.locator(".diff-row.added .sign").count(), 2);
    });
    it("with a count of blanks that would push code out of view", async () => {
      await panel.show(waiting(edit("a.py", "x = 1\n", `x = 1${" ".repeat(400)};import os\n`)));
      assert.match(await panel.page.locator(".diff-row.added").innerText(), /x = 1400 blanks;import os/);
    });
    it("with code after many spaces, inside the card", async () => {
      await panel.show(waiting(edit("a.py", "x = 1\n", `x = 1${" ".repeat(59)};import os${"x".repeat(300)}\n`)));
      const card = await panel.page.locator(".card.approval").boundingBox();
      const end = await panel.page.evaluate<{ right: number; bottom: number }>(`{
        const code = document.querySelector(".diff-row.added code");
        const range = document.createRange();
        const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
        let last; while (walker.nextNode()) last = walker.currentNode;
        range.setStart(last, last.data.length - 2); range.setEnd(last, last.data.length);
        range.getBoundingClientRect().toJSON();
      }`);
      assert.ok(card && end.right <= card.x + card.width);
    });
    it("only after all lines were shown", async () => {
      await panel.show(waiting(edit("a.ts", undefined, "line\n".repeat(400))));
      await ready();
      assert.equal(await button("Allow").getAttribute("aria-disabled"), "true");
      await panel.page.keyboard.press("Enter");
      await button("Allow").dispatchEvent("click");
      assert.deepEqual(await answers(), []);
      await button("Show all 400 lines").click();
      await allowedAtLast();
    });
    for (const [what, after] of [
      ["many lines", "line\n".repeat(6000)],
      ["a long line", `${"x".repeat(5000)}\n`],
    ] as const)
      it(`only after ${what} were opened in the editor`, async () => {
        await panel.show(waiting(edit("a.ts", undefined, after)));
        await ready();
        const all = button("Show all 5,000 lines");
        if (await all.count()) await all.click();
        assert.equal(await button("Allow").getAttribute("aria-disabled"), "true");
        await panel.page
          .getByRole("button", { name: /in the editor$/ })
          .last()
          .click();
        assert.ok((await panel.sent()).some(({ type }) => type === "open-diff"));
        await allowedAtLast();
      });
    it("with a mark and without standing consent if programs obey the file", async () => {
      await panel.show(waiting(edit(".vscode/launch.json", undefined, "{}\n")));
      assert.match(await shown(), /The editor obeys this file/);
      assert.equal(await button("Always in this workspace").count(), 0);
      assert.equal(await button("Allow in this chat").count(), 0);
      await panel.show(waiting(small, "e2"));
      assert.equal(await button("Always in this workspace").count(), 1);
    });
  });
});
