import assert from "node:assert/strict";
import { call, fail, html, pieces, say, type Step } from "../../support/scriptedAnswer.ts";
import { startScriptedServer, type ScriptedServer } from "../../support/scriptedServer.ts";

describe("the scripted server", () => {
  let server: ScriptedServer | undefined;
  afterEach(() => server?.close());

  const start = async (...answers: Step[][]) => (server = await startScriptedServer({ script: answers }));
  const ask = (to: ScriptedServer, body: unknown = { model: "gemma-4-31b-it", stream: true }) =>
    fetch(`${to.baseUrl}/chat/completions`, { method: "POST", body: JSON.stringify(body) });
  const eventsOf = (text: string) =>
    text
      .split("\n\n")
      .filter((line) => line !== "")
      .map((line) => line.replace("data: ", ""));

  it("streams text in pieces, with finish reason, usage and end mark", async () => {
    const running = await start([
      say("abcdefghij", { size: 4 }),
      { type: "usage", prompt: 7, completion: 3, cached: 5 },
    ]);
    const events = eventsOf(await (await ask(running)).text());
    assert.equal(events.pop(), "[DONE]");
    const chunks = events.map((event) => JSON.parse(event));
    assert.deepEqual(chunks.map((chunk) => chunk.choices[0]?.delta.content).slice(0, 3), ["abcd", "efgh", "ij"]);
    assert.equal(chunks[3].choices[0].finish_reason, "stop");
    assert.equal(chunks[4].usage.prompt_tokens_details.cached_tokens, 5);
    assert.equal(chunks[0].model, "gemma-4-31b-it");
    assert.equal(running.requests[0]?.chunksAt.length, 6);
    assert.equal(await running.requests[0]?.done, "ended");
  });

  it("gives id and name on the first delta of a tool call and its arguments in pieces", async () => {
    const running = await start([call("read_file", { path: "a.ts" }, { size: 5, id: "c1" })]);
    const events = eventsOf(await (await ask(running)).text()).slice(0, -1);
    const deltas = events.map((event) => JSON.parse(event).choices[0]?.delta.tool_calls?.[0]).filter(Boolean);
    assert.deepEqual(deltas[0], {
      index: 0,
      id: "c1",
      type: "function",
      function: { name: "read_file", arguments: "" },
    });
    assert.equal(deltas.map((delta) => delta.function.arguments).join(""), '{"path":"a.ts"}');
    assert.ok(deltas.slice(1).every((delta) => delta.id === undefined));
  });

  it("paces pieces by the clock", async () => {
    const running = await start([say("x".repeat(51), { size: 1, perSecond: 500 })]);
    await (await ask(running)).text();
    const at = running.requests[0]?.chunksAt ?? [];
    const took = (at[50] ?? 0) - (at[0] ?? 0);
    assert.ok(took >= 99, `50 intervals of 2 ms took ${took} ms`);
  });

  it("records the request with its size and time, and answers by a function of it", async () => {
    server = await startScriptedServer({
      script: (request) => [say(`${request.index}:${JSON.stringify(request.body)}`)],
      models: ["gemma-4-31b-it"],
    });
    const next = server.request(1);
    await (await ask(server, { a: 1 })).text();
    const text = await (await ask(server, { b: "ü" })).text();
    assert.match(text, /1:\{/);
    const request = await next;
    assert.deepEqual([request.bytes, request.body], [10, { b: "ü" }]);
    assert.ok(Math.abs(request.at - Date.now()) < 600_000, "milliseconds since the epoch");
    const listed = (await (await fetch(`${server.baseUrl}/models`)).json()) as { data: { id: string }[] };
    assert.deepEqual(
      listed.data.map(({ id }) => id),
      ["gemma-4-31b-it"],
    );
    assert.deepEqual(server.others, ["GET /v1/models"]);
  });

  it("answers errors and pages, and 500 when the script is used up", async () => {
    const running = await start([fail(429, "slow down", { "Retry-After": "2" })], [html()]);
    const refused = await ask(running);
    assert.deepEqual([refused.status, refused.headers.get("retry-after")], [429, "2"]);
    assert.match((await ask(running)).headers.get("content-type") ?? "", /html/);
    assert.equal((await ask(running)).status, 500);
  });

  it("cuts the connection after what was written", async () => {
    const running = await start([say("half"), { type: "cut" }]);
    const response = await ask(running);
    const reader = response.body?.getReader();
    const first = await reader?.read();
    assert.match(Buffer.from(first?.value ?? []).toString(), /half/);
    await assert.rejects(async () => reader?.read());
    assert.equal(await running.requests[0]?.done, "gone");
  });

  it("ends without a finish reason where told to, and stops hanging when closed", async () => {
    const running = await start([say("a"), { type: "end" }], [{ type: "hang" }]);
    assert.deepEqual(eventsOf(await (await ask(running)).text()).length, 1);
    const hanging = await ask(running);
    await running.close();
    await assert.rejects(hanging.text());
  });

  it("sees a client that goes away", async () => {
    const running = await start([say("a"), { type: "hang" }]);
    const stop = new AbortController();
    await fetch(`${running.baseUrl}/chat/completions`, { method: "POST", body: "{}", signal: stop.signal });
    stop.abort();
    assert.equal(await running.requests[0]?.done, "gone");
  });

  it("does not cut within a surrogate pair", () => {
    assert.deepEqual(pieces("ab😀c", 3), ["ab😀", "c"]);
  });
});
