import assert from "node:assert/strict";
import { inspect } from "node:util";
import { blamedFields, faultOf, isLoading, type StreamFault } from "../../../../src/providers/faults/faultOf.ts";
import { answer, key, now, openAi, rows, target } from "./faultRows.ts";
import { pageRows } from "./pageRows.ts";

describe("faultOf", () => {
  for (const [name, streamFault, fault, words] of [...rows, ...pageRows]) {
    it(name, () => {
      const error = faultOf(streamFault, target, false, now);
      assert.deepEqual(error.fault, fault, error.message);
      assert.match(error.message, words);
      assert.match(error.message, /^[A-Z].*[.]$/s, "sentences for a user");
    });
  }

  it("a missing key is told as one", () => {
    const error = faultOf(answer(401, ""), { ...target, hasKey: false });
    assert.match(error.message, /needs a key and none is set\. Set a valid key; keys are made at https/);
  });

  it("says that what came stays only when something came", () => {
    for (const streamFault of [
      answer(500, ""),
      { at: "cut" },
      { at: "garbled" },
      { at: "silent", seconds: 120 },
    ] as StreamFault[]) {
      assert.match(faultOf(streamFault, target, true).message, /What came so far stays\./);
      assert.doesNotMatch(faultOf(streamFault, target, false).message, /stays/);
    }
  });

  it("never shows a key, whoever echoes it", () => {
    const echoes = [
      `Incorrect API key provided: ${key}`,
      "Authorization: Bearer abcdefghijkl.mnop",
      "Unknown plain-secret",
      `${"x".repeat(290)} ${key}`,
      "try sk-proj-AAAAAAAAAAAAAAAAAAAAAAAA instead",
    ];
    for (const text of echoes) {
      for (const streamFault of [
        answer(401, openAi(text)),
        answer(500, text),
        { at: "stream", error: text } as StreamFault,
      ]) {
        const shown = inspect(faultOf(streamFault, target), { depth: 9 });
        assert.doesNotMatch(shown, /0123456789|abcdefghijkl|plain-secret|AAAA/, text);
      }
    }
    const thrown = new TypeError(`Failed to parse URL from https://x/?k=${key}`);
    assert.doesNotMatch(inspect(faultOf({ at: "connect", error: thrown }, target), { depth: 9 }), /0123456789/);
  });

  it("keeps a server's long text short and on one line", () => {
    const { message } = faultOf(answer(400, openAi(`line\nline\u0007 ${"long ".repeat(1000)}`)), target);
    assert.ok(message.length < 500);
    assert.ok(!message.includes("\n") && !message.includes("\u0007"));
  });

  it("knows a server that is still loading", () => {
    assert.ok(isLoading(answer(503, openAi("Loading model", { code: 503, type: "unavailable_error" }))));
    assert.ok(!isLoading(answer(503, openAi("No slot available"))));
    assert.ok(!isLoading(answer(500, openAi("Loading model"))));
    assert.ok(!isLoading(answer(503, "<html>loading…</html>")));
  });

  it("finds the fields that a refusal names", () => {
    const fields = ["seed", "top_k"];
    assert.deepEqual(blamedFields(answer(400, openAi('Unknown name "top_k": Cannot find field.')), fields), ["top_k"]);
    assert.deepEqual(blamedFields(answer(400, openAi("seedless grapes")), fields), []);
    assert.deepEqual(blamedFields(answer(500, openAi("top_k")), fields), []);
  });
});
