import * as v from "valibot";
import { asPlainMessages } from "../../src/gemma/index.ts";
import type { Message, ToolSpec } from "../../src/model/message.ts";
import { createEmbeddedEngine } from "../../src/providers/embedded/host/embeddedEngine.ts";
import { collect, makeEmbeddedBed, removeEmbeddedBed } from "../../test/model/embedded/embeddedBed.ts";
import { usageOf } from "../../test/model/embedded/embeddedChecks.ts";
import { type Row, row } from "../row.ts";

const callSchema = v.object({ id: v.string(), function: v.object({ name: v.string(), arguments: v.string() }) });
const messageSchema = v.object({
  role: v.picklist(["system", "user", "assistant", "tool"]),
  content: v.nullish(v.string()),
  tool_calls: v.optional(v.array(callSchema), []),
  tool_call_id: v.optional(v.string(), ""),
});
const bodySchema = v.object({
  messages: v.array(messageSchema),
  tools: v.array(v.object({ function: v.custom<ToolSpec>((each) => typeof each === "object") })),
});

/**
 * The same loop on the engine of this machine, with the tools in the prompt: how much of earlier requests it finds in
 * its cache, by its own count.
 * @param bodies the requests of one loop in the OpenAI protocol, in order
 */
export async function engineReuseRow(bodies: readonly unknown[]): Promise<Row> {
  const bed = await makeEmbeddedBed();
  const engine = createEmbeddedEngine({ engineDir: bed.engineDir, childPath: bed.childPath });
  try {
    const model = engine.model({ file: bed.modelFile, label: "Gemma", contextTokens: 16_384 });
    let [reused, reusable, before] = [0, 0, 0];
    for (const body of bodies) {
      const request = { messages: plain(body), tools: [], sampling: { temperature: 0, maxTokens: 1 } };
      const { events } = await collect(model.stream(request, new AbortController().signal));
      const { inputTokens, cachedTokens } = usageOf(events);
      reused += before === 0 ? 0 : Math.min(cachedTokens, before);
      reusable += before;
      before = inputTokens;
    }
    const note = `the engine's count over ${bodies.length - 1} steps: ${reused} of ${reusable} tokens`;
    return row("loop.prefixReuse.engine.ratio", reused / reusable, "ratio", note);
  } finally {
    engine.dispose();
    await removeEmbeddedBed(bed);
  }
}

function plain(body: unknown): Message[] {
  const { messages, tools } = v.parse(bodySchema, body);
  const names = new Map<string, string>();
  const told = messages.map(({ role, content, tool_calls: calls, tool_call_id: callId }): Message => {
    for (const call of calls) names.set(call.id, call.function.name);
    const text = content ?? "";
    if (role === "tool") {
      return { role, parts: [{ type: "tool-result", callId, name: names.get(callId) ?? "", text, isError: false }] };
    }
    const called = calls.map(({ id, function: { name, arguments: given } }) => ({
      type: "tool-call" as const,
      id,
      name,
      arguments: v.parse(v.record(v.string(), v.unknown()), JSON.parse(given)),
    }));
    return { role, parts: [...(text === "" ? [] : [{ type: "text" as const, text }]), ...called] };
  });
  return asPlainMessages(
    told,
    tools.map((each) => each.function),
  );
}
