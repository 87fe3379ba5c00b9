import assert from "node:assert/strict";
import { holders } from "../../support/filesBelow.ts";
import { fail, say, type Step } from "../../support/scriptedAnswer.ts";
import { until } from "../../support/until.ts";
import { openPanelEditor, type PanelEditor } from "../panelEditor.ts";

/** One in the environment, one that the user sets: both are looked for everywhere at the end. */
const inEnvironment = "sk-env-planted-0a1b2c3d4e5f60718293";
const stored = "sk-set-planted-9f8e7d6c5b4a39281706";

/** Every way a server might hand a key back. None is retried: the wait would only be slow. */
const echoes = (key: string): readonly Step[][] => [
  [fail(401, `Incorrect API key provided: ${key}`)],
  [fail(403, "No", { "WWW-Authenticate": `Bearer realm="${key}"`, "X-Echo-Authorization": `Bearer ${key}` })],
  [page(403, `<html><title>${key}</title><p>Authorization: Bearer ${key}</p></html>`)],
  [page(200, `<!doctype html><form><input name="key" value="${key}"></form>`)],
  [{ type: "status", status: 400, body: { error: `${key} is no key`, key, headers: { authorization: key } } }],
  [{ type: "status", status: 404, body: `no route for ${key}` }],
  [say("Half of it."), { type: "chunk", json: { error: { message: `Bearer ${key} was revoked`, code: 401 } } }],
  [say("Half of it."), { type: "raw", text: `data: {"key":"${key}\n\n` }, { type: "end" }],
  [{ type: "status", status: 429, body: { error: { message: key } }, headers: { "Retry-After": "36000" } }],
];
const page = (status: number, body: string): Step => ({
  type: "status",
  status,
  body,
  headers: { "Content-Type": "text/html" },
});

describe("a planted key", function () {
  this.timeout(120_000);
  let editor: PanelEditor;
  const cards: string[] = [];
  let asked = 0;
  before(async () => {
    editor = await openPanelEditor({
      settings: { "gemma.provider": "keeprouter", "gemma.model": "gemma-4-31B-it" },
      env: { KEEPROUTER_KEY: inEnvironment },
    });
  });
  after(() => editor?.close());

  const provoke = async (key: string): Promise<void> => {
    const { panel, server } = editor;
    for (const steps of echoes(key)) {
      const at = server.requests.length;
      server.setScript([steps]);
      await panel.ask(`Question ${++asked}`);
      await panel.turns
        .nth(asked - 1)
        .locator(".card.error")
        .waitFor();
      assert.equal(server.requests[at]?.headers.authorization, `Bearer ${key}`, "the key was sent");
      cards.push(await panel.errorCard.innerText());
    }
  };

  it("of the environment is sent, and echoed in nine ways", async () => {
    await provoke(inEnvironment);
  });

  it("that the user sets is sent instead, and echoed too", async () => {
    const { host } = editor;
    await host.palette("Gemma: Set API Key…");
    const input = host.page.locator(".quick-input-widget:visible input[type=password]");
    await input.fill(stored);
    await input.press("Enter");
    await host.page.getByText("KeepRouter: the key is stored.").first().waitFor();
    await provoke(stored);
  });

  it("is in no card, in no page, and not in the exported chat", async () => {
    const { host, panel } = editor;
    assert.equal(cards.length, 2 * echoes("").length);
    await host.inEditor(async (vscode) => {
      await vscode.commands.executeCommand("gemma.exportChat");
    });
    const exported = await until("the exported chat", () =>
      host.inEditor((vscode) =>
        vscode.workspace.textDocuments.map((each) => each.getText()).find((text) => /Question 3/.test(text)),
      ),
    );
    const frames = await Promise.all(host.page.frames().map((frame) => frame.content().catch(() => "")));
    const places = { cards: cards.join("\n"), exported, panel: await panel.frame.content(), pages: frames.join("\n") };
    for (const [place, text] of Object.entries(places)) {
      for (const key of [inEnvironment, stored]) assert.ok(!text.includes(key), `${place} holds ${key.slice(0, 6)}…`);
    }
    assert.match(places.exported, /Half of it\./, "the export is this chat");
  });

  it("lies in no file: chats, logs, settings, state, workspace", async () => {
    const { host, folder } = editor;
    await until("the chat on disk", () => holders(host.data, `Question ${asked}`)[0]);
    assert.ok(holders(host.data, "[info]").length > 0, "the logs are where this test looks");
    for (const key of [inEnvironment, stored]) {
      for (const form of [key, Buffer.from(key).toString("base64").slice(2, -2), encodeURIComponent(key)]) {
        assert.deepEqual([...holders(host.data, form), ...holders(folder, form)], []);
      }
    }
  });
});
