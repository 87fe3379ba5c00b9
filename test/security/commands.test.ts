import assert from "node:assert/strict";
import { decideCommand, type Shell } from "../../src/agent/approval/index.ts";
import { commandTable, placeOf } from "../support/commandTable.ts";

const shells: readonly Exclude<Shell, "zsh">[] = ["bash", "powershell", "cmd"];

describe("command lines", () => {
  for (const shell of shells) {
    it(`that must not run unasked in ${shell}`, async () => {
      const rows = commandTable("unsafe", shell);
      for (const { allow, command } of rows) {
        const { decision, reasons } = await decideCommand({ command, shell, allow, ...placeOf(shell) });
        assert.equal(decision, "ask", `${JSON.stringify(command)} under ${JSON.stringify(allow)}`);
        assert.ok(reasons.length > 0, command);
      }
      assert.ok(rows.length > 50);
    });

    it(`that are not asked about in ${shell} under their rules`, async () => {
      for (const { allow, command } of commandTable("harmless", shell)) {
        const { decision, reasons } = await decideCommand({ command, shell, allow, ...placeOf(shell) });
        assert.equal(decision, "allow", `${JSON.stringify(command)}: ${reasons.join(" ")}`);
      }
    });

    it(`that are harmless in ${shell} are asked about without a rule, and refused by one that forbids all`, async () => {
      for (const { command } of commandTable("harmless", shell)) {
        const { decision } = await decideCommand({ command, shell, allow: [], ...placeOf(shell) });
        assert.equal(decision, "ask", command);
        const denied = await decideCommand({ command, shell, allow: ["*"], deny: ["*"], ...placeOf(shell) });
        assert.equal(denied.decision, "deny", command);
      }
    });
  }

  it("of bash that must not run unasked must not in zsh either", async () => {
    for (const { allow, command } of commandTable("unsafe", "bash")) {
      const { decision } = await decideCommand({ command, shell: "zsh", allow, ...placeOf("zsh") });
      assert.equal(decision, "ask", `${JSON.stringify(command)} under ${JSON.stringify(allow)}`);
    }
  });
});
