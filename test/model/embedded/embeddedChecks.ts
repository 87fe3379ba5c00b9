import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import type { Message } from "../../../src/model/message.ts";
import type { ModelEvent, ModelRequest, Usage } from "../../../src/model/model.ts";
import { ModelError } from "../../../src/model/modelError.ts";

export const never = new AbortController().signal;

export function say(role: Message["role"], text: string): Message {
  return { role, parts: [{ type: "text", text }] };
}

const counting = Array.from({ length: 30 }, (_, index) => index + 1).join(" ");

/** A request that is answered alike each time and at any length: even a small base model goes on counting. */
export function count(maxTokens: number, text = counting): ModelRequest {
  const messages = [say("user", "Count."), say("assistant", text)];
  return { messages, tools: [], sampling: { temperature: 0, maxTokens } };
}

/** What a stream threw, which must be a ModelError of this kind. */
export function errorOf(error: unknown, kind: ModelError["fault"]["kind"]): ModelError {
  assert.ok(error instanceof ModelError, `not a ModelError: ${String(error)}`);
  assert.equal(error.fault.kind, kind, error.message);
  return error;
}

export function usageOf(events: readonly ModelEvent[]): Required<Omit<Usage, "cost" | "costBasis" | "results">> {
  const event = events.find(({ type }) => type === "usage");
  assert.ok(event?.type === "usage", "no usage was told");
  const { inputTokens, outputTokens, thoughtTokens, cachedTokens } = event.usage;
  assert.ok(inputTokens !== undefined && outputTokens !== undefined);
  assert.ok(thoughtTokens !== undefined && cachedTokens !== undefined);
  return { inputTokens, outputTokens, thoughtTokens, cachedTokens };
}

/** Resolves when no process of this id runs any more; fails after ten seconds. */
export async function gone(pid: number): Promise<void> {
  for (const until = performance.now() + 10_000; performance.now() < until; await delay(20)) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
  }
  assert.fail(`process ${pid} still runs`);
}
