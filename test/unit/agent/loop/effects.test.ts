import assert from "node:assert/strict";
import { KeepingEffects } from "../../../../src/agent/checkpoints/keepingEffects.ts";
import { runTurn } from "../../../../src/agent/loop/runTurn.ts";
import type { Effects } from "../../../../src/agent/ports/effects.ts";
import type { Tool } from "../../../../src/agent/ports/tool.ts";
import { createFile } from "../../../../src/agent/tools/files/createFile.ts";
import { editFile } from "../../../../src/agent/tools/files/editFile.ts";
import { readFile } from "../../../../src/agent/tools/files/readFile.ts";
import { emptyTranscript } from "../../../../src/agent/transcript/transcript.ts";
import type { TurnEvent } from "../../../../src/agent/transcript/turnEvent.ts";
import { hashOf } from "../../../../src/chat/store/kept/keptBytes.ts";
import type { ModelEvent } from "../../../../src/model/model.ts";
import { answering } from "../../support/approvals.ts";
import { memoryWorkspace } from "../../support/memoryWorkspace.ts";
import { call, done, scriptedModel, text } from "../../support/scriptedModel.ts";
import { turnPolicy } from "../../support/turnPolicy.ts";

const hash = (words: string) => hashOf(new TextEncoder().encode(words));

/** Plays calls, and logs what happens in which order. */
async function play(
  calls: ModelEvent[][],
  given: { tool?: Tool; decision?: "allowed" | "denied"; stop?: AbortController },
) {
  const { tool, decision = "allowed", stop = new AbortController() } = given;
  const workspace = memoryWorkspace({ "a.txt": "one\n", "b.txt": "two\n" });
  const kept = new Map<string, string>();
  const log: string[] = [];
  const keeping = new KeepingEffects({
    fileNow: async (path) => {
      if (path === "large.txt") return "unknown";
      const now = workspace.files.get(path);
      return { disk: now === undefined ? undefined : new TextEncoder().encode(now) };
    },
    keep: async (bytes) => {
      const words = new TextDecoder().decode(bytes);
      if (words.includes("no room")) throw new Error("No room.");
      kept.set(hash(words), words);
      return hash(words);
    },
    notice: async () => ({
      end: async () => [{ path: "made.txt", before: { disk: "none" }, after: { disk: hash("x") }, by: "command" }],
    }),
    failed: () => log.push("not kept"),
  });
  const effects: Effects = {
    before: (ask) => keeping.before(ask),
    after: (ask) => keeping.after(ask),
    recorded: async () => {
      await new Promise((resolve) => setImmediate(resolve));
      log.push("recorded");
    },
  };
  const tools = tool ? [tool] : [readFile(workspace), editFile(workspace), createFile(workspace)];
  const model = scriptedModel([...calls.flat(), done("tool-calls")], [text("Done."), done()]);
  const turn = runTurn(
    {
      opening: { type: "asked", id: "q", at: 1, mode: "agent", text: "go", prompt: "go", chips: [] },
      transcript: emptyTranscript,
      profile: async () => ({ model, tools, system: "s", sampling: {} }),
      policy: turnPolicy(),
      approvals: answering(decision === "allowed" ? { type: "allowed", scope: "once" } : { type: "denied" }),
      effects,
      maxSteps: 3,
      now: () => 7,
    },
    stop.signal,
  );
  const events: TurnEvent[] = [];
  for await (const event of turn) {
    events.push(event);
    if (!["tool-call-start", "tool-call-delta", "tool-call-end", "text", "done"].includes(event.type))
      log.push(event.type);
  }
  return { log, kept, steps: events.filter((event) => event.type === "files-kept").map(({ files }) => files) };
}

describe("the effects of calls", () => {
  it("come after their consent and the bytes that they change are safe", async () => {
    const edit = call("1", "edit_file", { path: "a.txt", oldText: "one", newText: "ONE" });
    const { log, kept, steps } = await play([edit], {});
    assert.deepEqual(log, [
      ...["asked", "recorded", "approval-wanted", "approval-settled", "files-kept", "recorded"],
      ...["tool-started", "files-kept", "tool-ended", "turn-ended"],
    ]);
    const before = { path: "a.txt", before: { disk: hash("one\n") } };
    assert.deepEqual(steps, [[before], [{ ...before, after: { disk: hash("ONE\n") } }]]);
    assert.deepEqual([...kept.values()], ["one\n", "ONE\n"]);
  });

  it("of a new file begin with none, and of a second change with what the first left", async () => {
    const { steps } = await play(
      [
        call("1", "create_file", { path: "n.txt", text: "n\n" }),
        call("2", "edit_file", { path: "n.txt", oldText: "n", newText: "m" }),
      ],
      {},
    );
    assert.deepEqual(
      steps.map(([step]) => [step?.before.disk, step?.after?.disk]),
      [
        ["none", undefined],
        ["none", hash("n\n")],
        [hash("n\n"), undefined],
        [hash("n\n"), hash("m\n")],
      ],
    );
  });

  it("are none for a call that reads, or that the user declines", async () => {
    const { log, steps } = await play([call("1", "read_file", { path: "a.txt" })], {});
    assert.deepEqual([log.filter((what) => what === "recorded").length, steps], [1, []]);
    const declined = await play([call("1", "create_file", { path: "n.txt", text: "n" })], { decision: "denied" });
    assert.deepEqual(declined.steps, []);
  });

  const asking = (run: () => Promise<{ text: string }>, ask: "edit" | "command" = "edit"): Tool => ({
    name: "act",
    description: "",
    parameters: { type: "object", properties: {} },
    plan: async () =>
      ask === "command"
        ? { asks: { kind: "command", command: "make", cwd: "." }, run }
        : { asks: { kind: "edit", change: { path: "a.txt", before: "one\n", after: "ONE\n" } }, run },
  });

  it("are told where a call fails, is stopped, or its files can't be kept", async () => {
    const failing = await play([call("1", "act", {})], { tool: asking(() => Promise.reject(new Error("No."))) });
    assert.deepEqual(failing.log.slice(-3), ["files-kept", "tool-ended", "turn-ended"]);
    const stop = new AbortController();
    const hanging = asking(() => {
      stop.abort();
      return new Promise(() => undefined);
    });
    const stopped = await play([call("1", "act", {})], { tool: hanging, stop });
    assert.deepEqual(stopped.log.slice(-3), ["tool-started", "files-kept", "turn-ended"]);
    const full = await play([call("1", "create_file", { path: "full.txt", text: "no room\n" })], {});
    assert.deepEqual([full.steps.at(-1)?.[0]?.after, full.log.includes("not kept")], [{ disk: "unknown" }, true]);
    const large = await play([call("1", "create_file", { path: "large.txt", text: "x" })], {});
    assert.deepEqual(large.steps[0]?.[0]?.before, { disk: "unknown" });
  });

  it("of a command are what was noticed", async () => {
    const { steps } = await play([call("1", "act", {})], { tool: asking(async () => ({ text: "ok" }), "command") });
    assert.deepEqual(
      steps.map((files) => files.map(({ path, by }) => [path, by])),
      [[["made.txt", "command"]]],
    );
  });
});
