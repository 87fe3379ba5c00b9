import assert from "node:assert/strict";
import fc from "fast-check";
import type { Approvals } from "../../../../src/agent/approval/approvals.ts";
import { runTurn } from "../../../../src/agent/loop/runTurn.ts";
import { createFile } from "../../../../src/agent/tools/files/createFile.ts";
import { editFile } from "../../../../src/agent/tools/files/editFile.ts";
import { readFile } from "../../../../src/agent/tools/files/readFile.ts";
import { emptyTranscript } from "../../../../src/agent/transcript/transcript.ts";
import type { ApprovalDecision, FileDiff, ShownAsk, TurnEvent } from "../../../../src/agent/transcript/turnEvent.ts";
import type { JsonObject } from "../../../../src/model/message.ts";
import { memoryWorkspace } from "../../support/memoryWorkspace.ts";
import { call, done, scriptedModel, text } from "../../support/scriptedModel.ts";
import { turnPolicy } from "../../support/turnPolicy.ts";

type Call = [name: string, args: JsonObject];
type Files = Map<string, string>;
/** What a user answers to a card: for each of its calls a decision. `files` are as they are then. */
type User = (asked: readonly string[], files: Files) => (id: string) => ApprovalDecision;

const yes: ApprovalDecision = { type: "allowed", scope: "once" };
const no: ApprovalDecision = { type: "denied" };
const edit = (oldText: string, newText: string, path = "a.txt"): Call => ["edit_file", { path, oldText, newText }];
const create = (path: string, content: string): Call => ["create_file", { path, text: content }];
const read = (path = "a.txt"): Call => ["read_file", { path }];

/**
 * Plays one answer with these calls, named c0, c1 and so on.
 * @returns what was asked card by card, what was shown for each call last, the results, and the files in the end
 */
async function play(calls: readonly Call[], user: User, start: Record<string, string>, free: readonly string[] = []) {
  const workspace = memoryWorkspace(start);
  const cards: string[][] = [];
  const events: TurnEvent[] = [];
  let open: { nonce: string; answer(decision: ApprovalDecision): void }[] = [];
  let requests = 0;
  const idOf = (nonce: string): string => {
    const wanted = events.find((event) => event.type === "approval-wanted" && event.nonce === nonce);
    return wanted?.type === "approval-wanted" ? wanted.callId : "";
  };
  const approvals: Approvals = {
    verdict: async ({ tool }) => ({ decision: free.includes(tool) ? "allow" : "ask" }),
    request: () => {
      const nonce = `n${requests++}`;
      const answer = new Promise<ApprovalDecision>((answer) => {
        open.push({ nonce, answer });
        if (open.length > 1) return;
        setImmediate(function look() {
          // The turn pauses now and then, also within a card.
          if (open.some(({ nonce }) => idOf(nonce) === "")) return setImmediate(look);
          const card = open.map(({ nonce, answer }) => ({ id: idOf(nonce), answer }));
          open = [];
          const ids = card.map(({ id }) => id);
          cards.push(ids);
          const decide = user(ids, workspace.files);
          for (const { id, answer } of card) answer(decide(id));
        });
      });
      return { nonce, answer };
    },
  };
  const answer = [...calls.flatMap(([name, args], at) => call(`c${at}`, name, args)), done("tool-calls")];
  const model = scriptedModel(answer, [text("Done."), done()]);
  const tools = [readFile(workspace), editFile(workspace), createFile(workspace)];
  const opening = { type: "asked", id: "q", at: 1, mode: "agent", text: "go", prompt: "go", chips: [] } as const;
  const turn = runTurn(
    {
      opening,
      transcript: emptyTranscript,
      profile: async () => ({ model, tools, system: "s", sampling: {} }),
      policy: turnPolicy(),
      approvals,
      maxSteps: 3,
      now: () => 1,
    },
    new AbortController().signal,
  );
  for await (const event of turn) events.push(event);
  const shown = new Map(
    events.flatMap((each) => (each.type === "approval-wanted" ? [[each.callId, diffOf(each.ask)]] : [])),
  );
  const ended = events.flatMap((each) => (each.type === "tool-ended" ? [each] : []));
  return { cards, shown, ended, files: workspace.files };
}

const diffOf = (ask: ShownAsk): FileDiff | undefined => (ask.kind === "edit" ? ask.diff : undefined);

const allYes: User = () => () => yes;
const start = { "a.txt": "one\ntwo\nthree\n" };

describe("changes of one answer", () => {
  it("are asked about together and made in order, each on the text that the one before leaves", async () => {
    const calls = [edit("one", "ONE"), edit("ONE\ntwo", "1\n2"), create("b.txt", "b\n"), edit("b", "B", "b.txt")];
    const { cards, ended, files } = await play(calls, allYes, start);
    assert.deepEqual(cards, [["c0", "c1", "c2", "c3"]]);
    assert.deepEqual(
      [...files],
      [
        ["a.txt", "1\n2\nthree\n"],
        ["b.txt", "B\n"],
      ],
    );
    assert.ok(ended.every(({ isError }) => !isError));
  });

  it("are asked about together beside reads, which see the files in their turn", async () => {
    const calls = [read(), edit("one", "ONE"), read(), edit("two", "TWO")];
    const { cards, ended } = await play(calls, allYes, start);
    assert.deepEqual(cards, [["c1", "c3"]]);
    assert.equal(ended[0]?.text, "one\ntwo\nthree\n");
    assert.equal(ended[2]?.text, "ONE\ntwo\nthree\n");
  });

  it("are made without those that were denied", async () => {
    const calls = [edit("one", "ONE"), create("b.txt", "b"), create("c.txt", "c")];
    const { cards, ended, files } = await play(calls, () => (id) => (id === "c1" ? no : yes), start);
    assert.deepEqual(cards, [["c0", "c1", "c2"]]);
    assert.match(ended[1]?.text ?? "", /declined/);
    assert.deepEqual([...files.keys()], ["a.txt", "c.txt"]);
  });

  it("are asked about again if a denial changed them", async () => {
    const calls = [edit("one", "ONE"), edit("two", "TWO"), edit("x", "y", "z.txt")];
    const user: User = (asked) => (id) => (id === "c0" && asked.length > 1 ? no : yes);
    const { cards, files } = await play(calls, user, { ...start, "z.txt": "x\n" });
    assert.deepEqual(cards, [["c0", "c1", "c2"], ["c1"]]);
    assert.deepEqual([...files.values()], ["one\nTWO\nthree\n", "y\n"]);
  });

  it("are asked about again if a file changed, and are not made if denied", async () => {
    let times = 0;
    const user: User = (_, files) => {
      if (times++ === 0) files.set("a.txt", "zero\none\ntwo\nthree\n");
      return () => (times === 1 ? yes : no);
    };
    const { cards, ended, files } = await play([edit("one", "ONE"), edit("two", "TWO")], user, start);
    assert.deepEqual(cards, [["c0", "c1"], ["c1"]]);
    assert.match(ended[0]?.text ?? "", /changed meanwhile/);
    assert.equal(files.get("a.txt"), "zero\none\ntwo\nthree\n");
  });

  it("are asked about again where a part that no card holds became another meanwhile", async () => {
    const long = (tail: string) => `two ${"x".repeat(5000)}${tail}\n`;
    const user: User = (ids, files) => {
      if (ids.includes("c0")) files.set("a.txt", long("evil"));
      return () => (ids.includes("c0") ? yes : no);
    };
    const calls = [edit("one", "ONE", "b.txt"), edit("two", "TWO")];
    const { cards, files } = await play(calls, user, { "a.txt": long("good"), "b.txt": "one\n" });
    assert.deepEqual(cards, [["c0", "c1"], ["c1"]]);
    assert.equal(files.get("a.txt"), long("evil"));
  });

  it("leave out an edit without a place: it is asked about in its turn, or refused", async () => {
    const calls = [edit("one", "ONE"), edit("nowhere", "x"), create("a.txt", "x"), create("b.txt", "b")];
    const { cards, ended } = await play(calls, allYes, start);
    assert.deepEqual(cards, [["c0", "c3"]]);
    assert.deepEqual(
      ended.map(({ isError }) => isError),
      [false, true, true, false],
    );
  });

  it("are not asked about if the tool is allowed, and later changes build on them", async () => {
    const calls = [create("b.txt", "b\n"), edit("b", "B", "b.txt"), create("c.txt", "c\n"), edit("c", "C", "c.txt")];
    const { cards, files } = await play(calls, allYes, {}, ["create_file"]);
    assert.deepEqual(cards, [["c1", "c3"]]);
    assert.deepEqual([...files.values()], ["B\n", "C\n"]);
  });

  it("are written as last shown, or not at all", async () => {
    const lines = fc.constantFrom("one", "two", "three", "four");
    const calls = fc.array(
      fc.oneof(
        fc.tuple(lines, lines).map(([from, to]) => edit(from, `${from}-${to}`)),
        lines.map((name) => create(name, `${name}\n`)),
        fc.tuple(lines, lines).map(([path, to]) => edit(path, to, path)),
        fc.constant(read()),
      ),
      { maxLength: 6 },
    );
    const decisions = fc.array(fc.boolean(), { minLength: 30, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(calls, decisions, fc.boolean(), async (made, allows, meddles) => {
        let next = 0;
        const user: User = (_, files) => {
          if (meddles && next === 1) files.set("a.txt", `zero\n${files.get("a.txt") ?? ""}`);
          return () => (allows[next++ % allows.length] ? yes : no);
        };
        const { shown, ended, cards } = await play(made, user, { "a.txt": "one\ntwo\nthree\nfour\n" });
        for (const { callId, diff } of ended) if (diff) assert.deepEqual(diff, shown.get(callId));
        assert.ok(cards.every((ids) => new Set(ids).size === ids.length));
      }),
      { numRuns: 100 },
    );
  });
});
