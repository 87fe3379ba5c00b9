import assert from "node:assert/strict";
import type { Ask } from "../../../../src/agent/approval/ask.ts";
import * as judge from "../../../../src/agent/approval/command/decideCommand.ts";
import { plainPolicy, type Rule, ruleFor, verdict } from "../../../../src/agent/approval/rules.ts";

const sandboxed = (command: string): { tool: string; ask: Ask } => ({
  tool: "run_command",
  ask: { kind: "sandboxed-command", command, cwd: "/w" },
});
const plain = (command: string): { tool: string; ask: Ask } => ({
  tool: "run_command",
  ask: { kind: "command", command, cwd: "/w" },
});
const rule: Rule = { kind: "sandboxed-command" };
const judged = { judge, policy: plainPolicy };

describe("consent to commands in the sandbox", () => {
  it("is asked for at first, and then covers all of them there", () => {
    assert.deepEqual(verdict(sandboxed("npm test"), [], judged), { decision: "ask" });
    assert.deepEqual(ruleFor(sandboxed("npm test")), rule);
    assert.deepEqual(verdict(sandboxed("make anything"), [rule], judged), { decision: "allow" });
  });

  it("asks while the judge of command lines is not loaded", () => {
    assert.deepEqual(verdict(sandboxed("make anything"), [rule]), { decision: "ask" });
  });

  it("covers none outside, nor does consent outside cover any in it", () => {
    assert.deepEqual(verdict(plain("npm test"), [rule], judged), { decision: "ask" });
    const outside: Rule = { kind: "command", command: "npm test", cwd: "/w" };
    assert.deepEqual(verdict(sandboxed("npm test"), [outside], judged), { decision: "ask" });
  });

  for (const command of [
    "rm -rf .",
    "npm test && git clean -fdx",
    "find . -delete",
    "git reset --hard",
    "eval $X",
    "echo x > .envrc",
  ])
    it(`does not reach what is asked about each time: ${command}`, () =>
      assert.deepEqual(verdict(sandboxed(command), [rule], judged), { decision: "ask" }));

  for (const command of ["curl https://example.com", "npm run build > out.log", "make && ./run", "rm a.txt"])
    it(`reaches what the sandbox bounds: ${command}`, () =>
      assert.deepEqual(verdict(sandboxed(command), [rule], judged), { decision: "allow" }));

  it("does not reach what the user forbids", () => {
    const denying = { judge, policy: { ...plainPolicy, denied: ["npm publish"] } };
    assert.equal(verdict(sandboxed("npm test && npm publish"), [rule], denying).decision, "deny");
    assert.equal(verdict(sandboxed("npm test"), [rule], denying).decision, "allow");
    assert.equal(verdict(sandboxed("  "), [rule], denying).decision, "deny");
  });
});
