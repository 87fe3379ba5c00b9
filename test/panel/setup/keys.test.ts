import assert from "node:assert/strict";
import { holders } from "../../support/filesBelow.ts";
import { fail, say } from "../../support/scriptedAnswer.ts";
import { until } from "../../support/until.ts";
import { openPanelEditor, type PanelEditor } from "../panelEditor.ts";

const planted = "sk-planted-5f1b0c7d2e9a4836";

describe("an API key", function () {
  this.timeout(60_000);
  let editor: PanelEditor;
  before(async function () {
    this.timeout(120_000);
    editor = await openPanelEditor({ settings: { "gemma.provider": "keeprouter", "gemma.model": "gemma-4-31B-it" } });
  });
  after(() => editor?.close());

  it("is asked for, tried, and sent with the questions", async () => {
    const { panel, server, host } = editor;
    const at = server.requests.length;
    server.setScript([[say("With a key.")]]);
    await host.palette("Gemma: Set API Key…");
    const input = host.page.locator(".quick-input-widget:visible input.input");
    await input.and(host.page.locator("[type=password]")).waitFor();
    await input.fill(planted);
    await input.press("Enter");
    await host.page.getByText("KeepRouter: the key is stored.").first().waitFor();
    assert.ok(server.others.includes("GET /v1/models"), "the key was tried");
    assert.match(await panel.answerTo("Do you have it?"), /With a key\./);
    assert.equal(server.requests[at]?.headers.authorization, `Bearer ${planted}`);
  });

  it("is removed from a server's words", async () => {
    const { panel, server } = editor;
    server.setScript([[fail(401, `Incorrect API key provided: ${planted}`)]]);
    await panel.ask("Is it valid?");
    await panel.errorCard.waitFor();
    const words = await panel.errorCard.innerText();
    assert.match(words, /refused the key/);
    assert.ok(!words.includes(planted), words);
  });

  it("is in no file of the editor: settings, logs, chats, state", async () => {
    const { host, panel, folder } = editor;
    await until("the chat on disk", () => holders(host.data, "Is it valid?")[0]);
    for (const form of [planted, Buffer.from(planted).toString("base64").replace(/=*$/, "").slice(2, -2)]) {
      assert.deepEqual([...holders(host.data, form), ...holders(folder, form)], []);
    }
    assert.ok(!(await panel.frame.content()).includes(planted));
  });

  it("is in none of the browser's stores except the editor's secret storage", async () => {
    await editor.panel.choose("Agent");
    const kept = await until("the extension's state, where this test looks", async () => {
      const all = await editor.host.page.evaluate<{ place: string; text: string }[]>(browserStores);
      return all.some(({ text }) => text.includes("gemma.mode")) ? all : undefined;
    });
    const holding = kept.filter(({ text }) => text.includes(planted)).map(({ place }) => place);
    assert.deepEqual(holding, []);
  });

  it("is gone when the user removes it", async () => {
    const { panel, server, host } = editor;
    const at = server.requests.length;
    server.setScript([[say("Without a key.")]]);
    await host.palette("Gemma: Remove API Key…");
    await host.page.locator(".quick-input-widget .monaco-list-row", { hasText: "KeepRouter" }).click();
    await host.page.getByText("KeepRouter: the stored key is forgotten.").first().waitFor();
    await panel.ask("Do you still have it?");
    await panel.lastTurn.locator(".foot").waitFor();
    assert.equal(server.requests[at]?.headers.authorization, undefined);
  });
});

describe("a key for a server on this machine", function () {
  this.timeout(60_000);
  let editor: PanelEditor;
  before(async function () {
    this.timeout(120_000);
    editor = await openPanelEditor({ settings: { "gemma.provider": "llama-server", "gemma.model": "gemma-3-270m" } });
  });
  after(() => editor?.close());

  it("is asked for where the server wants one, and can be forgotten", async () => {
    const { panel, server, host } = editor;
    const at = server.requests.length;
    server.setScript([[fail(401, "Invalid API Key")], [say("With a key.")]]);
    await panel.ask("May I?");
    await panel.errorCard.getByRole("button", { name: "Set key" }).click();
    const input = host.page.locator(".quick-input-widget:visible input[type=password]");
    await input.fill(planted);
    await input.press("Enter");
    await host.page.getByText("llama-server: the key is stored.").first().waitFor();
    await panel.errorCard.getByRole("button", { name: "Try again" }).click();
    await panel.lastTurn.getByText("With a key.").waitFor();
    assert.equal(server.requests[at]?.headers.authorization, undefined);
    assert.equal(server.requests[at + 1]?.headers.authorization, `Bearer ${planted}`);
    await host.palette("Gemma: Remove API Key…");
    await host.page.locator(".quick-input-widget .monaco-list-row", { hasText: "llama-server" }).click();
    server.setScript([[say("Without a key.")]]);
    await panel.answerTo("And now?");
    assert.equal(server.requests[at + 2]?.headers.authorization, undefined);
  });
});

/** All that the page keeps: local and session storage, and every record of every database, as text. */
const browserStores = `(async () => {
  const plain = Object.entries({ ...localStorage, ...sessionStorage }).map(([place, text]) => ({ place, text }));
  const settled = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const found = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await settled(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const objects = database.transaction(store).objectStore(store);
      const [keys, values] = [settled(objects.getAllKeys()), settled(objects.getAll())];
      found.push({ place: name + " " + store, text: JSON.stringify([await keys, await values]) });
    }
    database.close();
  }
  return [...plain, ...found];
})()`;
