import assert from "node:assert/strict";
import { readArguments } from "../../../../src/gemma/index.ts";
import type { ToolCallPart } from "../../../../src/model/message.ts";
import type { ModelEvent } from "../../../../src/model/model.ts";
import { ModelError } from "../../../../src/model/modelError.ts";
import { tools } from "../../../fuzz/gemma/gemmaCases.ts";
import { native, q } from "../dialect/rows.ts";
import { counted, done, heard, said, scripted, withRepairs } from "./scriptedModel.ts";

const readA = native(`read_file{path:${q("a.ts")}}`);
const thought = (delta: string): ModelEvent => ({ type: "thought", delta });
const end = (id: string, given: ToolCallPart["arguments"], fault?: string): ModelEvent => ({
  type: "tool-call-end",
  call: { type: "tool-call", id, name: "read_file", arguments: given, ...(fault !== undefined && { fault }) },
});
const start = (id: string): ModelEvent => ({ type: "tool-call-start", id, name: "read_file" });

const repaired = async (events: (ModelEvent | Error)[], onLeakedCall?: () => void) => {
  const model = withRepairs(scripted(events, true), { newId: counted(), ...(onLeakedCall && { onLeakedCall }) });
  return heard(model, { tools });
};

describe("withDialect", () => {
  it("sends the request as it is", async () => {
    const inner = scripted([done], true);
    const request = { messages: [], tools, toolChoice: "required" as const };
    await heard(withRepairs(inner), request);
    assert.deepEqual(inner.requests[0], request);
  });

  it("passes an orderly answer through", async () => {
    const events: ModelEvent[] = [
      { type: "waiting", phase: "queued" },
      thought("hm"),
      ...said("Hello"),
      start("n1"),
      { type: "tool-call-delta", id: "n1", delta: '{"path": "a.ts"}' },
      end("n1", { path: "a.ts" }),
      { type: "usage", usage: { inputTokens: 1 } },
      { type: "done", reason: "tool-calls", model: "m" },
    ];
    assert.deepEqual((await repaired(events)).events, events);
  });

  it("makes a call of markup in the text, once the answer is over", async () => {
    let leaks = 0;
    const { events } = await repaired([...said("I look. <|tool_", readA.slice(7)), done], () => leaks++);
    assert.deepEqual(events, [
      { type: "text", delta: "I look." },
      start("c1"),
      end("c1", { path: "a.ts" }),
      { type: "done", reason: "tool-calls" },
    ]);
    assert.equal(leaks, 1);
  });

  it("makes no second call of one that the server sent too", async () => {
    let leaks = 0;
    const { events } = await repaired([...said(readA), start("n1"), end("n1", { path: "a.ts" }), done], () => leaks++);
    assert.deepEqual(events, [start("n1"), end("n1", { path: "a.ts" }), done]);
    assert.equal(leaks, 0);
  });

  it("takes a thought out of the text", async () => {
    const { events } = await repaired([...said("<|channel>thought\nhm<channel|>Hello"), done]);
    assert.deepEqual(events, [thought("hm"), ...said("Hello"), done]);
  });

  it("takes tokens out of a thought", async () => {
    const { events } = await repaired([thought("thought\n"), thought("hm<unused3>"), ...said("Hello<turn|>"), done]);
    assert.deepEqual(events, [thought("hm"), ...said("Hello"), done]);
  });

  it("finds the answer that a server left in the thought", async () => {
    const { events } = await repaired([thought("hm<channel|>Hello"), done]);
    assert.deepEqual(events, [thought("hm"), ...said("Hello"), done]);
  });

  it("makes the call that a server left in the thought, if nothing else was said", async () => {
    const { events } = await repaired([thought(`I look. ${readA}`), done]);
    assert.deepEqual(events.slice(1), [
      start("c1"),
      end("c1", { path: "a.ts" }),
      { type: "done", reason: "tool-calls" },
    ]);
    const answered = await repaired([thought(`I look. ${readA}`), ...said("No."), done]);
    assert.deepEqual(answered.events, [thought("I look."), ...said("No."), done]);
  });

  it("drops the label that leads the answer after the server's own thought", async () => {
    for (const label of ["thought\n", "thought:\n", "final\n"]) {
      const { events } = await repaired([thought("Budget used."), ...said(label, "The answer is 42."), done]);
      assert.deepEqual(events, [thought("Budget used."), ...said("The answer is 42."), done]);
    }
    const details: ModelEvent = { type: "thought", delta: "Budget used.", details: [{ id: 1 }] };
    const told = await repaired([...said("\n"), details, ...said("thought\nThe answer is 42."), done]);
    assert.deepEqual(told.events, [details, ...said("The answer is 42."), done]);
    const none = await repaired([...said("thought\nhm<channel|>Hello"), done]);
    assert.deepEqual(none.events, [thought("hm"), ...said("Hello"), done]);
  });

  it("finds the tool that a server's call means", async () => {
    for (const name of ["default_api:read_file", "functions.read_file", "tools/read_file", "functions.read_file:0"]) {
      const given = { type: "tool-call", id: "n1", name, arguments: { path: "a.ts" } } as const;
      const { events } = await repaired([
        { type: "tool-call-start", id: "n1", name },
        { type: "tool-call-end", call: given },
        done,
      ]);
      assert.deepEqual(events, [start("n1"), end("n1", { path: "a.ts" }), done]);
    }
    const unknown = { type: "tool-call", id: "n1", name: "ns:other", arguments: {} } as const;
    const kept = await repaired([{ type: "tool-call-end", call: unknown }, done]);
    assert.deepEqual(kept.events[0], { type: "tool-call-end", call: unknown });
  });

  it("makes a call of another model's markup", async () => {
    let leaks = 0;
    const markup = "<tool_call>\n<function=read_file>\n<parameter=path>\na.ts\n</parameter>\n</function>\n</tool_call>";
    const { events } = await repaired([...said(markup), done], () => leaks++);
    assert.deepEqual(events, [start("c1"), end("c1", { path: "a.ts" }), { type: "done", reason: "tool-calls" }]);
    assert.equal(leaks, 1);
  });

  it("keeps the words before and after a call apart", async () => {
    const { events } = await repaired([...said(`One.\n\n${readA}\n\n\`\`\`ts\nx\n\`\`\``), done]);
    const text = events.flatMap((event) => (event.type === "text" ? event.delta : [])).join("");
    assert.equal(text, "One.\n\n```ts\nx\n```");
  });

  it("keeps a provider's own pieces of a thought as they are", async () => {
    const event: ModelEvent = { type: "thought", delta: "hm<unused1>", details: [{ id: 1 }] };
    assert.deepEqual((await repaired([event, done])).events, [event, done]);
  });

  it("fits native arguments to the tool", async () => {
    const { events } = await repaired([start("n1"), end("n1", { file_path: '<|"|>a.ts<|"|>', startLine: "3" }), done]);
    assert.deepEqual(events[1], end("n1", { path: "a.ts", startLine: 3 }));
  });

  it("reads native arguments that the wire could not, if that is certain", async () => {
    const delta: ModelEvent = {
      type: "tool-call-delta",
      id: "n1",
      delta: `{"path": "<|"|>a.ts<|"|>", "startLine": 3}`,
    };
    const { events } = await repaired([start("n1"), delta, end("n1", {}, "not JSON"), done]);
    assert.deepEqual(events[2], end("n1", { path: "a.ts", startLine: 3 }));
    const cut: ModelEvent = { type: "tool-call-delta", id: "n1", delta: '{"path": "a.t' };
    const kept = await repaired([start("n1"), cut, end("n1", {}, "cut"), done]);
    assert.deepEqual(kept.events[2], end("n1", {}, "cut"));
  });

  it("answers a cut call in the text with a fault", async () => {
    const { events } = await repaired([...said(readA.slice(0, 40)), { type: "done", reason: "length" }]);
    const last = events.at(-2);
    assert.ok(last?.type === "tool-call-end");
    assert.match(last.call.fault ?? "", /length limit/);
  });

  it("keeps what was held back when the stream breaks", async () => {
    const broken = new ModelError({ kind: "unavailable" }, "Gone.");
    const { events, error } = await repaired([...said("a <|to"), broken]);
    assert.equal(error, broken);
    assert.equal(events.map((event) => (event.type === "text" ? event.delta : "?")).join(""), "a <|to");
  });
});

describe("readArguments", () => {
  const tool = tools[0];
  const rows: [string, string, unknown][] = [
    ["JSON", '{"path": "a.ts", "startLine": "3"}', { path: "a.ts", startLine: 3 }],
    ["nothing", " ", {}],
    ["marks in place of quotes", '{"path": <|"|>a.ts<|"|>}', { path: "a.ts" }],
    ["marks between quotes", '{"path": "<|"|>a "b".ts<|"|>"}', { path: 'a "b".ts' }],
    ["halves of marks", String.raw`{"path": "<|\"|"a.ts<|\", "startLine": 3}`, { path: "a.ts", startLine: 3 }],
    ["Gemma's own body", `{path:${q("a.ts")},startLine:3}`, { path: "a.ts", startLine: 3 }],
    ["cut off", '{"path": "a.ts"', undefined],
    ["a list", "[1]", undefined],
    ["prose", "read a.ts", undefined],
  ];
  for (const [name, text, expected] of rows) {
    it(name, () => assert.deepEqual(readArguments(text, tool), expected));
  }
});
