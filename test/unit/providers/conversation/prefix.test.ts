import assert from "node:assert/strict";
import { messagesOf } from "../../../../src/agent/loop/messages.ts";
import { emptyTranscript, record } from "../../../../src/agent/transcript/transcript.ts";
import type { TurnEvent } from "../../../../src/agent/transcript/turnEvent.ts";
import { asPlainMessages, withoutOldThoughts } from "../../../../src/gemma/index.ts";
import type { Message, ToolSpec } from "../../../../src/model/message.ts";
import type { ModelInfo, ModelRequest } from "../../../../src/model/model.ts";
import { toAnthropicBody } from "../../../../src/providers/anthropic/anthropicBody.ts";
import { type Family, renderPrompt } from "../../../../src/providers/embedded/format/template.ts";
import { toOllamaBody } from "../../../../src/providers/ollama/ollamaBody.ts";
import { toWireBody } from "../../../../src/providers/openai/wireBody.ts";
import { modelInfo } from "../../../../src/providers/parameters/modelInfo.ts";
import { type PresetId, presets } from "../../../../src/providers/presets/presets.ts";
import { toRunwareMessages } from "../../../../src/providers/runware/runwareMessages.ts";
import { call, done, text } from "../../support/scriptedModel.ts";

const tools: ToolSpec[] = ["read_file", "edit_file"].map((name) => ({
  name,
  description: `Does ${name}.`,
  parameters: { type: "object", properties: { path: { type: "string" } }, required: ["path"] },
}));
const STEPS = 10;

/** The conversation as each request of a loop tells it: thoughts, words, two calls and their results a step. */
function loop(): Message[][] {
  const asked = (id: string): TurnEvent => ({
    type: "asked",
    id,
    at: 1,
    mode: "agent",
    text: id,
    prompt: `Do ${id}.`,
    chips: [],
  });
  const before: TurnEvent[] = [
    asked("one"),
    { type: "thought", delta: "An old thought." },
    text("Done."),
    done(),
    { type: "turn-ended", at: 2, outcome: { type: "answered" }, model: "m" },
    asked("two"),
  ];
  let transcript = before.reduce(record, emptyTranscript);
  const told = () => withoutOldThoughts(messagesOf(transcript, "You are an agent."));
  const requests = [told()];
  for (let step = 0; step < STEPS; step++) {
    const ids = [`${step}a`, `${step}b`];
    const events: TurnEvent[] = [
      {
        type: "thought",
        delta: `Step ${step}: look.`,
        details: [{ type: "reasoning.text", text: `Step ${step}: look.` }],
      },
      text(`I look at file ${step}.`),
      ...ids.flatMap((id) => call(id, "read_file", { path: `${id}.ts` })),
      done("tool-calls"),
      ...ids.map((callId): TurnEvent => ({
        type: "tool-ended",
        callId,
        text: `text of ${callId}\n"é"`,
        isError: step % 4 === 3,
      })),
    ];
    transcript = events.reduce(record, transcript);
    requests.push(told());
  }
  return requests;
}

const request = (messages: Message[]): ModelRequest => ({ messages, tools });
const list = (items: unknown): string => JSON.stringify(items).replace(/\]$/, "");

/** What stays the same over the loop, and what may only grow at its end. */
type Sent = { fixed: unknown; grows: string };

function assertStable(sent: readonly Sent[]): void {
  assert.equal(sent.length, STEPS + 1);
  for (const [at, { fixed, grows }] of sent.entries()) {
    const next = sent[at + 1];
    if (!next) continue;
    assert.equal(JSON.stringify(next.fixed), JSON.stringify(fixed), `step ${at}: what does not belong to the messages`);
    assert.ok(next.grows.length > grows.length);
    assert.equal(next.grows.slice(0, grows.length), grows, `step ${at} is no prefix of the next`);
  }
}

const info: ModelInfo = { id: "gemma-4-31b-it", label: "m", provider: "p", nativeTools: true, vision: false };

describe("the prefix of a tool loop: each request begins with the bytes of the one before", () => {
  const servers: PresetId[] = ["llama-server", "ollama", "vllm", "lmstudio", "openrouter", "google", "custom"];
  for (const id of servers) {
    for (const model of ["gemma-4-31b-it", "gemma-3-4b-it"]) {
      it(`OpenAI protocol, ${id}, ${model}`, () => {
        const known = modelInfo(presets[id], model, "");
        assertStable(
          loop().map((messages) => {
            const { messages: told, ...fixed } = toWireBody(request(messages), presets[id], known);
            return { fixed, grows: list(told) };
          }),
        );
      });
    }
  }

  it("Ollama's own protocol, with thoughts", () => {
    assertStable(
      loop().map((messages) => {
        const { messages: told, ...fixed } = toOllamaBody(request(messages), info, {
          contextTokens: 8192,
          canThink: true,
        });
        return { fixed, grows: list(told) };
      }),
    );
  });

  it("Anthropic protocol", () => {
    assertStable(
      loop().map((messages) => {
        const { messages: told, ...fixed } = toAnthropicBody(request(messages), info);
        return { fixed, grows: list(told) };
      }),
    );
  });

  it("Runware's task, with tools in the prompt", () => {
    assertStable(
      loop().map((messages) => {
        const { messages: told, ...fixed } = toRunwareMessages(asPlainMessages(messages, tools), false);
        return { fixed, grows: list(told) };
      }),
    );
  });

  for (const family of ["gemma3", "gemma4"] satisfies Family[]) {
    for (const [thinking, emptyThought] of [
      [false, false],
      [true, false],
      [false, true],
    ] as const) {
      it(`the embedded engine's prompt, ${family}, ${thinking ? "thinking" : "not thinking"}${emptyThought ? ", large" : ""}`, () => {
        assertStable(
          loop().map((messages) => {
            const segments = renderPrompt(asPlainMessages(messages, tools), { family, thinking, emptyThought });
            // The opening of the answer is markup of its own kind; the empty thought in it is not told again.
            const grows = segments.map(({ kind, text: said }) => `${kind}:${said}`).join("|");
            return { fixed: undefined, grows: grows.replace("<|channel>thought\n<channel|>", "") };
          }),
        );
      });
    }
  }
});
