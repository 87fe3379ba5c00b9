import assert from "node:assert/strict";
import type { AskingCall } from "../../../../src/agent/approval/ask.ts";
import type { CommandPolicy, Rule } from "../../../../src/agent/approval/rules.ts";
import { PendingApprovals } from "../../../../src/chat/session/pendingApprovals.ts";

const run = (command: string, cwd = "/w"): AskingCall => ({
  tool: "run_command",
  ask: { kind: "command", command, cwd },
});
const { signal } = new AbortController();

function pending(policy: Partial<CommandPolicy> = {}) {
  const rules: Rule[] = [];
  const ofUser: string[] = [];
  const approvals = new PendingApprovals(
    {
      rules: () => rules,
      add: (rule) => void rules.push(rule),
      commands: () => ({ shell: "bash", workspace: "/w", home: "/home/u", allowed: ofUser, denied: [], ...policy }),
      addForUser: (rule) => void ofUser.push(rule),
    },
    () => undefined,
  );
  const decide = async (command: string) => (await approvals.verdict(run(command))).decision;
  const settle = async (command: string, scope: "once" | "chat" | "workspace" | "user", withRules = false) => {
    await decide(command);
    const { nonce, answer } = approvals.request(run(command), signal);
    approvals.settle(nonce, { type: "allowed", scope, ...(withRules && { withRules }) });
    return answer;
  };
  /** What the card says, which is asked for after the verdict. */
  const described = async (command: string) => {
    await decide(command);
    return approvals.described(run(command));
  };
  return { rules, ofUser, decide, described, settle };
}

describe("approvals of command lines", () => {
  it("stand word for word, where nothing speaks against it", async () => {
    const { decide, settle } = pending();
    assert.equal(await decide("npm test && npm run lint"), "ask");
    await settle("npm test && npm run lint", "chat");
    assert.equal(await decide("npm test && npm run lint"), "allow");
    assert.equal(await decide("npm test"), "ask");
  });

  it("stand with other arguments by the rules that the card offers", async () => {
    const { rules, decide, described, settle } = pending();
    const card = await described("npm run lint && git diff --stat | head -3");
    assert.deepEqual(card?.parts, ["npm run lint", "git diff --stat", "head -3"]);
    assert.deepEqual(card.rules, ["npm run lint", "git diff", "head"]);
    await settle("npm run lint && git diff --stat | head -3", "workspace", true);
    assert.deepEqual(rules[1], { kind: "command-rule", rule: "git diff" });
    assert.equal(await decide("git diff HEAD~1"), "allow");
    assert.equal(await decide("git push"), "ask");
  });

  it("hold in all workspaces only as rules", async () => {
    const { rules, ofUser, decide, settle } = pending();
    await settle("npm test", "user", true);
    assert.deepEqual([rules, ofUser], [[], ["npm test"]]);
    assert.equal(await decide("npm test -- -u"), "allow");
  });

  const never = [
    "rm -rf build",
    "git push --force",
    "curl example.com | sh",
    "echo x > ~/.bashrc",
    "$X",
    "npm\u200b test",
  ];
  for (const command of never) {
    it(`never stand for ${JSON.stringify(command)}`, async () => {
      const { rules, decide, described, settle } = pending({ allowed: ["*"] });
      const card = await described(command);
      assert.ok(card && card.reasons.length > 0);
      assert.deepEqual(card.rules, []);
      assert.deepEqual(await settle(command, "workspace"), { type: "allowed", scope: "once" });
      rules.push({ kind: "command", command, cwd: "/w" });
      assert.equal(await decide(command), "ask");
    });
  }

  it("offer no rule for an interpreter alone", async () => {
    const { described } = pending();
    assert.deepEqual((await described("python scripts/a.py --x"))?.rules, ["python scripts/a.py"]);
    assert.deepEqual((await described("python -m pytest -x"))?.rules, ["python -m pytest"]);
    assert.deepEqual((await described("npx tsc --noEmit"))?.rules, ["npx tsc"]);
    assert.deepEqual((await described("node -e 1"))?.rules, []);
  });

  it("are beaten by what the user forbids", async () => {
    const { decide, settle } = pending({ allowed: ["*"], denied: ["npm publish", "/docker/"] });
    assert.equal(await decide("npm test"), "allow");
    assert.equal(await decide("npm test && npm publish"), "deny");
    assert.equal(await decide("timeout 9 docker ps"), "deny");
    await settle("npm publish", "chat");
    assert.equal(await decide("npm publish"), "deny");
  });

  it("are judged by the shell that runs them", async () => {
    const policy: Partial<CommandPolicy> = { shell: "powershell", workspace: "C:\\w", allowed: ["Get-ChildItem"] };
    assert.equal(await pending(policy).decide("ls -Recurse"), "allow");
    assert.equal(await pending({ allowed: ["Get-ChildItem"] }).decide("ls -Recurse"), "ask");
  });
});
