import assert from "node:assert/strict";
import type { Tool } from "../../../../src/agent/ports/tool.ts";
import { createFile } from "../../../../src/agent/tools/files/createFile.ts";
import { subTask } from "../../../../src/agent/tools/work/subTask.ts";
import { todo } from "../../../../src/agent/tools/work/todo.ts";
import { emptyTranscript, type ToolItem, turnsOf } from "../../../../src/agent/transcript/transcript.ts";
import { type Mode, TASK_DEPTH, type TurnEvent, turnEventSchema } from "../../../../src/agent/transcript/turnEvent.ts";
import { ChatSession } from "../../../../src/chat/session/session.ts";
import type { Model, ModelEvent, ModelRequest } from "../../../../src/model/model.ts";
import * as v from "valibot";
import { until } from "../../../support/until.ts";
import { memoryWorkspace } from "../../support/memoryWorkspace.ts";
import { call, done, text } from "../../support/scriptedModel.ts";
import { turnPolicy } from "../../support/turnPolicy.ts";

type Answer = (signal: AbortSignal) => ModelEvent[] | Promise<ModelEvent[]>;

/** A model that answers each conversation by its question; `requests` holds what each was asked. */
function modelOf(answers: Record<string, Answer[]>, more: Partial<Model["info"]> = {}) {
  const requests: { about: string; request: ModelRequest }[] = [];
  let most = 0;
  let now = 0;
  const model: Model = {
    info: { id: "m", label: "M", provider: "test", nativeTools: true, vision: false, ...more },
    async *stream(request, signal) {
      const question = request.messages.find(({ role }) => role === "user")!.parts.at(-1)!;
      const about = question.type === "text" ? question.text.split("\n")[0]! : "";
      requests.push({ about, request });
      if (about !== "go") most = Math.max(most, ++now);
      try {
        yield* await (answers[about]?.shift() ?? (() => []))(signal);
      } finally {
        if (about !== "go") now--;
      }
    },
  };
  return { model, requests, mostAtOnce: () => most };
}

const usage: ModelEvent = { type: "usage", usage: { inputTokens: 10, outputTokens: 2 } };
const saying =
  (words: string): Answer =>
  () => [text(words), usage, done()];
const calling =
  (id: string, name: string, args: Record<string, unknown>): Answer =>
  () => [...call(id, name, args), usage, done("tool-calls")];
const asking =
  (...tasks: Record<string, unknown>[]): Answer =>
  () => [
    ...tasks.flatMap((task, at) => call(`t${at}`, "sub_task", { title: `T${at}`, ...task })),
    usage,
    done("tool-calls"),
  ];

function open(model: Model, files: Record<string, string> = {}) {
  const workspace = memoryWorkspace(files);
  const stored: TurnEvent[] = [];
  const tools: Tool[] = [
    createFile(workspace),
    todo(),
    subTask({ run: (task, running) => session.subTask(task, running) }),
  ];
  const session: ChatSession = new ChatSession("chat", emptyTranscript, {
    profile: async () => ({ model, system: "s", tools, sampling: {} }),
    policy: () => turnPolicy(),
    maxSteps: () => 4,
    consent: { rules: () => [], add: () => undefined },
    post: () => undefined,
    append: async (events) => void stored.push(...events),
    storeFailed: (error) => assert.fail(String(error)),
    changed: () => undefined,
  });
  const ask = (mode: Mode = "agent") => session.ask({ text: "go", prompt: "go", chips: [], mode });
  const calls = () => turnsOf(session.transcript)[0]!.items.filter((item): item is ToolItem => item.type === "tool");
  return { session, ask, calls, workspace, stored };
}

describe("a part of the work in a conversation of its own", () => {
  it("sees its prompt alone, hands back its summary alone, and counts for the turn", async () => {
    const { model, requests } = modelOf({
      go: [asking({ prompt: "find it" }), saying("Thanks.")],
      "find it": [calling("x", "create_file", { path: "a.txt", text: "a" }), saying("It is in b.ts.")],
    });
    const { ask, calls, workspace, session, stored } = open(model);
    await ask();
    const [part] = calls();
    assert.deepEqual([part?.result, part?.note, part?.state], ["It is in b.ts.", "2 steps", "done"]);
    const own = requests.filter(({ about }) => about === "find it").map(({ request }) => request);
    assert.deepEqual(
      own[0]!.messages.map(({ role }) => role),
      ["system", "user"],
    );
    assert.deepEqual(
      own[0]!.tools?.map(({ name }) => name),
      ["create_file"],
    );
    assert.match(JSON.stringify(own[1]!.messages), /This part of the work only reads/);
    assert.equal(workspace.files.size, 0, "a part that reads writes nothing, and nobody is asked");
    const last = JSON.stringify(requests.at(-1)!.request.messages);
    assert.match(last, /It is in b\.ts\./);
    assert.doesNotMatch(last, /create_file/);
    const [turn] = turnsOf(session.transcript);
    assert.equal(turn!.usage.inputTokens, 40);
    assert.equal(part?.tasks?.[0]?.transcript.settled[0]?.model, "M");
    assert.equal(part.tasks[0]!.transcript.settled[0]!.text, "T0");
    assert.ok(TASK_DEPTH > 0 && stored.every((event) => v.is(turnEventSchema, event)));
  });

  it("changes nothing in Plan mode, though it may have any effect and nobody is asked", async () => {
    const { model, requests } = modelOf({
      go: [
        asking({ prompt: "do it", tools: "all" }),
        calling("y", "create_file", { path: "b.txt", text: "b" }),
        saying("1. Do it."),
      ],
      "do it": [calling("x", "create_file", { path: "a.txt", text: "a" }), saying("I can't.")],
    });
    const { ask, calls, workspace } = open(model);
    await ask("plan");
    assert.equal(workspace.files.size, 0);
    assert.deepEqual(
      calls().map(({ state }) => state),
      ["done", "denied"],
    );
    assert.match(JSON.stringify(requests.filter(({ about }) => about === "do it")[1]!.request), /Plan mode only reads/);
    assert.match(JSON.stringify(requests.at(-1)!.request), /Plan mode only reads/);
  });

  it("asks the user for each effect where it may have any", async () => {
    const { model } = modelOf({
      go: [asking({ prompt: "make it", tools: "all" }), saying("Thanks.")],
      "make it": [calling("x", "create_file", { path: "a.txt", text: "a" }), saying("Made.")],
    });
    const { ask, calls, workspace, session, stored } = open(model);
    const asked = ask();
    const waiting = (): string | undefined =>
      stored
        .flatMap((event) => (event.type === "task-event" && event.event.type === "approval-wanted" ? event.event : []))
        .at(0)?.nonce;
    const nonce = await until("the card", async () => waiting());
    assert.equal(workspace.files.size, 0);
    session.approvals.settle(nonce, { type: "allowed", scope: "once" });
    await asked;
    assert.deepEqual([...workspace.files.keys()], ["a.txt"]);
    assert.equal(calls()[0]?.result, "Made.");
  });

  /** Two parts whose answers come only once both have been asked, or at once. */
  const both = (together: boolean) => {
    let begun = 0;
    let free = (): void => undefined;
    const all = new Promise<void>((resolve) => (free = resolve));
    return (words: string): Answer =>
      async () => {
        if (++begun === 2) free();
        if (together) await all;
        return [text(words), done()];
      };
  };

  it("runs beside others where the provider allows it", async () => {
    const part = both(true);
    const { model, mostAtOnce } = modelOf({
      go: [asking({ prompt: "one" }, { prompt: "two" }), saying("Thanks.")],
      one: [part("1")],
      two: [part("2")],
    });
    const { ask, calls } = open(model);
    await ask();
    assert.deepEqual(
      calls().map(({ result }) => result),
      ["1", "2"],
    );
    assert.equal(mostAtOnce(), 2);
  });

  for (const [what, more, args] of [
    ["the model runs on the user's machine", { local: true }, {}],
    ["they may change something", {}, { tools: "all" }],
  ] as const)
    it(`runs after the others where ${what}`, async () => {
      const part = both(false);
      const { model, mostAtOnce } = modelOf(
        {
          go: [asking({ prompt: "one", ...args }, { prompt: "two", ...args }), saying("Thanks.")],
          one: [part("1")],
          two: [part("2")],
        },
        more,
      );
      const { ask, calls } = open(model);
      await ask();
      assert.deepEqual(
        calls().map(({ result }) => result),
        ["1", "2"],
      );
      assert.equal(mostAtOnce(), 1);
    });

  it("stops with the turn, also while it waits for another", async () => {
    let heard = (): void => undefined;
    const began = new Promise<void>((resolve) => (heard = resolve));
    let isStopped = false;
    const hanging: Answer = (signal) =>
      new Promise((_, reject) => {
        heard();
        signal.addEventListener("abort", () => {
          isStopped = true;
          reject(signal.reason as Error);
        });
      });
    const { model, requests } = modelOf(
      { go: [asking({ prompt: "one" }, { prompt: "two" })], one: [hanging], two: [saying("never")] },
      { local: true },
    );
    const { ask, calls, session } = open(model);
    const asked = ask();
    await began;
    await session.stop();
    await asked;
    assert.ok(isStopped);
    assert.deepEqual(
      calls().map(({ state }) => state),
      ["stopped", "stopped"],
    );
    assert.ok(requests.every(({ about }) => about !== "two"));
  });

  it("tells why it did not get to its end, and does not split further", async () => {
    const again = Array.from({ length: 9 }, (_, at) => calling(`x${at}`, "sub_task", { title: "n", prompt: `p${at}` }));
    const { model } = modelOf({
      go: [asking({ prompt: "more" }, { prompt: "silent" }), saying("Thanks.")],
      more: again,
      silent: [() => [done()]],
    });
    const { ask, calls } = open(model);
    await ask();
    const [more, silent] = calls();
    assert.equal(more?.state, "failed");
    assert.match(more.result ?? "", /limit of steps|in circles/);
    const inner = more.tasks![0]!.transcript.settled[0]!.items[0] as ToolItem;
    assert.match(inner.result ?? "", /There is no tool "sub_task"/);
    assert.equal(silent?.state, "failed");
  });
});
