import assert from "node:assert/strict";
import type { Message, ToolSpec } from "../../../../src/model/message.ts";
import type { Model, ModelRequest } from "../../../../src/model/model.ts";
import { type RequestDefaults, withDefaults } from "../../../../src/providers/parameters/withDefaults.ts";
import { ask, collect, say } from "../support/collect.ts";

const tools: ToolSpec[] = [{ name: "read_file", description: "", parameters: { type: "object", properties: {} } }];
const result: Message = {
  role: "tool",
  parts: [{ type: "tool-result", callId: "1", name: "x", text: "", isError: false }],
};

async function seen(defaults: RequestDefaults, request: ModelRequest): Promise<ModelRequest> {
  const asked: ModelRequest[] = [];
  const inner: Model = {
    info: { id: "m", label: "m", provider: "p", nativeTools: true, vision: false },
    async *stream(given) {
      asked.push(given);
      yield { type: "done", reason: "stop" };
    },
  };
  await collect(withDefaults(inner, defaults), request);
  return asked[0] ?? assert.fail("nothing was asked");
}

describe("defaults for every question", () => {
  it("fill in what a question leaves open", async () => {
    const reasoning = { enabled: true };
    assert.deepEqual((await seen({ reasoning }, ask())).reasoning, reasoning);
    assert.deepEqual((await seen({ reasoning }, ask("hi", { reasoning: {} }))).reasoning, {});
    assert.deepEqual(await seen({}, ask()), ask());
  });

  it("demand a call only in the first answer", async () => {
    const first = ask("hi", { tools });
    assert.equal((await seen({ toolChoice: "required" }, first)).toolChoice, "required");
    assert.deepEqual((await seen({ toolChoice: "read_file" }, first)).toolChoice, { name: "read_file" });
    const later = { ...first, messages: [say("hi"), result] };
    assert.equal((await seen({ toolChoice: "required" }, later)).toolChoice, undefined);
    assert.equal(
      (await seen({ toolChoice: "required" }, ask())).toolChoice,
      undefined,
      "without tools there is no call",
    );
    assert.equal((await seen({ toolChoice: "no_such_tool" }, first)).toolChoice, undefined);
    assert.equal((await seen({ toolChoice: "read_file" }, { ...first, toolChoice: "auto" })).toolChoice, "auto");
  });

  it("report an unknown tool if tools are offered", async () => {
    const told: unknown[] = [];
    const unknownTool = (...each: unknown[]) => void told.push(each);
    await seen({ toolChoice: "no_such_tool", unknownTool }, ask("hi", { tools }));
    await seen({ toolChoice: "no_such_tool", unknownTool }, ask());
    await seen({ toolChoice: "read_file", unknownTool }, ask("hi", { tools }));
    assert.deepEqual(told, [["no_such_tool", ["read_file"]]]);
  });

  it("offer no tools if calls are not allowed", async () => {
    assert.deepEqual((await seen({ toolChoice: "none" }, ask("hi", { tools }))).tools, []);
  });
});
