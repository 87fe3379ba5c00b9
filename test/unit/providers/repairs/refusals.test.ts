import assert from "node:assert/strict";
import { refusesTools } from "../../../../src/gemma/model/toolRefusals.ts";
import { blamedFields, type StreamFault } from "../../../../src/providers/faults/faultOf.ts";
import { dispensable } from "../../../../src/providers/repairs/fields.ts";
import { refusalWords } from "../../../../src/providers/repairs/refusal.ts";
import { Repairs } from "../../../../src/providers/repairs/repairs.ts";
import type { Sent } from "../../../../src/providers/repairs/sent.ts";
import { wantsPlainTurns } from "../../../../src/providers/repairs/shapes.ts";
import { lookAlikes, type RefusalRow, refusalRows } from "./refusalRows.ts";
import { laterRefusalRows } from "./laterRefusalRows.ts";
import { toolLimitRows } from "./toolLimitRows.ts";

/** A request that has all that was ever refused. */
const all: Sent = {
  system: true,
  nullContent: true,
  emptyContent: false,
  toolNames: true,
  thoughts: true,
  textArguments: true,
  callIds: true,
  pastResults: true,
  results: true,
  stream: true,
  tools: true,
  manyCalls: true,
  fields: [
    ...[
      "temperature",
      "top_p",
      "top_k",
      "min_p",
      "seed",
      "stop",
      "frequency_penalty",
      "presence_penalty",
      "logit_bias",
    ],
    ...["logprobs", "top_logprobs", "response_format", "stream_options", "tool_choice", "parallel_tool_calls"],
    ...["reasoning", "reasoning_effort", "chat_template_kwargs"],
  ],
};

const streamFaultOf = (answer: RefusalRow[0]): StreamFault => {
  const { status, body } = typeof answer === "string" ? { status: 400, body: { error: { message: answer } } } : answer;
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { at: "answer", status, headers: new Headers(), body: text };
};
/** The same as an error in a stream. */
const inStream = (answer: RefusalRow[0]): StreamFault => ({
  at: "stream",
  error: typeof answer === "string" ? { message: answer } : answer.body,
});

/** What the refusal asks for first: repairs by name, "tools", or nothing. */
function wanted(streamFault: StreamFault, sent: Sent): string {
  const words = refusalWords(streamFault);
  if (words === undefined) return "";
  const repairs = new Repairs();
  if (repairs.find(words, sent, blamedFields(streamFault, dispensable))) return repairs.proven().join();
  return refusesTools(words) || wantsPlainTurns(words, sent) ? "tools" : "";
}

const titleOf = (answer: RefusalRow[0]): string => (typeof answer === "string" ? answer : JSON.stringify(answer.body));

describe("refusals of a request's shape", () => {
  it("are told of many servers", () => assert.ok(refusalRows.length >= 80));
  for (const [answer, repair, more] of [...refusalRows, ...laterRefusalRows, ...toolLimitRows]) {
    it(`${repair}: ${titleOf(answer)}`, () => {
      const sent = { ...all, ...more };
      assert.equal(wanted(streamFaultOf(answer), sent), repair);
      const isStatusAlone =
        typeof answer !== "string" && answer.status < 500 && answer.status !== 400 && answer.status !== 422;
      if (!isStatusAlone) assert.equal(wanted(inStream(answer), sent), repair, "in a stream");
    });
  }
});

describe("refusals of something else", () => {
  for (const answer of lookAlikes) {
    it(titleOf(answer), () => assert.equal(wanted(streamFaultOf(answer), all), ""));
  }

  it("nothing is changed that was not sent", () => {
    const bare: Sent = { ...all, fields: [] };
    for (const [name, value] of Object.entries(all)) if (value === true) Object.assign(bare, { [name]: false });
    for (const [answer, repair] of [...refusalRows, ...laterRefusalRows, ...toolLimitRows]) {
      if (repair === "tools" || repair === "other-max-tokens") continue;
      const words = refusalWords(streamFaultOf(answer)) ?? "";
      assert.equal(new Repairs().find(words, bare, blamedFields(streamFaultOf(answer), dispensable)), false, words);
    }
  });
});
