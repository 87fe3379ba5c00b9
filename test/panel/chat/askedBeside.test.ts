import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { holders } from "../../support/filesBelow.ts";
import { say, type Step } from "../../support/scriptedAnswer.ts";
import { until } from "../../support/until.ts";
import { faintTexts } from "../contrast.ts";
import { checkout, openPanelEditor, type PanelEditor } from "../panelEditor.ts";

const model = "google/gemma-4-26b-a4b-it";
const openRouter = { "gemma.provider": "openrouter", "gemma.model": model };

const keys = { OPENROUTER_API_KEY: "key-of-this-test", RUNWARE_API_KEY: "key-of-this-test" };

describe("options of a question", function () {
  this.timeout(60_000);
  let editor: PanelEditor;
  before(async function () {
    this.timeout(120_000);
    editor = await openPanelEditor({ settings: openRouter, env: keys });
  });
  after(() => editor?.close());

  describe("the level of thinking", () => {
    const select = () => editor.panel.frame.getByRole("combobox", { name: "Thinking" });
    /** The fields of the request that the question makes. */
    const sent = async (question: string): Promise<Record<string, unknown>> => {
      const { panel, server } = editor;
      const at = server.requests.length;
      server.setScript([[say("Answered.")]]);
      await panel.answerTo(question);
      return server.requests[at]?.body as Record<string, unknown>;
    };

    it("is chosen beside the model, also by keyboard, and sent with the next question", async () => {
      const { panel } = editor;
      assert.equal("reasoning" in (await sent("As it is?")), false);
      assert.deepEqual(await select().locator("option").allInnerTexts(), ["Default", "Off", "Low", "Medium", "High"]);
      await panel.button("Send").waitFor();
      await select().focus();
      await select().press("h");
      await until("the choice", async () => (await select().inputValue()) === "high" || undefined);
      assert.deepEqual((await sent("Think hard?"))["reasoning"], { effort: "high" });
      await select().selectOption("off");
      assert.deepEqual((await sent("At once?"))["reasoning"], { enabled: false });
    });

    it("is remembered per model, also after using a model without the choice", async () => {
      const { host } = editor;
      await host.setSettings({ "gemma.model": "google/gemma-3-4b-it" });
      await select().waitFor({ state: "detached" });
      assert.equal("reasoning" in (await sent("Without it?")), false);
      await host.setSettings({ "gemma.model": model });
      await select().waitFor();
      assert.equal(await select().inputValue(), "off");
      await select().selectOption("");
      await host.setSettings({ "gemma.reasoning": { effort: "low" } });
      assert.deepEqual((await sent("As set?"))["reasoning"], { effort: "low" });
      await host.setSettings({ "gemma.reasoning": undefined });
    });
  });

  describe("the probabilities of tokens", () => {
    const token = (text: string, probability: number, other: string) => ({
      token: text,
      logprob: Math.log(probability),
      top_logprobs: [
        { token: text, logprob: Math.log(probability) },
        { token: other, logprob: Math.log(0.05) },
      ],
    });
    const chunk = (content: string, ...tokens: object[]): Step => ({
      type: "chunk",
      json: { choices: [{ index: 0, delta: { content }, logprobs: { content: tokens } }] },
    });
    const show = () => editor.panel.lastTurn.getByRole("button", { name: "Show token probabilities" });

    it("are shown with alternatives if requested; other answers have no button", async () => {
      const { host, panel, server } = editor;
      await host.setSettings({ "gemma.topLogprobs": 2 });
      server.setScript([
        [chunk("It is ", token("It", 0.9, "That"), token(" is", 0.4, " was")), chunk("so.", token(" so", 0.1, " not"))],
      ]);
      await panel.answerTo("Is it so?");
      await show().click();
      const text = await until("the document", () =>
        host.inEditor(
          (vscode) =>
            vscode.workspace.textDocuments.find(({ uri }) => uri.path === "/Token probabilities.txt")?.getText() ||
            undefined,
        ),
      );
      assert.match(text, /3 tokens, 46\.7% on average/);
      assert.match(text, /\?\? +10\.0% █░+ " so" +" not" 5\.0%/);
      await host.page.locator(".tab.active", { hasText: "Token probabilities.txt" }).waitFor();
      for (const theme of ["dark", "light", "hc-dark", "hc-light"] as const) {
        await host.setTheme(theme);
        await host.screenshot(join(checkout, "out", "panel", `probabilities-${theme}.png`));
      }
      await host.setTheme("dark");
      await host.setSettings({ "gemma.topLogprobs": undefined });
      server.setScript([[say("So.")]]);
      await panel.answerTo("And now?");
      assert.equal(await show().count(), 0);
    });

    it("are not kept with the chat", async () => {
      const { host } = editor;
      const chats = await until("the chat on disk", () => {
        const found = holders(host.data, "Is it so?");
        return found.length > 0 ? found : undefined;
      });
      assert.deepEqual(
        chats.filter((path) => readFileSync(path, "utf8").includes('" not"')),
        [],
      );
    });
  });

  describe("several results of Runware", () => {
    const answers = ["A **first** one:\n\n```ts\nconst a = 1;\n```", "The second one.", "The third one."];
    const tasks: { numberResults?: number; messages: { role: string; content: string }[] }[] = [];
    /** What settles when the request that is held back is given up. */
    let held: { asked: Promise<void>; gone: Promise<void> } | undefined;
    let tellAsked: (() => void) | undefined;
    const holdBack = () => (held = { asked: new Promise((resolve) => (tellAsked = resolve)), gone: Promise.resolve() });
    const server = createServer((request, response) => {
      void json(request).then((body) => {
        const [task] = body as [(typeof tasks)[number]];
        tasks.push(task);
        if (held) {
          held.gone = new Promise((resolve) => response.once("close", resolve));
          return tellAsked?.();
        }
        const data = answers
          .slice(0, task.numberResults ?? 1)
          .map((text) => ({ text, finishReason: "stop", cost: 0.5 }));
        response.setHeader("Content-Type", "application/json");
        response.end(JSON.stringify({ data }));
      });
    });
    before(async () => {
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      await editor.host.setSettings({
        "gemma.provider": "runware",
        "gemma.protocol": "runware",
        "gemma.model": "google-gemma-4-31b",
        "gemma.baseUrl": `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
        "gemma.runware": { deliveryMethod: "sync", numberResults: 3 },
      });
      await editor.panel.startAfresh();
    });
    after(() => {
      server.closeAllConnections();
      server.close();
    });
    const result = (at: number) => editor.panel.lastTurn.locator(".result").nth(at);
    const said = (): string => tasks.at(-1)?.messages.find(({ role }) => role === "assistant")?.content ?? "";

    it("are shown side by side; the chat continues with the chosen one, also after a reload", async () => {
      const { host, panel } = editor;
      await panel.answerTo("Which?");
      assert.equal(tasks.at(-1)?.numberResults, 3);
      assert.equal(await panel.lastTurn.locator(".result").count(), 3);
      assert.match(await panel.lastTurn.locator(".foot-facts").innerText(), /\$1\.50/);
      for (const theme of ["dark", "light", "hc-dark", "hc-light"] as const) {
        await host.setTheme(theme);
        await host.screenshot(join(checkout, "out", "panel", `results-${theme}.png`));
        assert.deepEqual(await faintTexts(panel.frame), []);
      }
      await host.setTheme("dark");
      await result(0).getByRole("radio").focus();
      await result(0).getByRole("radio").press("ArrowDown");
      await panel.lastTurn.locator(".result.chosen").getByText("The second one.").waitFor();
      await panel.answerTo("And so?");
      assert.equal(said(), "The second one.");
      const before = panel.turns.first();
      assert.match(await before.innerText(), /The second one\.\s*Result 2 of 3/);
      await result(2).getByRole("radio").check();
      await panel.lastTurn.locator(".result.chosen").getByText("The third one.").waitFor();
      await host.reload();
      await panel.find();
      await panel.lastTurn.locator(".result.chosen").getByText("The third one.").waitFor();
    });

    it("are all cancelled by Stop; the next question has its own", async () => {
      const { panel } = editor;
      const wait = holdBack();
      await panel.ask("Too many?");
      await wait.asked;
      assert.equal(tasks.at(-1)?.numberResults, 3);
      await panel.button("Stop").click();
      await wait.gone;
      held = undefined;
      await panel.ended("Too many?");
      assert.match(await panel.lastTurn.innerText(), /Stopped\./);
      assert.equal(await panel.lastTurn.locator(".result").count(), 0);
      assert.equal(await panel.button("Stop").count(), 0);
      await panel.answerTo("Once more?");
      assert.equal(await panel.lastTurn.locator(".result").count(), 3);
    });

    it("are never asked for in Agent mode, which says so", async () => {
      const { panel } = editor;
      await panel.choose("Agent");
      await panel.answerTo("Only one?");
      assert.equal(tasks.at(-1)?.numberResults, undefined);
      assert.match(
        await panel.lastTurn.innerText(),
        /One result was asked for: several .* are for new questions in Ask mode/,
      );
      assert.equal(await panel.lastTurn.locator(".result").count(), 0);
      await panel.choose("Ask");
    });
  });
});
