import assert from "node:assert/strict";
import fc from "fast-check";
import { createOpenAiModel } from "../../../src/providers/openai/openAiModel.ts";
import { presets } from "../../../src/providers/presets/presets.ts";

const event = (json: unknown): string => `data: ${JSON.stringify(json)}\n\n`;
const delta = (delta: object, finish: string | null = null): string =>
  event({ choices: [{ index: 0, delta, finish_reason: finish }] });

/** What servers and gateways send between the events of an answer and that is nothing of it. */
const noise = fc.constantFrom(
  "",
  "data: null\n\n",
  "data: true\n\n",
  "data: 0\n\n",
  "data: []\n\n",
  "data: {}\n\n",
  "data: \n\n",
  ": OPENROUTER PROCESSING\n\n",
  "event: ping\ndata: {}\n\n",
  event({ choices: [] }),
  event({ choices: null, usage: null }),
  event({ id: "c", object: "chat.completion.chunk" }),
  event({ status: "processing" }),
  event({ hello: "world" }),
  delta({}),
  delta({ role: "assistant", content: null, refusal: null }),
  delta({ content: "" }),
  delta({ tool_calls: [] }),
  delta({ tool_calls: null, function_call: null }),
  delta({ tool_calls: [{ index: 0, type: "function" }] }),
  delta({ reasoning: null, reasoning_details: [] }),
);

/** An answer's text in pieces, with noise before each event, in the line ends of either world. */
const answers = fc
  .record({
    pieces: fc.array(fc.string({ minLength: 1, maxLength: 8, unit: "grapheme" }), { minLength: 1, maxLength: 5 }),
    between: fc.array(noise, { minLength: 7, maxLength: 7 }),
    lineEnd: fc.constantFrom("\n", "\r\n"),
    isEnded: fc.boolean(),
  })
  .filter(({ pieces }) => pieces.join("").trim() !== "");

/** Whatever stands between the events of an answer, its text is the same and it ends in order. */
export const noiseProperty = fc.asyncProperty(answers, async ({ pieces, between, lineEnd, isEnded }) => {
  const told = [...pieces.map((content) => delta({ content })), delta({}, "stop")];
  const events = told.map((each, at) => (between[at] ?? "") + each);
  const body = [...events, isEnded ? "data: [DONE]\n\n" : ""].join("").replaceAll("\n", lineEnd);
  const model = createOpenAiModel({
    preset: presets.custom,
    baseUrl: "http://x.invalid/v1",
    modelId: "m",
    transport: () => Promise.resolve(new Response(body, { headers: { "Content-Type": "text/event-stream" } })),
  });
  let text = "";
  let reason: string | undefined;
  for await (const each of model.stream({ messages: [], tools: [] }, new AbortController().signal)) {
    if (each.type === "text") text += each.delta;
    if (each.type === "done") ({ reason } = each);
    assert.ok(!each.type.startsWith("tool-call"), each.type);
  }
  assert.deepEqual([text, reason], [pieces.join(""), "stop"]);
});
