import assert from "node:assert/strict";
import type { Commands } from "../../../../src/agent/ports/commands.ts";
import type { Running, Tool } from "../../../../src/agent/ports/tool.ts";
import { toolsOfSmall, toolsToPlan } from "../../../../src/agent/tools/toolSets.ts";
import { agentTools, type OwnPorts } from "../../../../src/editor/agent/agentTools.ts";
import { createTokenEstimator } from "../../../../src/gemma/index.ts";
import { agentSystem } from "../../../../src/prompts/chat.ts";

let stopped = 0;
const process = { id: "p1", command: "npm start", output: { length: 0 }, stop: () => stopped++ };
// Declaring needs none of the ports but whether the user wants the sandbox, which declares one argument more.
const ports = { commands: { wantsSandbox: true, all: () => [process] } as unknown as Commands };
const tools = agentTools(ports as unknown as OwnPorts);
const names = (of: readonly Tool[]) => of.map(({ name }) => name);
const declared = (of: readonly Tool[]) =>
  of.map(({ name, description, parameters }) => ({ name, description, parameters }));
const tokensOf = (of: readonly Tool[]): number =>
  createTokenEstimator().estimate(agentSystem(["workspace"]) + JSON.stringify(declared(of)));

describe("the tools of a profile", () => {
  it("are at most eight of our own for a small model, and those of others", () => {
    const other: Tool = { ...tools[0]!, name: "jira_search" };
    const small = toolsOfSmall([...tools, other], tools);
    assert.deepEqual(names(small), [
      "read_file",
      "list_dir",
      "search_text",
      "edit_file",
      "replace_lines",
      "create_file",
      "run_command",
      "process",
      "jira_search",
    ]);
    assert.deepEqual(names(toolsOfSmall(tools.slice(1), tools)).includes("read_file"), false, "what is off stays off");
  });

  it("leave the system prompt with all tools below 3,000 tokens, with the small set below 1,500", () => {
    assert.ok(tokensOf(tools) < 3000, `${tokensOf(tools)}`);
    const small = tokensOf(toolsOfSmall(tools, tools));
    assert.ok(small < 1500, `${small}`);
  });
});

describe("the tools of Plan mode", () => {
  const planning = toolsToPlan(tools);
  const { signal } = new AbortController();

  it("are declared as those of Agent mode", () => assert.deepEqual(declared(planning), declared(tools)));

  it("stop no command, though this needs no consent", async () => {
    const stopping = async (of: readonly Tool[]) => {
      const plan = await of.find(({ name }) => name === "process")!.plan({ action: "stop", id: "p1" }, signal);
      assert.ok(!plan.asks);
      void plan.run({ signal } as Running).catch(() => undefined);
    };
    await assert.rejects(stopping(planning), /Plan mode only reads/);
    assert.equal(stopped, 0);
    await stopping(tools);
    assert.equal(stopped, 1);
  });
});
