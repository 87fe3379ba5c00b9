import assert from "node:assert/strict";
import type { Message } from "../../../../src/model/message.ts";
import type { Model, ModelEvent, ModelRequest } from "../../../../src/model/model.ts";
import { ModelError, type ModelErrorKind } from "../../../../src/model/modelError.ts";
import { createOpenAiModel, type OpenAiModelOptions } from "../../../../src/providers/openai/openAiModel.ts";
import { presets } from "../../../../src/providers/presets/presets.ts";

export const say = (text: string): Message => ({ role: "user", parts: [{ type: "text", text }] });
export const ask = (text = "hi", rest: Partial<ModelRequest> = {}): ModelRequest => ({
  messages: [say(text)],
  tools: [],
  ...rest,
});

/** A model of the preset "custom" behind a base URL. */
export const modelAt = (baseUrl: string, options: Partial<OpenAiModelOptions> = {}): Model =>
  createOpenAiModel({ preset: presets.custom, baseUrl, modelId: "gemma-4-31b-it", ...options });

export type Collected = { events: ModelEvent[]; text: string; thought: string; error?: ModelError };

/** Everything a stream gives, and the ModelError that ended it, if one did. Any other error fails the test. */
export async function collect(
  model: Model,
  request = ask(),
  signal = new AbortController().signal,
): Promise<Collected> {
  const events: ModelEvent[] = [];
  let error: ModelError | undefined;
  try {
    for await (const event of model.stream(request, signal)) events.push(event);
  } catch (thrown) {
    if (!(thrown instanceof ModelError)) throw thrown;
    error = thrown;
  }
  const joined = (type: "text" | "thought"): string =>
    events.flatMap((event) => (event.type === type ? [event.delta] : [])).join("");
  return { events, text: joined("text"), thought: joined("thought"), ...(error && { error }) };
}

/** Asserts that the stream ended with a fault of the kind, and gives its message. */
export function failed({ error }: Collected, kind: ModelErrorKind): string {
  assert.ok(error, `expected a fault of kind ${kind}, but the stream ended in order`);
  assert.equal(error.fault.kind, kind, error.message);
  return error.message;
}

/** The last event, which ends every answer in order. */
export function doneOf({ events, error }: Collected): Extract<ModelEvent, { type: "done" }> {
  assert.equal(error, undefined);
  const last = events.at(-1);
  assert.ok(last?.type === "done");
  assert.equal(events.filter((event) => event.type === "done").length, 1);
  return last;
}
