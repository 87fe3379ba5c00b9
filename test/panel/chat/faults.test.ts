import assert from "node:assert/strict";
import { freePort } from "../../support/freePort.ts";
import { fail, html, say, type Step } from "../../support/scriptedAnswer.ts";
import type { ScriptedServer } from "../../support/scriptedServer.ts";
import { openPanelEditor, type PanelEditor } from "../panelEditor.ts";
import { messagesOf } from "../sent.ts";

/** What goes wrong, what the card must say of it, and a way out it offers. `shown`: what had streamed and must stay. */
type Fault = {
  what: string;
  steps?: Step[];
  baseUrl?: (server: ScriptedServer) => Promise<string> | string;
  says: RegExp;
  offers: string;
  shown?: string;
};

const faults: Fault[] = [
  {
    what: "a refused key",
    steps: [fail(401, "Invalid API key")],
    says: /needs a key|refused the key/,
    offers: "Set key",
  },
  { what: "no credit", steps: [fail(402, "Insufficient credits")], says: /no credit/, offers: "Choose another model" },
  { what: "a limit", steps: [fail(429, "Slow down", { "retry-after": "7" })], says: /slow down/, offers: "Try again" },
  { what: "a server's own failure", steps: [fail(500, "boom")], says: /failed.*boom/, offers: "Try again" },
  {
    what: "an unknown model",
    steps: [fail(404, "model not found")],
    says: /does not offer/,
    offers: "Choose another model",
  },
  { what: "a web page", steps: [html()], says: /web page/, offers: "Try again" },
  {
    what: "a body that is no JSON",
    steps: [{ type: "status", status: 200, body: "It works!", headers: { "Content-Type": "application/json" } }],
    says: /not a model|something that is not|base URL/,
    offers: "Try again",
  },
  {
    what: "a stream of no JSON",
    steps: [{ type: "raw", text: "data: {oops\n\n" }, { type: "end" }],
    says: /./,
    offers: "Try again",
  },
  { what: "an empty answer", steps: [say("")], says: /empty answer/, offers: "Try again" },
  {
    what: "a stream cut in the middle",
    steps: [say("Half of it."), { type: "cut" }],
    says: /./,
    offers: "Try again",
    shown: "Half of it.",
  },
  {
    what: "a stream that ends without its end",
    steps: [say("Half of it."), { type: "end" }],
    says: /./,
    offers: "Try again",
    shown: "Half of it.",
  },
  {
    what: "an error within the stream",
    steps: [
      say("Half of it."),
      { type: "chunk", json: { error: { message: "GPU on fire", code: 500 } } },
      { type: "end" },
    ],
    says: /GPU on fire/,
    offers: "Try again",
    shown: "Half of it.",
  },
  {
    what: "a port where nobody listens",
    baseUrl: async () => `http://127.0.0.1:${await freePort()}/v1`,
    says: /nothing listens|not running|refused the connection/,
    offers: "Try again",
  },
  {
    what: "an unknown host",
    baseUrl: () => "http://gemma.invalid/v1",
    says: /no such host/,
    offers: "Try again",
  },
  {
    what: "HTTPS where plain HTTP is spoken",
    baseUrl: ({ port }) => `https://127.0.0.1:${port}/v1`,
    says: /HTTPS/,
    offers: "Open settings",
  },
  { what: "no address at all", baseUrl: () => "nonsense", says: /not a URL/, offers: "Open settings" },
];

describe("faults in the panel", function () {
  this.timeout(60_000);
  let editor: PanelEditor;
  before(async function () {
    this.timeout(120_000);
    // What passes is asked again by itself; here every fault shows its card.
    editor = await openPanelEditor({ settings: { "gemma.retries": 0 } });
  });
  after(() => editor?.close());
  beforeEach(() => editor.panel.startAfresh());
  afterEach(() => editor.host.setSettings({ "gemma.baseUrl": editor.server.baseUrl }));

  for (const { what, steps, baseUrl, says, offers, shown } of faults) {
    it(`tells of ${what}, keeps what had streamed, and answers the next question`, async () => {
      const { panel, server, host } = editor;
      server.setScript([...(steps ? [steps] : []), [say("Well again.")]]);
      if (baseUrl) await host.setSettings({ "gemma.baseUrl": await baseUrl(server) });
      await panel.ask("Will it fail?");
      await panel.errorCard.waitFor();
      const words = await panel.errorCard.locator(".card-title").innerText();
      assert.match(words, says);
      assert.doesNotMatch(words, /undefined|\[object|TypeError|ECONN|ENOTFOUND|at .*\.js| at The /, "words for a user");
      assert.ok((await panel.errorCard.getByRole("button").allInnerTexts()).includes(offers), words);
      if (shown) assert.match(await panel.lastTurn.locator(".markdown").innerText(), new RegExp(shown));
      if (baseUrl) await host.setSettings({ "gemma.baseUrl": server.baseUrl });
      const at = server.requests.length;
      assert.match(await panel.answerTo("And now?"), /Well again\./);
      assert.equal(await panel.frame.locator(".card.error button").count(), 0, "an earlier card offers nothing");
      const told = messagesOf(server.requests[at]).map(({ role }) => role);
      assert.deepEqual(told, shown ? ["system", "user", "assistant", "user"] : ["system", "user"]);
    });
  }

  it("retries from the card, replacing the failed attempt", async () => {
    const { panel, server } = editor;
    server.setScript([[fail(503, "busy")], [say("Now I can.")]]);
    await panel.ask("Busy?");
    await panel.errorCard.getByRole("button", { name: "Try again" }).click();
    await panel.lastTurn.getByText("Now I can.").waitFor();
    assert.equal(await panel.turns.count(), 1);
    assert.equal(await panel.frame.locator(".card.error").count(), 0);
  });

  it("log no errors in the panel's page", () => assert.deepEqual(editor.problems, []));
});
