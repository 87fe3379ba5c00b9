import assert from "node:assert/strict";
import { GemmaDialect } from "../../../src/editor/models/choice/gemmaDialect.ts";
import { ask, collect, modelAt } from "../providers/support/collect.ts";
import { chunk, done, scriptedServer, streams } from "../providers/support/scriptedServer.ts";
import { readFile } from "../providers/fixtures/wireModels.ts";

describe("a server that cannot read its model's calls", () => {
  it("gets no tools any more, even if a call is demanded", async () => {
    const leaks = chunk({ content: '<|tool_call>call:read_file{path:<|"|>a.ts<|"|>}<tool_call|>' });
    await using server = await scriptedServer(streams(leaks, chunk({}, "stop"), done));
    let switched = 0;
    const dialect = new GemmaDialect(() => switched++);
    const demanding = ask("Read a.ts", { tools: [readFile], toolChoice: "required" });
    for (let times = 0; times < 2; times++) {
      const { events } = await collect(dialect.wrap(modelAt(server.baseUrl)), demanding);
      assert.ok(events.some((event) => event.type === "tool-call-end"));
    }
    const sent = server.exchanges.map(({ body }) => [body["tools"] !== undefined, body["tool_choice"]]);
    assert.deepEqual(sent, [
      [true, "required"],
      [false, undefined],
    ]);
    assert.match(JSON.stringify(server.exchanges[1]?.body["messages"]), /read_file/, "they stand in the prompt");
    assert.equal(switched, 1);
  });
});
