import assert from "node:assert/strict";
import { refusalWords } from "../../../../src/providers/repairs/refusal.ts";
import type { Sent } from "../../../../src/providers/repairs/sent.ts";
import { wantsPlainTurns } from "../../../../src/providers/repairs/shapes.ts";

const wordsOf = (status: number, message: string): string | undefined =>
  refusalWords({ at: "answer", status, headers: new Headers(), body: JSON.stringify({ error: { message } }) });

describe("temporary failures don't change the shape of requests", () => {
  for (const [status, message] of [
    [503, "System prompt cache is not available right now, retry"],
    [500, "Streaming backend not available"],
    [502, "stream is not enabled on node 7; failing over"],
    [503, "The tools service is currently unavailable"],
    [504, "The system role service did not answer"],
    [500, "The tools service is temporarily unavailable"],
  ] as const) {
    it(`${status} ${message}`, () => assert.equal(wordsOf(status, message), undefined));
  }
  for (const [status, message] of [
    [500, "Jinja Exception: System role not supported"],
    [500, "tools param requires --jinja flag"],
    [400, "System messages are not supported, try again without"],
  ] as const) {
    it(`a shape: ${status} ${message}`, () => assert.notEqual(wordsOf(status, message), undefined));
  }
});

describe("servers that require text beside calls get the calls as text", () => {
  const sent = { results: true } as Sent;
  for (const message of [
    "the message at position 2 with role 'assistant' must not be empty",
    "The text field in the ContentBlock object at messages.1.content.0 is blank. Add text to the text field, and try again.",
    "Missing required parameter: 'messages[2].content'.",
    "Invalid assistant message: content or tool_calls must be set",
    "messages.2: assistant content is required",
  ]) {
    it(message, () => assert.equal(wantsPlainTurns(wordsOf(400, message) ?? "", sent), true));
  }
  for (const message of [
    "temperature must be set",
    "Missing required parameter: 'text.format'.",
    "The content was flagged: required by policy",
    "model is required",
  ]) {
    it(`none: ${message}`, () => assert.equal(wantsPlainTurns(wordsOf(400, message) ?? "", sent), false));
  }
});
