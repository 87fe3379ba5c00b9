import assert from "node:assert/strict";
import { open, state, text, tool, turn, under } from "../../support/panel/scenes.ts";
import type { PanelPage } from "../../support/panel/panelPage.ts";
import { panelAlone } from "./aloneBrowser.ts";

/** What an answer, a tool's result or a name might try. Each must show as text, or not at all. */
const hostile: readonly string[] = [
  "<script>globalThis.hit = 1</script>",
  "<img src=x onerror='globalThis.hit = 1'>",
  "<svg onload='globalThis.hit = 1'></svg>",
  "<svg><animate onbegin='globalThis.hit = 1' attributeName=x dur=1s></svg>",
  "<iframe srcdoc='<script>parent.hit = 1</script>'></iframe>",
  "<iframe src='https://evil.example'></iframe>",
  "<object data='https://evil.example/x.swf'></object>",
  "<embed src='https://evil.example/x'>",
  "<form action='https://evil.example'><button>Go</button></form>",
  "<input autofocus onfocus='globalThis.hit = 1'>",
  "<details open ontoggle='globalThis.hit = 1'>x</details>",
  "<video><source onerror='globalThis.hit = 1'></video>",
  "<audio src='https://evil.example/a.mp3' autoplay></audio>",
  "<link rel=stylesheet href='https://evil.example/x.css'>",
  "<style>* { display: none } @import 'https://evil.example/x.css';</style>",
  "<meta http-equiv=refresh content='0;url=https://evil.example'>",
  "<base href='https://evil.example/'>",
  "<math><mtext><table><mglyph><style><img src=x onerror='globalThis.hit = 1'></style></mglyph></table></mtext></math>",
  "<a href='javascript:globalThis.hit = 1'>x</a>",
  "<div style='background: url(https://evil.example/b.png)'>x</div>",
  "<div id='root' class='card approval' data-code-action='apply'>x</div>",
  "[x](javascript:globalThis.hit=1)",
  "[x](JaVaScRiPt:globalThis.hit=1)",
  "[x](java\nscript:globalThis.hit=1)",
  "[x](data:text/html,<script>hit=1</script>)",
  "[x](vbscript:x)",
  "[x](command:workbench.action.terminal.new)",
  "[x](vscode://gemma-code.gemma-code/openrouter?code=x)",
  "[x](file:///etc/passwd)",
  "![x](https://evil.example/beacon.png)",
  "![x](data:image/svg+xml;base64,PHN2Zy8+)",
  "![x](//evil.example/b.png)",
  "[![x](https://evil.example/b.png)](command:x)",
  "[a]: javascript:globalThis.hit=1\n\n[a]",
  "<https://evil.example/auto>\n\n<javascript:hit=1>",
  "`<img src=x onerror=hit=1>`",
  "```html\n<img src=x onerror=hit=1>\n```",
  '```"><img src=x onerror=hit=1>\nx\n```',
  "| <img src=x onerror=hit=1> |\n| --- |\n| <script>hit=1</script> |",
  "$$\\href{javascript:hit=1}{x}$$ $\\url{javascript:hit=1}$",
  "&lt;img src=x onerror=hit=1&gt; &#60;script&#62;hit=1&#60;/script&#62;",
  "<!-- --><img src=x onerror=hit=1><!--",
  "<xmp><img src=x onerror=hit=1></xmp><noscript><img src=x onerror=hit=1></noscript>",
];
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
