import assert from "node:assert/strict";
import { type Answering, leftOut, type SetBeside } from "../../../../src/providers/parameters/leftOut.ts";
import type { WireProtocol } from "../../../../src/providers/parameters/presetRow.ts";
import type { PresetId } from "../../../../src/providers/presets/presets.ts";

const server = (preset: PresetId, protocol: WireProtocol): Answering => ({ by: "server", preset, protocol });
const nothing: SetBeside = { runware: {}, extraBody: {}, toolChoice: "auto", reasoning: {} };
const runware = { settings: { temperature: 1 } };
const extraBody = { top_a: 1 };
const toolChoice = "required";
const native = { nativeTools: true };
const prompted = { nativeTools: false };

describe("settings that are not sent", () => {
  const rows: readonly [
    answering: Answering,
    set: Partial<SetBeside>,
    info: Parameters<typeof leftOut>[2],
    left: string[],
  ][] = [
    [server("runware", "openai"), { runware }, native, ["runware"]],
    [server("runware", "openai"), { extraBody, toolChoice }, native, []],
    [server("runware", "runware"), { runware, extraBody, toolChoice }, prompted, ["extraBody", "agent.toolChoice"]],
    [server("openrouter", "openai"), { runware, extraBody, toolChoice }, native, []],
    [server("openrouter", "openai"), { toolChoice }, prompted, ["agent.toolChoice"]],
    [server("ollama", "ollama"), { extraBody, toolChoice: "read_file" }, native, ["agent.toolChoice"]],
    [server("custom", "anthropic"), { toolChoice }, native, []],
    [server("custom", "anthropic"), { toolChoice, reasoning: { enabled: true } }, native, ["agent.toolChoice"]],
    [server("custom", "anthropic"), { toolChoice, reasoning: { enabled: false } }, native, []],
    [{ by: "embedded" }, { extraBody, toolChoice }, { nativeTools: false, forcesCalls: true }, ["extraBody"]],
    [{ by: "embedded" }, { toolChoice }, prompted, ["agent.toolChoice"]],
    [server("runware", "runware"), { toolChoice: "none" }, prompted, []],
    [server("runware", "runware"), {}, prompted, []],
  ];
  for (const [answering, set, info, left] of rows) {
    const who = answering.by === "server" ? `${answering.preset} over ${answering.protocol}` : "the engine";
    it(`${who}: ${JSON.stringify(set)}`, () =>
      assert.deepEqual(leftOut(answering, { ...nothing, ...set }, info), left));
  }
});
