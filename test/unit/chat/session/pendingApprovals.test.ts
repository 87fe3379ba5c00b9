import assert from "node:assert/strict";
import type { AskingCall } from "../../../../src/agent/approval/ask.ts";
import type { Rule } from "../../../../src/agent/approval/rules.ts";
import { PendingApprovals } from "../../../../src/chat/session/pendingApprovals.ts";

const edit = (path: string): AskingCall => ({
  tool: "edit_file",
  ask: { kind: "edit", change: { path, before: "a", after: "b" } },
});
const command: AskingCall = { tool: "run", ask: { kind: "command", command: "npm test", cwd: "/w" } };
const once = { type: "allowed", scope: "once" } as const;

function pending() {
  const rules: Rule[] = [];
  const counts: number[] = [];
  const store = { rules: () => rules, add: (rule: Rule) => void rules.push(rule) };
  return { approvals: new PendingApprovals(store, (waiting) => counts.push(waiting)), rules, counts, store };
}
const { signal } = new AbortController();

describe("approvals that wait", () => {
  it("have a nonce each, so that an answer settles its own request alone, also where calls repeat", async () => {
    const { approvals, counts } = pending();
    const [first, second] = [approvals.request(edit("a.ts"), signal), approvals.request(edit("a.ts"), signal)];
    assert.notEqual(first.nonce, second.nonce);
    approvals.settle(first.nonce, once);
    assert.deepEqual(await first.answer, once);
    approvals.settle(first.nonce, { type: "denied" });
    assert.equal(await Promise.race([second.answer, Promise.resolve("waits")]), "waits");
    approvals.settle(second.nonce, { type: "denied" });
    assert.deepEqual(await second.answer, { type: "denied" });
    assert.deepEqual(counts, [1, 2, 1, 0]);
  });

  it("of tasks beside each other wait each for its own answer, and stop with their own task", async () => {
    const { approvals, counts } = pending();
    const stops = [new AbortController(), new AbortController(), new AbortController()];
    const requests = stops.map(({ signal }, at) => approvals.request(at === 1 ? command : edit(`${at}.ts`), signal));
    stops[0]!.abort();
    assert.deepEqual(await requests[0]!.answer, { type: "stopped" });
    approvals.settle(requests[2]!.nonce, once);
    assert.deepEqual(await requests[2]!.answer, once);
    assert.equal(counts.at(-1), 1);
    approvals.settle(requests[1]!.nonce, once);
    assert.deepEqual(await requests[1]!.answer, once);
  });

  it("take no answer to an unknown or empty nonce, and answer a stopped turn at once", async () => {
    const { approvals } = pending();
    approvals.settle("", once);
    approvals.settle("c1", once);
    const stopped = approvals.request(edit("a.ts"), AbortSignal.abort());
    assert.deepEqual(await stopped.answer, { type: "stopped" });
  });

  it("give the whole texts of an edit while they wait", () => {
    const { approvals } = pending();
    const [asked, other] = [approvals.request(edit("a.ts"), signal), approvals.request(command, signal)];
    assert.deepEqual(approvals.changeOf(asked.nonce), { path: "a.ts", before: "a", after: "b" });
    assert.equal(approvals.changeOf(other.nonce), undefined);
    approvals.settle(asked.nonce, once);
    assert.equal(approvals.changeOf(asked.nonce), undefined);
  });

  it("allow from then on what the answer says, in this chat or in the workspace", async () => {
    const { approvals, rules, store } = pending();
    const is = async (of: PendingApprovals, call: AskingCall) => (await of.verdict(call)).decision;
    const next = new PendingApprovals(store, () => undefined);
    approvals.settle(approvals.request(edit("a.ts"), signal).nonce, { type: "allowed", scope: "chat" });
    assert.deepEqual([await is(approvals, edit("b.ts")), await is(next, edit("b.ts"))], ["allow", "ask"]);
    assert.equal(await is(approvals, command), "ask");
    approvals.settle(approvals.request(command, signal).nonce, { type: "allowed", scope: "workspace" });
    assert.deepEqual([await is(approvals, command), await is(next, command)], ["allow", "allow"]);
    assert.deepEqual(rules, [{ kind: "command", command: "npm test", cwd: "/w" }]);
    const other: AskingCall = { tool: "run", ask: { kind: "command", command: "npm test -- -u", cwd: "/w" } };
    assert.equal(await is(next, other), "ask");
  });
});
