import assert from "node:assert/strict";
import { once } from "node:events";
import { newGate } from "../../support/gate.ts";
import { until } from "../../support/until.ts";
import {
  answers,
  type Exchange,
  type Script,
  scriptedServer,
  type ScriptedServer,
} from "../../unit/providers/support/scriptedServer.ts";
import { openPanelEditor, type PanelEditor } from "../panelEditor.ts";

const line = (json: object): string => `${JSON.stringify(json)}\n`;

/** An Ollama that has gemma3:4b, in memory until it is told to let go. */
class ScriptedOllama {
  inMemory = true;
  /** What the next pull is answered with. */
  pull: Script = answers(500, { error: "no pull was expected" });
  readonly asked: Exchange[] = [];

  readonly script: Script = (exchange, count) => {
    this.asked.push(exchange);
    const memory = {
      name: "gemma3:4b",
      context_length: 8192,
      size: 4e9,
      size_vram: 0,
      expires_at: "2400-01-01T00:00:00Z",
    };
    const scripts: Record<string, Script> = {
      "/v1/models": answers(200, { object: "list", data: [{ id: "gemma3:4b", owned_by: "library" }] }),
      "/api/version": answers(200, { version: "0.17.4" }),
      "/api/ps": answers(200, { models: this.inMemory ? [memory] : [] }),
      "/api/show": answers(200, { capabilities: ["completion"], model_info: { "gemma3.context_length": 131_072 } }),
      "/api/pull": (...given) => this.pull(...given),
      "/api/generate": (...given) => {
        this.inMemory = false;
        return answers(200, { done: true, done_reason: "unload" })(...given);
      },
    };
    return (scripts[exchange.path] ?? answers(404, "404 page not found"))(exchange, count);
  };

  of(path: string): Exchange[] {
    return this.asked.filter((each) => each.path === path);
  }
}

describe("Ollama on the set-up page", function () {
  this.timeout(60_000);
  const ollama = new ScriptedOllama();
  let server: ScriptedServer;
  let editor: PanelEditor;
  before(async function () {
    this.timeout(120_000);
    server = await scriptedServer(ollama.script);
    const settings = { "gemma.provider": "ollama", "gemma.baseUrl": server.baseUrl, "gemma.model": "gemma3:4b" };
    editor = await openPanelEditor({ settings });
    await editor.host.palette("Gemma: Set Up a Model");
  });
  after(async () => {
    await editor?.close();
    await server?.[Symbol.asyncDispose]();
  });

  const row = (label: string) => editor.panel.frame.locator(".setup-row").filter({ hasText: label });
  /** Picks a Gemma of the library to pull. */
  const choosePull = async (name: string) => {
    await editor.panel.button("Choose: Get a Gemma with Ollama").click();
    await editor.host.page.locator(".quick-input-list").getByText(name, { exact: true }).click();
  };

  it("lists what is in memory by a command", async () => {
    // The page is there, and with it the focus.
    await row("gemma3:4b").getByText("In memory", { exact: true }).waitFor();
    await editor.host.palette("Gemma: Show Models in Ollama's Memory…");
    const list = editor.host.page.locator(".quick-input-list");
    await list.getByText("gemma3:4b", { exact: true }).waitFor();
    await list.getByText("8,192 tokens · 4.0 GB in main memory · stays until unloaded").waitFor();
    await editor.host.page.keyboard.press("Escape");
    await list.waitFor({ state: "hidden" });
    assert.equal(ollama.of("/api/generate").length, 0);
  });

  it("shows what is in memory, and takes it out", async () => {
    const memory = row("gemma3:4b");
    await memory.getByText("8,192 tokens · 4.0 GB in main memory · stays until unloaded").waitFor();
    await memory.getByText("In memory", { exact: true }).waitFor();
    await editor.panel.button("Unload gemma3:4b").click();
    await memory.getByText("In memory", { exact: true }).waitFor({ state: "detached" });
    assert.deepEqual(
      ollama.of("/api/generate").map(({ body }) => body),
      [{ model: "gemma3:4b", keep_alive: 0, stream: false }],
    );
  });

  it("pulls a Gemma with progress; cancelling closes the connection and changes nothing", async () => {
    ollama.pull = ({ response }) => {
      response.write(line({ status: "pulling manifest" }));
      response.write(line({ status: "pulling aa11", digest: "aa11", total: 1000e6, completed: 400e6 }));
    };
    await choosePull("gemma3:1b");
    const bar = editor.panel.frame.locator(".engine");
    await bar.getByText("Downloading gemma3:1b 40%").waitFor();
    await bar.getByText("400 MB of 1.0 GB").waitFor();
    await editor.panel.button("Cancel the download").click();
    await ollama.of("/api/pull")[0]?.closed;
    await bar.waitFor({ state: "detached" });
    assert.equal(await editor.panel.frame.locator(".card.error").count(), 0);
  });

  it("says what is wrong when the disk is full", async () => {
    ollama.pull = ({ response }) => void response.end(line({ error: "write /models/x: no space left on device" }));
    await choosePull("gemma3:1b");
    await editor.panel.frame.getByText(/The disk on which Ollama .* is full/).waitFor();
  });

  it("uses the model once it is there", async () => {
    const gate = newGate();
    ollama.pull = async ({ response }) => {
      response.write(line({ status: "pulling aa11", digest: "aa11", total: 1000e6, completed: 999e6 }));
      await gate.opened;
      response.end(line({ status: "success" }));
      await once(response, "close");
    };
    await choosePull("gemma3:1b");
    await editor.panel.frame.getByText("Downloading gemma3:1b 99%").waitFor();
    gate.open();
    const chosen = () =>
      editor.host.inEditor((vscode) => vscode.workspace.getConfiguration("gemma").get<string>("model"));
    await until("the model to be chosen", async () => ((await chosen()) === "gemma3:1b" ? true : undefined));
    await editor.panel.composer.waitFor();
    assert.deepEqual(editor.problems, []);
  });
});
