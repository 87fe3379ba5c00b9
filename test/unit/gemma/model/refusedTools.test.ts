import assert from "node:assert/strict";
import type { Model, ModelEvent, ModelRequest } from "../../../../src/model/model.ts";
import { ModelError } from "../../../../src/model/modelError.ts";
import { tools } from "../../../fuzz/gemma/gemmaCases.ts";
import { native, q } from "../dialect/rows.ts";
import { counted, done, heard, said, withRepairs } from "./scriptedModel.ts";

/** Refuses what declares tools; `before` comes first. */
function refusing(words: string, answer: readonly ModelEvent[], before: readonly ModelEvent[] = []) {
  const requests: ModelRequest[] = [];
  const model: Model = {
    info: { id: "m", label: "M", provider: "test", nativeTools: true, vision: false },
    async *stream(request) {
      requests.push(request);
      await Promise.resolve();
      if (request.tools.length === 0) return yield* answer;
      yield* before;
      throw new ModelError({ kind: "protocol" }, `The server did not take the request. It says: “${words}”.`);
    },
  };
  return { model, requests };
}

const user = { role: "user", parts: [{ type: "text", text: "Read a.ts" }] } as const;
const request = { messages: [user], tools, toolChoice: "required" } as const;

describe("withDialect before a server that takes no tools", () => {
  const refusals = [
    "registry.ollama.ai/library/gemma3:4b does not support tools",
    "No endpoints found that support tool use. To learn more, visit: …",
    "Function calling is not enabled for models/gemma-3-27b-it",
    '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
    "tools param requires --jinja flag",
    "The model produced output that does not match the expected peg-gemma4 format",
  ];
  for (const words of refusals) {
    it(words, async () => {
      const { model, requests } = refusing(words, [...said(native(`read_file{path:${q("a.ts")}}`)), done]);
      let switched = 0;
      const wrapped = withRepairs(model, { newId: counted(), onLeakedCall: () => switched++ });
      const { events, error } = await heard(wrapped, request);
      assert.equal(error, undefined);
      assert.equal(switched, 1, "the user is told once");
      assert.equal(requests.length, 2);
      assert.deepEqual([requests[1]?.tools, requests[1]?.toolChoice], [[], undefined]);
      assert.match(JSON.stringify(requests[1]?.messages), /read_file/, "the tools stand in the prompt");
      const calls = events.flatMap((event) => (event.type === "tool-call-end" ? [event.call.arguments] : []));
      assert.deepEqual(calls, [{ path: "a.ts" }]);
    });
  }

  it("does not ask twice once an answer has begun, nor for another fault, nor without tools", async () => {
    const begun = refusing(refusals[5] ?? "", [done], said("Half"));
    const late = await heard(withRepairs(begun.model), request);
    assert.ok(late.error instanceof ModelError);
    assert.equal(begun.requests.length, 1);
    const other = refusing("Invalid value for topK", [done]);
    assert.ok((await heard(withRepairs(other.model), request)).error instanceof ModelError);
    assert.equal(other.requests.length, 1);
    const plain = refusing(refusals[0] ?? "", [...said("Hi"), done]);
    await heard(withRepairs(plain.model), { messages: [user] });
    assert.equal(plain.requests.length, 1);
  });
});
