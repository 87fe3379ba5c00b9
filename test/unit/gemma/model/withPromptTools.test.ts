import assert from "node:assert/strict";
import { declareTools, withPromptTools } from "../../../../src/gemma/index.ts";
import type { Message } from "../../../../src/model/message.ts";
import { ModelError } from "../../../../src/model/modelError.ts";
import { tools } from "../../../fuzz/gemma/gemmaCases.ts";
import { counted, done, heard, said, scripted } from "./scriptedModel.ts";

const messages: Message[] = [{ role: "user", parts: [{ type: "text", text: "hi" }] }];
const json = '{"name": "read_file", "parameters": {"path": "a.ts"}}';
const call = { type: "tool-call", id: "c1", name: "read_file", arguments: { path: "a.ts" } } as const;

describe("withPromptTools", () => {
  it("declares the tools in the prompt and sends none", async () => {
    const inner = scripted([...said("Hello"), done]);
    const sampling = { temperature: 0.5 };
    await heard(withPromptTools(inner), { messages, tools, sampling, toolChoice: "auto" });
    const [request] = inner.requests;
    assert.deepEqual(request?.tools, []);
    assert.ok(request && !("toolChoice" in request));
    assert.deepEqual(request.sampling, sampling);
    assert.deepEqual(request.messages[0], { role: "system", parts: [{ type: "text", text: declareTools(tools) }] });
  });

  for (const toolChoice of ["required", { name: "now" }] as const) {
    const which = JSON.stringify(toolChoice);
    it(`passes tools on where ${which} is demanded of an engine with grammars`, async () => {
      const inner = scripted([...said(json), done]);
      inner.info.forcesCalls = true;
      await heard(withPromptTools(inner), { messages, tools, toolChoice });
      assert.deepEqual([inner.requests[0]?.tools, inner.requests[0]?.toolChoice], [tools, toolChoice]);
      assert.equal(inner.requests[0]?.messages[0]?.role, "system");
    });

    it(`sends none where ${which} is demanded of any other model`, async () => {
      const inner = scripted([...said(json), done]);
      await heard(withPromptTools(inner), { messages, tools, toolChoice });
      assert.deepEqual([inner.requests[0]?.tools, inner.requests[0]?.toolChoice], [[], undefined]);
      assert.equal(inner.requests[0]?.messages[0]?.role, "system");
    });
  }

  it("turns text into a call", async () => {
    const model = withPromptTools(scripted([...said("I look.\n", json.slice(0, 20), json.slice(20)), done]), {
      newId: counted(),
    });
    const { events } = await heard(model, { messages, tools });
    assert.deepEqual(events, [
      { type: "text", delta: "I look." },
      { type: "tool-call-start", id: "c1", name: "read_file" },
      { type: "tool-call-end", call },
      { type: "done", reason: "tool-calls" },
    ]);
  });

  it("gives every call an id of its own", async () => {
    const { events } = await heard(withPromptTools(scripted([...said(`${json}\n${json}`), done])), { messages, tools });
    const ids = events.flatMap((event) => (event.type === "tool-call-end" ? event.call.id : []));
    assert.equal(new Set(ids).size, 2);
  });

  it("answers a call that was cut, and says why", async () => {
    for (const [reason, why] of [
      ["length", /length limit/],
      ["stop", /cut off or could not be read/],
    ] as const) {
      const inner = scripted([...said(json.slice(0, -5)), { type: "done", reason }]);
      const { events } = await heard(withPromptTools(inner, { newId: counted() }), { messages, tools });
      const end = events.find((event) => event.type === "tool-call-end");
      assert.ok(end?.type === "tool-call-end");
      assert.equal(end.call.name, "read_file");
      assert.match(end.call.fault ?? "", why);
      assert.equal(
        events.some(({ type }) => type === "text"),
        false,
      );
    }
  });

  it("passes other events on, in order", async () => {
    const inner = scripted([
      { type: "waiting", phase: "loading", fraction: 0.5 },
      { type: "thought", delta: "hm" },
      ...said("Hello"),
      { type: "usage", usage: { inputTokens: 3 } },
      { type: "done", reason: "length", model: "m" },
    ]);
    const { events } = await heard(withPromptTools(inner), { messages, tools });
    assert.deepEqual(events, [
      { type: "waiting", phase: "loading", fraction: 0.5 },
      { type: "thought", delta: "hm" },
      { type: "text", delta: "Hello" },
      { type: "usage", usage: { inputTokens: 3 } },
      { type: "done", reason: "length", model: "m" },
    ]);
  });

  it("takes thoughts out of the text", async () => {
    const inner = scripted([...said("<|channel>thought\nhm<channel|>", "Hello"), done]);
    const { events } = await heard(withPromptTools(inner), { messages, tools });
    assert.deepEqual(events.slice(0, 2), [
      { type: "thought", delta: "hm" },
      { type: "text", delta: "Hello" },
    ]);
  });

  it("reads what a server left in the thought it took out", async () => {
    const hm = { type: "thought", delta: "hm" } as const;
    const answered = await heard(withPromptTools(scripted([{ ...hm, delta: "hm<channel|>Hello" }, done])), { tools });
    assert.deepEqual(answered.events, [hm, { type: "text", delta: "Hello" }, done]);
    const native = `hm <|tool_call>call:read_file{path:<|"|>a.ts<|"|>}<tool_call|>`;
    const model = withPromptTools(scripted([{ ...hm, delta: native }, done]), { newId: counted() });
    const { events } = await heard(model, { tools });
    assert.deepEqual(events.slice(1), [
      { type: "tool-call-start", id: "c1", name: "read_file" },
      { type: "tool-call-end", call },
      { type: "done", reason: "tool-calls" },
    ]);
    const drafted = await heard(withPromptTools(scripted([{ ...hm, delta: native }, ...said("No."), done])), { tools });
    assert.deepEqual(drafted.events, [hm, { type: "text", delta: "No." }, done]);
  });

  it("drops the label that leads the answer after the server's own thought", async () => {
    const hm = { type: "thought", delta: "hm" } as const;
    const { events } = await heard(withPromptTools(scripted([hm, ...said("thought\nHello"), done])), { tools });
    assert.deepEqual(events, [hm, { type: "text", delta: "Hello" }, done]);
  });

  it("leaves JSON alone where there are no tools", async () => {
    const { events } = await heard(withPromptTools(scripted([...said(json), done])), { messages });
    assert.deepEqual(events, [{ type: "text", delta: json }, done]);
  });

  it("keeps what was held back when the stream breaks, but no call", async () => {
    const broken = new ModelError({ kind: "unavailable" }, "Gone.");
    const first = await heard(withPromptTools(scripted([...said("Look <|to"), broken])), { messages, tools });
    assert.equal(first.error, broken);
    assert.equal(first.events.map((event) => (event.type === "text" ? event.delta : "?")).join(""), "Look <|to");
    const second = await heard(withPromptTools(scripted([...said(json.slice(0, -1)), broken])), { messages, tools });
    assert.equal(second.error, broken);
    assert.deepEqual(second.events, []);
  });

  it("stops with its signal and releases the model when left early", async () => {
    const stop = new AbortController();
    const inner = scripted([...said("a", "b"), done]);
    stop.abort();
    assert.ok((await heard(withPromptTools(inner), { messages }, stop.signal)).error);
    const left = scripted([...said("a", "b"), done]);
    for await (const event of withPromptTools(left).stream({ messages, tools: [] }, new AbortController().signal)) {
      assert.equal(event.type, "text");
      break;
    }
    assert.equal(left.released, true);
  });

  it("shows the model's own facts, also when they change", () => {
    const inner = scripted([]);
    const model = withPromptTools(inner);
    inner.info = { ...inner.info, label: "Another" };
    assert.equal(model.info.label, "Another");
  });
});
