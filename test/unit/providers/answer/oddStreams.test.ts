import assert from "node:assert/strict";
import { faultOf } from "../../../../src/providers/faults/faultOf.ts";
import { outputRoom } from "../../../../src/providers/window/outputRoom.ts";
import { collect, doneOf, failed, modelAt } from "../support/collect.ts";
import { plays } from "../support/memoryTransport.ts";
import { chunk, data, done } from "../support/scriptedServer.ts";

const answerTo = (...pieces: string[]) =>
  collect(modelAt("http://x.invalid/v1", { transport: plays([Buffer.from(pieces.join(""))]) }));
const hello = chunk({ content: "Hi" }, "stop");
const callOf = (piece: unknown) => chunk({ tool_calls: [piece] });

describe("odd events of a chat completion", () => {
  for (const nothing of ["null", "true", "0", "17"]) {
    it(`${nothing} is nothing of an answer`, async () => {
      assert.equal((await answerTo(`data: ${nothing}\n\n`, hello, `data: ${nothing}\n\n`, done)).text, "Hi");
      failed(await answerTo(`data: ${nothing}\n\n`, done), "empty");
    });
  }

  it("a text is quoted", async () => {
    assert.match(failed(await answerTo(data("The server is full"), done), "protocol"), /The server is full/);
  });

  for (const [words, kind] of [
    ["rate limit exceeded", "rate-limit"],
    ["Insufficient credits", "credit"],
    ["worker died", "unavailable"],
  ] as const) {
    it(`an event named error may be plain words: ${words}`, async () => {
      assert.match(failed(await answerTo(`event: error\ndata: ${words}\n\n`), kind), new RegExp(words));
      assert.match(failed(await answerTo(chunk({ content: "Hi" }), `event: error\ndata: ${words}\n\n`), kind), /stays/);
    });
  }

  for (const field of ["reasoning", "reasoning_content", "reasoningContent", "reasoning_text", "thinking"]) {
    it(`a thought called ${field} is one, also in a whole answer`, async () => {
      const got = await answerTo(chunk({ [field]: "Hm" }), hello, done);
      assert.deepEqual([got.thought, got.text], ["Hm", "Hi"]);
      const message = { role: "assistant", content: "Hi", [field]: "Hm" };
      const whole = await answerTo(JSON.stringify({ choices: [{ index: 0, message, finish_reason: "stop" }] }));
      assert.deepEqual([whole.thought, whole.text], ["Hm", "Hi"]);
    });
  }

  it("the end mark may be in small letters", async () => {
    assert.equal(doneOf(await answerTo(chunk({ content: "Hi" }), "data: [done]\n\n")).reason, "stop");
  });

  it("a refusal in place of content is the answer's text", async () => {
    const pieces = [chunk({ role: "assistant", content: null, refusal: "I can't " }), chunk({ refusal: "do that." })];
    assert.equal((await answerTo(...pieces, chunk({}, "stop"), done)).text, "I can't do that.");
  });

  it("a text of the protocol before chat is the answer's text", async () => {
    const pieces = ["He", "llo"].map((text) => data({ choices: [{ index: 0, text, finish_reason: null }] }));
    const end = data({ choices: [{ index: 0, text: "", finish_reason: "stop" }] });
    assert.equal((await answerTo(...pieces, end, done)).text, "Hello");
    const whole = JSON.stringify({ choices: [{ text: "Hello", finish_reason: "stop" }] });
    assert.equal((await answerTo(whole)).text, "Hello");
  });

  for (const piece of [null, { index: 0, type: "function" }, { index: 0, function: {} }, { index: 0, id: "c" }]) {
    it(`a piece of a call without name and arguments is none: ${JSON.stringify(piece)}`, async () => {
      const got = await answerTo(callOf(piece), hello, done);
      assert.equal(got.text, "Hi");
      assert.equal(doneOf(got).reason, "stop");
      assert.deepEqual(
        got.events.filter(({ type }) => type.startsWith("tool-call")),
        [],
      );
    });
  }

  it("where nothing else came it is a call that names no tool, which the model is told", async () => {
    const got = await answerTo(callOf({ index: 0, id: "c" }), chunk({}, "tool_calls"), done);
    const [call] = got.events.flatMap((event) => (event.type === "tool-call-end" ? [event.call] : []));
    assert.match(call?.fault ?? "", /names no tool/);
  });
});

describe("a limit of the answer is no long conversation", () => {
  for (const words of [
    "maximum output length is 50 tokens; max_tokens too high",
    "The output length exceeds the maximum of 512 tokens",
  ]) {
    it(words, () => {
      const body = JSON.stringify({ error: { message: words } });
      const streamFault = { at: "answer", status: 400, headers: new Headers(), body } as const;
      const target = { url: "https://x.invalid", local: false, hasKey: true, secrets: [] };
      assert.notEqual(faultOf(streamFault, target).fault.kind, "overflow");
      assert.ok(outputRoom(streamFault, 4000, 100));
    });
  }
});
