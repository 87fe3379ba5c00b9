import assert from "node:assert/strict";
import type { Approvals } from "../../../../src/agent/approval/approvals.ts";
import type { Ask, AskKind, AskOf } from "../../../../src/agent/approval/ask.ts";
import { Consent, ConsentError, withConsent } from "../../../../src/agent/approval/consent.ts";
import { runTurn } from "../../../../src/agent/loop/runTurn.ts";
import type { Plan, Running, Tool, ToolResult } from "../../../../src/agent/ports/tool.ts";
import { emptyTranscript, record, type ToolItem } from "../../../../src/agent/transcript/transcript.ts";
import type { ApprovalDecision, FileOperation, TurnEvent } from "../../../../src/agent/transcript/turnEvent.ts";
import { answering } from "../../support/approvals.ts";
import { memoryWorkspace } from "../../support/memoryWorkspace.ts";
import { call, done, scriptedModel, text } from "../../support/scriptedModel.ts";
import { turnPolicy } from "../../support/turnPolicy.ts";

/** One ask of every kind: a kind that is missing here does not compile. */
const asks: { [K in AskKind]: AskOf<K> } = {
  edit: { kind: "edit", change: { path: "a.txt", before: undefined, after: "a\n" } },
  files: {
    kind: "files",
    operations: [
      { type: "write", change: { path: "a.txt", before: "one\n", after: "two\n" } },
      { type: "move", from: { path: "b.txt" }, to: { path: "c/b.txt" } },
      { type: "delete", place: { path: "old.txt" }, bytes: 4, digest: "d", text: "old\n" },
      { type: "make-folder", place: { path: "made" } },
    ],
  },
  command: { kind: "command", command: "rm -rf build", cwd: "/home/user/site" },
  "sandboxed-command": { kind: "sandboxed-command", command: "npm test", cwd: "/home/user/site" },
  input: { kind: "input", text: "y\n", program: "npm init" },
  task: { kind: "task", name: "build", runs: "npm run build" },
  fetch: { kind: "fetch", url: "https://example.com/page" },
  "foreign-tool": { kind: "foreign-tool", server: "jira", tool: "close", arguments: { issue: 3 } },
  "read-outside": { kind: "read-outside", path: "/etc/hosts" },
  "read-private": { kind: "read-private", path: ".env" },
};

const allowed = { type: "allowed", scope: "once" } as const;
const still = { signal: new AbortController().signal };
type Used = { consent: Consent; ask: Ask };

/** A tool whose effect needs the consent to what it asks, and the consents that it was given. */
function asking<K extends AskKind>(ask: AskOf<K>, title?: string): Tool & { given: Used[] } {
  const given: Used[] = [];
  const run = async (_running: Running, consent: Consent<K>): Promise<ToolResult> => {
    Consent.use(consent, ask);
    given.push({ consent: consent as unknown as Consent, ask });
    return { text: "It is done." };
  };
  const plan = { asks: ask, run, ...(title !== undefined && { title }) } as unknown as Plan;
  return { ...spec("act"), given, plan: async () => plan };
}

const spec = (name: string) => ({
  name,
  description: name,
  parameters: { type: "object", properties: {}, required: [] } as const satisfies Tool["parameters"],
});

async function play(tool: Tool, approvals: Approvals) {
  const model = scriptedModel([...call("c1", tool.name, {}), done("tool-calls")], [text("Done."), done()]);
  const opening = { type: "asked", id: "q", at: 1, mode: "agent", text: "go", prompt: "go", chips: [] } as const;
  const events: TurnEvent[] = [];
  const turn = runTurn(
    {
      opening,
      transcript: emptyTranscript,
      profile: async () => ({ model, tools: [tool], system: "s", sampling: {} }),
      policy: turnPolicy(),
      approvals,
      maxSteps: 3,
      now: () => 1,
    },
    new AbortController().signal,
  );
  for await (const event of turn) events.push(event);
  const item = events.reduce(record, emptyTranscript).settled[0]?.items[0] as ToolItem;
  return { types: events.map(({ type }) => type), events, item, told: JSON.stringify(model.requests[1]?.messages) };
}

/** Fails the test where anybody is asked. */
const nobody: Approvals = {
  verdict: () => assert.fail("a tool that asks for nothing is not judged"),
  request: () => assert.fail("nor is the user asked"),
};

describe("a tool that asks for nothing and writes nothing", () => {
  it("runs unasked", async () => {
    const tool: Tool = { ...spec("look"), plan: async () => ({ run: async () => ({ text: "Seen." }) }) };
    const { types, item } = await play(tool, nobody);
    assert.deepEqual([item.state, item.result], ["done", "Seen."]);
    assert.ok(!types.some((type) => type.startsWith("approval")));
  });

  it("has no consent for a port with an effect", async () => {
    const workspace = memoryWorkspace({ "a.txt": "one\n" });
    // @ts-expect-error A plan that asks for nothing gets no consent.
    const withoutAsking: Plan = { run: async (_running: Running, consent: Consent<"edit">) => use(consent) };
    const without = async (running: Running): Promise<ToolResult> => {
      // @ts-expect-error Nothing is written without one.
      await workspace.create("b.txt", "b\n").catch(() => undefined);
      // @ts-expect-error Nobody can make one.
      assert.throws(() => Consent.use(new Consent(asks.edit), asks.edit), ConsentError);
      // @ts-expect-error What looks like one is none.
      await workspace.create("b.txt", "b\n", { ask: asks.edit }).catch(() => undefined);
      return { text: String(running.signal.aborted) };
    };
    const { item } = await play({ ...spec("sneak"), plan: async () => ({ run: without }) }, nobody);
    assert.equal(item.state, "failed");
    assert.deepEqual([...workspace.files], [["a.txt", "one\n"]]);
    assert.ok(withoutAsking);
  });

  it("can't ask for one thing and get consent to another", () => {
    // @ts-expect-error The consent to fetch is no consent to edit.
    const plan: Plan = { asks: asks.fetch, run: async (_running: Running, consent: Consent<"edit">) => use(consent) };
    assert.ok(plan);
  });
});

const use = (consent: Consent<"edit">): ToolResult => ({ text: String(consent) });

describe("a tool that asks", () => {
  for (const ask of Object.values(asks)) {
    it(`for "${ask.kind}" runs once it is allowed, and not before`, async () => {
      const tool = asking(ask, "Do it");
      const { types, item, events } = await play(tool, answering(allowed));
      assert.equal(item.state, "done");
      assert.equal(tool.given.length, 1);
      const order = types.filter((type) => /approval|tool-(started|ended)/.test(type));
      assert.deepEqual(order, ["approval-wanted", "approval-settled", "tool-started", "tool-ended"]);
      const wanted = events.find((event) => event.type === "approval-wanted");
      assert.equal(wanted?.ask.kind, ask.kind);
      assert.equal(wanted.title, "Do it");
      if (ask.kind !== "edit" && ask.kind !== "files") assert.deepEqual(wanted.ask, ask);
    });

    it(`for "${ask.kind}" runs unasked where a rule allows it`, async () => {
      const tool = asking(ask);
      const { types } = await play(tool, { ...answering({ type: "stopped" }), verdict: async () => allow });
      assert.equal(tool.given.length, 1);
      assert.ok(!types.some((type) => type.startsWith("approval")));
    });

    it(`for "${ask.kind}" does not run when it is denied, stopped or forbidden`, async () => {
      const answers: [ApprovalDecision, RegExp | undefined][] = [
        [{ type: "denied", reason: "not now" }, /The user declined this.*not now/],
        [{ type: "stopped" }, undefined],
      ];
      for (const [answer, words] of answers) {
        const tool = asking(ask);
        const { item, told } = await play(tool, answering(answer));
        assert.equal(tool.given.length, 0);
        assert.equal(item.state, answer.type);
        if (words) assert.match(told, words);
      }
      const tool = asking(ask);
      const forbidding: Approvals = { ...nobody, verdict: async () => ({ decision: "deny", reason: "It is secret." }) };
      const { item, told, types } = await play(tool, forbidding);
      assert.equal(tool.given.length, 0);
      assert.match(told, /This is not allowed\. It is secret\./);
      assert.deepEqual([item.state, item.decision], ["denied", { type: "forbidden", reason: "It is secret." }]);
      assert.ok(!types.includes("approval-wanted") && !types.includes("tool-started"));
    });

    it(`for "${ask.kind}" gets a consent to nothing else, once, while it runs`, async () => {
      const kept: Consent[] = [];
      for (const other of Object.values(asks)) {
        const run = async (_: unknown, consent: Consent): Promise<void> => {
          kept.push(consent);
          if (other !== ask) assert.throws(() => Consent.use(consent, other), ConsentError);
          Consent.use(consent, structuredClone(ask));
          assert.throws(() => Consent.use(consent, ask), ConsentError);
        };
        await withConsent(allowed, { asks: ask, run } as never, still);
      }
      for (const consent of kept) assert.throws(() => Consent.use(consent, ask), ConsentError);
    });
  }

  it("gets consent to exactly the text that was shown", async () => {
    const { change } = asks.edit;
    for (const other of [
      { ...change, path: "b.txt" },
      { ...change, after: "a" },
      { ...change, before: "" },
    ]) {
      const run = async (_: unknown, consent: Consent<"edit">): Promise<void> =>
        Consent.use(consent, { kind: "edit", change: other });
      await assert.rejects(withConsent(allowed, { asks: asks.edit, run }, still), ConsentError);
    }
  });

  it("gets consent to exactly the operations that were shown, in their order", async () => {
    const [write, move, remove, make] = asks.files.operations as [
      FileOperation,
      FileOperation,
      FileOperation,
      FileOperation,
    ];
    const others: FileOperation[][] = [
      [write, move, remove],
      [move, write, remove, make],
      [write, { ...move, to: { path: "d/b.txt" } } as FileOperation, remove, make],
      [write, { ...move, files: [{ path: "b.txt/x" }] } as FileOperation, remove, make],
      [write, move, { ...remove, digest: "other" } as FileOperation, make],
      [write, move, { ...remove, files: [] } as FileOperation, make],
      [{ type: "write", change: { path: "a.txt", before: "one\n", after: "three\n" } }, move, remove, make],
    ];
    for (const operations of others) {
      const run = async (_: unknown, consent: Consent<"files">): Promise<void> =>
        Consent.use(consent, { kind: "files", operations });
      await assert.rejects(withConsent(allowed, { asks: asks.files, run }, still), ConsentError);
    }
  });

  it("has no consent after its call ended", async () => {
    let kept: Consent<"edit"> | undefined;
    const run = async (_: unknown, consent: Consent<"edit">): Promise<void> => void (kept = consent);
    await withConsent(allowed, { asks: asks.edit, run }, still);
    const workspace = memoryWorkspace({});
    await assert.rejects(workspace.create("a.txt", "a\n", kept!), ConsentError);
    assert.equal(workspace.files.size, 0);
  });

  it("has no consent after a stop", async () => {
    const stop = new AbortController();
    const run = async (_: unknown, consent: Consent<"edit">): Promise<void> => {
      stop.abort();
      Consent.use(consent, asks.edit);
    };
    await assert.rejects(withConsent(allowed, { asks: asks.edit, run }, stop), ConsentError);
  });

  it("gets an error that says why if it tries something else than it asked for", async () => {
    const workspace = memoryWorkspace({});
    const run = async (_running: Running, consent: Consent<"edit">): Promise<ToolResult> => {
      await workspace.create("other.txt", "a\n", consent);
      return { text: "never" };
    };
    const tool: Tool = { ...spec("swap"), plan: async () => ({ asks: asks.edit, run }) };
    const { item } = await play(tool, answering(allowed));
    assert.deepEqual([item.state, item.result], ["failed", "This is not what was allowed. Nothing was done."]);
    assert.equal(workspace.files.size, 0);
  });
});

const allow = { decision: "allow" } as const;
