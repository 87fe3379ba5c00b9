import assert from "node:assert/strict";
import { open, state, text, tool, turn, under } from "../../support/panel/scenes.ts";
import type { PanelPage } from "../../support/panel/panelPage.ts";
import { hostile } from "../../support/hostileWords.ts";
import { panelAlone } from "./aloneBrowser.ts";

const elements =
  /^(p|br|hr|a|em|strong|s|del|code|pre|span|div|ul|ol|li|blockquote|table|thead|tbody|tr|th|td|h[1-6]|button|i|wbr|mark|sup|sub|kbd|input|dl|dt|dd|svg|path|section|details|summary|label)$/;

describe("hostile answers", () => {
  const page = panelAlone();
  let panel: PanelPage;
  beforeEach(() => (panel = page()));

  const judge = async (what: string): Promise<void> => {
    const found = await panel.page.evaluate<{ hit: unknown; names: string[]; on: string[]; addresses: string[] }>(`{
      const all = [...document.querySelectorAll(".turn *")];
      ({
        hit: globalThis.hit,
        names: [...new Set(all.map((each) => each.localName))],
        on: all.flatMap((each) => each.getAttributeNames().filter((name) => /^on|^srcdoc$|^style$/.test(name) && each.closest(".markdown"))),
        addresses: all.flatMap((each) => ["href", "src", "action", "data", "formaction"].map((name) => each.getAttribute(name)).filter(Boolean)),
      });
    }`);
    assert.equal(found.hit, undefined, what);
    assert.deepEqual(
      found.names.filter((name) => !elements.test(name)),
      [],
      what,
    );
    assert.deepEqual(found.on, [], what);
    for (const address of found.addresses) assert.match(address, /^(https?:\/\/|[\w.#/]+$)/, what);
  };

  it("run nothing, load nothing and link to no command", async () => {
    const loaded: string[] = [];
    panel.page.on("request", (request) => loaded.push(request.url()));
    for (const words of hostile) {
      await panel.show([under(open(turn("t1", words, [text(words)]))), state()]);
      await judge(words);
    }
    assert.deepEqual(
      loaded.filter((url) => url.includes("evil") || url.startsWith("data:")),
      [],
    );
  });

  it("are no better in a tool's name, arguments and result", async () => {
    for (const words of hostile) {
      const call = tool("e1", words, { path: words, text: words }, { step: 1, result: words, title: words });
      await panel.show([under(open(turn("t1", "?", [call]))), state()]);
      for (const fold of await panel.page.locator(".turn [aria-expanded=false]").all()) await fold.click();
      await judge(words);
    }
  });
});
