import assert from "node:assert/strict";
import type { Ask } from "../../../../src/agent/approval/ask.ts";
import { type Rule, ruleFor, verdict } from "../../../../src/agent/approval/rules.ts";

const sandboxed = (command: string): { tool: string; ask: Ask } => ({
  tool: "run_command",
  ask: { kind: "sandboxed-command", command, cwd: "/w" },
});
const plain = (command: string): { tool: string; ask: Ask } => ({
  tool: "run_command",
  ask: { kind: "command", command, cwd: "/w" },
});
const rule: Rule = { kind: "sandboxed-command" };

describe("consent to commands in the sandbox", () => {
  it("is asked for at first, and then covers all of them there", () => {
    assert.deepEqual(verdict(sandboxed("npm test"), []), { decision: "ask" });
    assert.deepEqual(ruleFor(sandboxed("npm test")), rule);
    assert.deepEqual(verdict(sandboxed("make anything"), [rule]), { decision: "allow" });
  });

  it("covers none outside, nor does consent outside cover any in it", () => {
    assert.deepEqual(verdict(plain("npm test"), [rule]), { decision: "ask" });
    const outside: Rule = { kind: "command", command: "npm test", cwd: "/w" };
    assert.deepEqual(verdict(sandboxed("npm test"), [outside]), { decision: "ask" });
  });

  it("does not reach what the user forbids", () => {
    const policy = { shell: "bash", allowed: [], denied: ["npm publish"] } as const;
    assert.equal(verdict(sandboxed("npm test && npm publish"), [rule], policy).decision, "deny");
    assert.equal(verdict(sandboxed("npm test"), [rule], policy).decision, "allow");
    assert.equal(verdict(sandboxed("  "), [rule], policy).decision, "deny");
  });
});
