import assert from "node:assert/strict";
import type { ForeignTool } from "../../../../src/agent/ports/foreign.ts";
import type { Tool } from "../../../../src/agent/ports/tool.ts";
import { ChosenTools } from "../../../../src/editor/agent/foreign/chosenTools.ts";
import { choiceOf, toolRows } from "../../../../src/editor/agent/foreign/toolRows.ts";
import { memento } from "../../../support/memento.ts";
import { scriptedForeign } from "../../../support/scriptedForeign.ts";

const own = (name: string): Tool => ({
  name,
  description: `Does ${name}.`,
  parameters: { type: "object", properties: {} },
  plan: async () => ({ run: async () => ({ text: "" }) }),
});
const station = { kind: "server", label: "Station" } as const;
const forecast = (): ForeignTool => ({ name: "forecast", source: station, description: "The weather.", schema: {} });
const alarm = (): ForeignTool => ({ ...forecast(), name: "alarm", description: "Rings." });

describe("the tools of a chat", () => {
  let there: ForeignTool[];
  let memory: ReturnType<typeof memento>;
  let chosen: ChosenTools;
  const open = () =>
    new ChosenTools({ memory, builtIn: [own("read_file"), own("todo")], foreign: scriptedForeign(there) });
  const names = (chat: string) => chosen.tools(chat).map(({ name }) => name);
  /** Picks the rows with these labels, as the user does in the list. */
  const pick = (chat: string, labels: readonly string[]) =>
    chosen.choose(
      chat,
      choiceOf(
        chosen,
        toolRows(chosen, chat).filter(({ label }) => labels.includes(label)),
      ),
    );
  beforeEach(() => {
    there = [forecast(), alarm()];
    memory = memento();
    chosen = open();
  });

  it("are ours alone at first, and those of others once they are picked", async () => {
    assert.deepEqual(names("a"), ["read_file", "todo"]);
    await pick("a", ["read_file", "forecast"]);
    assert.deepEqual(names("a"), ["read_file", "read_result", "forecast"]);
  });

  it("are remembered for the chat, and new chats begin with the last choice", async () => {
    assert.deepEqual(names("old"), ["read_file", "todo"]);
    await pick("a", ["read_file", "todo", "alarm"]);
    chosen = open();
    assert.deepEqual(names("a"), ["read_file", "todo", "read_result", "alarm"]);
    assert.deepEqual(names("new"), names("a"));
    assert.deepEqual(names("old"), ["read_file", "todo"], "a chat that had begun keeps its tools");
    await pick("new", ["todo"]);
    assert.deepEqual(names("a"), ["read_file", "todo", "read_result", "alarm"]);
  });

  it("stay declared word for word when the server changes them or goes, and the user is told once", async () => {
    await pick("a", ["read_file", "forecast"]);
    const before = JSON.stringify(chosen.tools("a"));
    assert.deepEqual(chosen.newlyMissing("a"), []);
    there[0] = { ...forecast(), description: "Other words.", schema: { properties: { x: {} } } };
    chosen = open();
    assert.equal(JSON.stringify(chosen.tools("a")), before);
    there.splice(0);
    assert.deepEqual(
      chosen.newlyMissing("a").map(({ tool }) => tool),
      ["forecast"],
    );
    assert.deepEqual(chosen.newlyMissing("a"), []);
    assert.equal(JSON.stringify(chosen.tools("a")), before);
    const row = toolRows(chosen, "a").find(({ label }) => label === "forecast");
    assert.equal(row?.group, "Station (MCP server), not there now");
    assert.equal(row.isOn, true);
    await pick("a", ["read_file", "todo", "forecast"]);
    assert.deepEqual(names("a"), ["read_file", "todo", "read_result", "forecast"]);
    await pick("a", ["read_file"]);
    assert.deepEqual(names("a"), ["read_file"]);
  });

  it("are another's when the same name comes from another server", async () => {
    await pick("a", ["forecast"]);
    there[0] = { ...forecast(), source: { kind: "server", label: "Impostor" } };
    assert.deepEqual(
      chosen.missing("a").map(({ tool }) => tool),
      ["forecast"],
    );
    const rows = toolRows(chosen, "a").filter(({ label }) => label === "forecast");
    assert.deepEqual(
      rows.map(({ group, isOn }) => [group, isOn]),
      [
        ["Impostor (MCP server)", false],
        ["Station (MCP server), not there now", true],
      ],
    );
  });

  it("are grouped, with what each costs", () => {
    const rows = toolRows(chosen, "a");
    assert.deepEqual(
      rows.map(({ group, label }) => [group, label]),
      [
        ["Gemma Code", "read_file"],
        ["Gemma Code", "todo"],
        ["Station (MCP server)", "alarm"],
        ["Station (MCP server)", "forecast"],
      ],
    );
    assert.ok(rows.every(({ size }) => size > 20));
    assert.equal(rows[3]!.detail, "The weather.");
  });

  it("survive a memory that holds anything", () => {
    for (const broken of [1, "x", { last: 1 }, { last: { off: [], on: [{ tool: "x" }] }, chats: [] }]) {
      void memory.update("gemma.chosenTools", broken);
      chosen = open();
      assert.deepEqual(names("a"), ["read_file", "todo"]);
    }
  });
});
