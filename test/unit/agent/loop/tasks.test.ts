import assert from "node:assert/strict";
import type { Approvals } from "../../../../src/agent/approval/approvals.ts";
import { runTurn } from "../../../../src/agent/loop/runTurn.ts";
import type { Running, Tool, ToolResult } from "../../../../src/agent/ports/tool.ts";
import { createFile } from "../../../../src/agent/tools/files/createFile.ts";
import {
  emptyTranscript,
  record,
  type ToolItem,
  type Transcript,
} from "../../../../src/agent/transcript/transcript.ts";
import type { TurnEvent } from "../../../../src/agent/transcript/turnEvent.ts";
import { PendingApprovals } from "../../../../src/chat/session/pendingApprovals.ts";
import type { Model } from "../../../../src/model/model.ts";
import { answering, allowAll } from "../../support/approvals.ts";
import { memoryWorkspace } from "../../support/memoryWorkspace.ts";
import { call, done, scriptedModel, text } from "../../support/scriptedModel.ts";
import { turnPolicy } from "../../support/turnPolicy.ts";

const once = { type: "allowed", scope: "once" } as const;
const usage = (inputTokens: number): TurnEvent => ({ type: "usage", usage: { inputTokens, outputTokens: 1 } });
const spec = (name: string) => ({
  name,
  description: name,
  parameters: { type: "object", properties: {}, required: [] } as const satisfies Tool["parameters"],
});
/** A tool that asks for nothing and runs so. */
const tool = (name: string, run: (running: Running) => Promise<ToolResult>): Tool => ({
  ...spec(name),
  plan: async () => ({ title: `Do ${name}`, run }),
});

type Play = { model: Model; tools: readonly Tool[]; approvals: Approvals; stop?: AbortController; id?: string };

/** The events of one turn. */
function turnOf({ model, tools, approvals, stop = new AbortController(), id = "q" }: Play) {
  const opening = { type: "asked", id, at: 1, mode: "agent", text: id, prompt: id, chips: [] } as const;
  return runTurn(
    {
      opening,
      transcript: emptyTranscript,
      profile: async () => ({ model, tools, system: "s", sampling: {} }),
      policy: turnPolicy(),
      approvals,
      maxSteps: 3,
      now: () => 1,
    },
    stop.signal,
  );
}

async function play(options: Play, heard: (event: TurnEvent, transcript: Transcript) => void = () => undefined) {
  const events: TurnEvent[] = [];
  let transcript = emptyTranscript;
  for await (const event of turnOf(options)) {
    events.push(event);
    transcript = record(transcript, event);
    heard(event, transcript);
  }
  const turn = transcript.settled[0]!;
  return { events, turn, tools: turn.items.filter((item): item is ToolItem => item.type === "tool") };
}

const spawning = [...call("c1", "spawn", {}), done("tool-calls")];

describe("tasks within a task", () => {
  it("run beside each other, each with its own part, its own request and its own answer", async () => {
    const workspace = memoryWorkspace({});
    const approvals = new PendingApprovals({ rules: () => [], add: () => undefined }, () => undefined);
    const spawn = tool("spawn", async (running) => {
      const one = async (id: string): Promise<void> => {
        // Both give their call the same id.
        const model = scriptedModel(
          [
            ...call("c1", "create_file", { path: `${id}.txt`, text: id }),
            { type: "usage", usage: { inputTokens: 5 } },
            done("tool-calls"),
          ],
          [text(`${id} is done.`), done()],
        );
        for await (const event of turnOf({ model, tools: [createFile(workspace)], approvals, id }))
          running.task(id, event);
      };
      await Promise.all([one("left"), one("right")]);
      return { text: "Both are done." };
    });
    const nonces = new Map<string, string>();
    const { turn, tools } = await play(
      {
        model: scriptedModel(
          [...spawning.slice(0, -1), { type: "usage", usage: { inputTokens: 7 } }, done("tool-calls")],
          [text("Done."), done()],
        ),
        tools: [spawn],
        approvals,
      },
      (event) => {
        if (event.type !== "task-event" || event.event.type !== "approval-wanted") return;
        nonces.set(event.task, event.event.nonce);
        if (nonces.size < 2) return;
        // The second is answered first, and otherwise.
        approvals.settle(nonces.get("right")!, { type: "denied", reason: "not right" });
        approvals.settle(nonces.get("left")!, once);
      },
    );
    assert.notEqual(nonces.get("left"), nonces.get("right"));
    assert.deepEqual([...workspace.files.keys()], ["left.txt"]);
    const [item] = tools;
    assert.deepEqual([item?.title, item?.state, item?.result], ["Do spawn", "done", "Both are done."]);
    const ended = item?.tasks?.map(({ id, transcript: { settled } }) => [
      id,
      settled[0]?.outcome?.type,
      (settled[0]?.items[0] as ToolItem).state,
      settled[0]?.items.at(-1)?.type === "text" && settled[0].items.at(-1),
    ]);
    assert.deepEqual(ended, [
      ["left", "answered", "done", { type: "text", step: 1, text: "left is done." }],
      ["right", "answered", "denied", { type: "text", step: 1, text: "right is done." }],
    ]);
    assert.equal(turn.usage.inputTokens, 17, "what tasks used counts for the turn");
    assert.equal(turn.lastUsage?.inputTokens, 7, "but does not fill its model's window");
  });

  it("that are still running are closed with their call, whether it ends or is stopped", async () => {
    const begun: TurnEvent = { type: "asked", id: "k", at: 1, mode: "agent", text: "k", prompt: "k", chips: [] };
    for (const isStopped of [false, true]) {
      const stop = new AbortController();
      const spawn = tool("spawn", (running) => {
        running.task("k", begun);
        running.task("k", { type: "text", delta: "half" });
        running.task("k", { type: "task-event", callId: "x", task: "deeper", event: usage(2) });
        return isStopped ? new Promise(() => undefined) : Promise.reject(new Error("It broke."));
      });
      const model = scriptedModel(spawning, [text("Done."), done()]);
      const { tools, turn } = await play({ model, tools: [spawn], approvals: allowAll, stop }, (event) => {
        if (isStopped && event.type === "task-event" && event.event.type === "task-event") stop.abort();
      });
      const [task] = tools[0]?.tasks ?? [];
      assert.equal(task?.transcript.open, undefined);
      assert.deepEqual(task?.transcript.settled[0]?.outcome, { type: "stopped" });
      assert.equal(tools[0]?.state, isStopped ? "stopped" : "failed");
      assert.equal(turn.usage.inputTokens, 2);
    }
  });
});

describe("the output of a running tool", () => {
  it("is shown while it runs, keeps its end, and later output is dropped", async () => {
    let late: Running | undefined;
    const long = "x".repeat(20_000);
    const build = tool("build", async (running) => {
      late = running;
      running.output("one\n");
      await new Promise<void>((resolve) => setImmediate(resolve));
      running.output("two\n");
      running.output(long);
      running.output("😀".repeat(9000));
      return { text: "Built." };
    });
    const model = scriptedModel([...call("c1", "build", {}), done("tool-calls")], [text("Done."), done()]);
    const shown: string[] = [];
    const { tools, events } = await play({ model, tools: [build], approvals: allowAll }, (event, { open }) => {
      const [item] = open?.items ?? [];
      if (event.type === "tool-output" && item?.type === "tool") shown.push(item.output?.text ?? "");
      if (event.type === "tool-ended") late?.output("late");
    });
    assert.deepEqual(shown.slice(0, 2), ["one\n", "one\ntwo\n"]);
    assert.deepEqual(tools[0]?.output, { text: "😀".repeat(8192), skipped: true });
    assert.equal(events.filter(({ type }) => type === "tool-output").length, 4);
  });

  it("keeps what was done if the call ends soon after a stop", async () => {
    const stop = new AbortController();
    const write = tool("write", async () => {
      stop.abort();
      await new Promise<void>((resolve) => setImmediate(resolve));
      return { text: "Written." };
    });
    const model = scriptedModel([...call("c1", "write", {}), done("tool-calls")], [text("never"), done()]);
    const { tools, turn } = await play({ model, tools: [write], approvals: allowAll, stop });
    assert.deepEqual([turn.outcome, tools[0]?.state, tools[0]?.result], [{ type: "stopped" }, "done", "Written."]);
  });

  it("keeps what was done even if the call reports more after a stop", async () => {
    const stop = new AbortController();
    const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
    const write = tool("write", async (running) => {
      stop.abort();
      for (const file of ["a", "b", "c"]) {
        await turn();
        running.output(`${file}\n`);
      }
      await turn();
      return { text: "Written." };
    });
    const model = scriptedModel([...call("c1", "write", {}), done("tool-calls")], [text("never"), done()]);
    const { tools } = await play({ model, tools: [write], approvals: allowAll, stop });
    assert.deepEqual([tools[0]?.state, tools[0]?.result], ["done", "Written."]);
    assert.equal(tools[0]?.output?.text, "a\nb\nc\n");
  });

  it("is kept soon after a stop even if the tool hangs", async () => {
    const stop = new AbortController();
    const build = tool("build", (running) => {
      running.output("compiling");
      return new Promise(() => undefined);
    });
    const model = scriptedModel([...call("c1", "build", {}), done("tool-calls")], [text("never"), done()]);
    const { tools, turn } = await play({ model, tools: [build], approvals: allowAll, stop }, (event) => {
      if (event.type === "tool-output") stop.abort();
    });
    assert.deepEqual(turn.outcome, { type: "stopped" });
    assert.deepEqual([tools[0]?.state, tools[0]?.output?.text], ["stopped", "compiling"]);
    assert.match(tools[0]?.result ?? "", /^Stopped while it ran/);
  });
});

describe("calls of one answer with the same id", () => {
  it("are asked about one by one, and each keeps its own decision and result", async () => {
    const workspace = memoryWorkspace({});
    const model = scriptedModel(
      [
        ...call("c", "create_file", { path: "a.txt", text: "a" }),
        ...call("c", "create_file", { path: "b.txt", text: "b" }),
        done("tool-calls"),
      ],
      [text("Done."), done()],
    );
    let asked = 0;
    const approvals: Approvals = {
      ...answering(once),
      request: () => ({ nonce: `n${asked}`, answer: Promise.resolve(asked++ === 0 ? { type: "denied" } : once) }),
    };
    const { tools } = await play({ model, tools: [createFile(workspace)], approvals });
    assert.equal(asked, 2);
    assert.deepEqual(
      tools.map(({ state, nonce }) => [state, nonce]),
      [
        ["denied", "n0"],
        ["done", "n1"],
      ],
    );
    assert.match(tools[0]?.result ?? "", /declined/);
    assert.deepEqual([...workspace.files.keys()], ["b.txt"]);
  });
});
