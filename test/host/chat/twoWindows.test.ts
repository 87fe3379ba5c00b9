import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { turnsOf } from "../../../src/agent/transcript/transcript.ts";
import { ChatStore } from "../../../src/chat/store/chatStore.ts";
import { ChatController, type ControllerPorts } from "../../../src/editor/chat/chatController.ts";
import { createLoopGuard, withoutOldThoughts } from "../../../src/gemma/index.ts";
import type { Model } from "../../../src/model/model.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";

const model: Model = {
  info: { id: "m", label: "M", provider: "test", nativeTools: true, vision: false },
  async *stream() {
    await Promise.resolve();
    yield { type: "text", delta: "Yes." };
    yield { type: "done", reason: "stop" };
  },
};
const ignore = () => undefined;
const later = () => Promise.resolve();

/** The chat of a window, on a folder of chats that windows share. */
function windowOn(folder: string): ChatController {
  const panel = { post: ignore, refresh: later, greet: later, showWaiting: ignore };
  const ports: Partial<ControllerPorts> = {
    store: new ChatStore(folder),
    checkpoints: {
      effects: () => ({ before: async () => [], after: async () => [] }),
      copy: later,
      remove: later,
      prune: later,
    },
    panel: panel as unknown as ControllerPorts["panel"],
    log: { warn: ignore, error: (words: string) => assert.fail(words) } as unknown as ControllerPorts["log"],
    consent: { rules: () => [], add: ignore },
    profile: async () => ({ model, tools: [], system: "s", sampling: {} }),
    policy: () => ({ retries: 0, fallbackModels: [], guard: createLoopGuard, history: withoutOldThoughts }),
    maxSteps: () => 3,
    activity: ignore,
    attention: ignore,
  };
  return new ChatController(ports as ControllerPorts);
}

const ask = (chat: ChatController, text: string) => chat.ask({ text, prompt: text, chips: [], mode: "ask" }, "panel");
const questions = (chat: ChatController) => turnsOf(chat.transcript).map(({ text }) => text);

describe("two windows of one workspace", () => {
  it("never write to one chat: the second begins a new one, or goes on with a copy", async () => {
    const folder = temporaryFolder("windows");
    const [one, two] = [windowOn(folder.path), windowOn(folder.path)];
    await ask(one, "First");
    const { id } = await one.current();
    assert.notEqual((await two.current()).id, id);
    assert.deepEqual(questions(two), []);
    await two.openChat({ id });
    assert.deepEqual(questions(two), ["First"]);
    const copy = (await two.current()).id;
    assert.notEqual(copy, id);
    await Promise.all([ask(one, "Second, in one"), ask(two, "Second, in two")]);
    const third = windowOn(folder.path);
    const inFile = (chat: string) => readFileSync(join(folder.path, `${chat}.jsonl`), "utf8");
    assert.ok(inFile(id).includes("Second, in one") && !inFile(id).includes("in two"));
    assert.ok(inFile(copy).includes("Second, in two") && !inFile(copy).includes("in one"));
    // It is open there, so it stays.
    await two.removeChat(id);
    assert.ok(inFile(id).includes("First"));
    one.dispose();
    await third.openChat({ id });
    assert.deepEqual([questions(third), (await third.current()).id], [["First", "Second, in one"], id]);
    for (const each of [two, third]) each.dispose();
    folder.remove();
  });
});
