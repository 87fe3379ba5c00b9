import assert from "node:assert/strict";
import { emptyTranscript, turnsOf } from "../../src/agent/transcript/transcript.ts";
import type { AgentProfile } from "../../src/agent/failover/policy.ts";
import type { Tool } from "../../src/agent/ports/tool.ts";
import { ChatSession } from "../../src/chat/session/session.ts";
import type { Model, ModelEvent } from "../../src/model/model.ts";
import { scriptedModel } from "../unit/support/scriptedModel.ts";
import { turnPolicy } from "../unit/support/turnPolicy.ts";

const never = (): Promise<never> => new Promise<never>(() => undefined);
const question = (words: string) => ({ text: words, prompt: words, chips: [], mode: "ask" }) as const;
const { info } = scriptedModel();
const modelOf = (stream: () => AsyncGenerator<ModelEvent>): Model => ({ info, stream });
const answering = modelOf(async function* () {
  yield { type: "text", delta: "Here." };
  yield { type: "done", reason: "stop" };
});
const calling = modelOf(async function* () {
  yield { type: "tool-call-start", id: "1", name: "hang" };
  yield { type: "tool-call-end", call: { type: "tool-call", id: "1", name: "hang", arguments: {} } };
  yield { type: "done", reason: "tool-calls" };
});
const tool = (plan: Tool["plan"]): Tool => ({
  name: "hang",
  description: "",
  parameters: { type: "object", properties: {} },
  plan,
});
const profileOf = (model: Model, ...tools: Tool[]): AgentProfile => ({ model, system: "s", tools, sampling: {} });

/** Work that does not listen to its signal. To add a case, add a row. */
const deaf: Readonly<Record<string, () => Promise<AgentProfile>>> = {
  "a profile that never comes": never,
  "a model that never answers": async () =>
    profileOf(
      modelOf(async function* () {
        yield await never();
      }),
    ),
  "a model that falls silent": async () =>
    profileOf(
      modelOf(async function* () {
        yield { type: "text", delta: "x" };
        yield await never();
      }),
    ),
  "a model that never lets go": async () =>
    profileOf(
      modelOf(async function* () {
        try {
          yield await never();
        } finally {
          await never();
        }
      }),
    ),
  "a model without an end or a pause": async () =>
    profileOf(
      modelOf(async function* () {
        for (;;) yield { type: "waiting", phase: "queued" };
      }),
    ),
  "a tool that never plans": async () => profileOf(calling, tool(never)),
  "a tool that never ends": async () =>
    profileOf(
      calling,
      tool(async () => ({ run: never })),
    ),
};

/** Events that no chat can show. */
const bad: readonly unknown[] = [
  { type: "text", delta: 5 },
  { type: "text" },
  { type: "usage", usage: { inputTokens: "many" } },
  { type: "constructor" },
  { type: "tool-call-end", call: { type: "tool-call", id: 1, name: null, arguments: [] } },
  {},
  null,
];

function sessionWith(profiles: (() => Promise<AgentProfile>)[]) {
  const posted: unknown[] = [];
  let heard = (): void => undefined;
  const begun = new Promise<void>((resolve) => (heard = resolve));
  const session = new ChatSession("chat", emptyTranscript, {
    profile: () => profiles.shift()!(),
    policy: () => turnPolicy(),
    maxSteps: () => 3,
    consent: { rules: () => [], add: () => undefined },
    post: (events) => {
      posted.push(...events);
      setImmediate(heard);
    },
    append: async () => undefined,
    storeFailed: (error) => assert.fail(String(error)),
    changed: () => undefined,
  });
  return { session, begun, posted };
}

describe("a stop", () => {
  for (const [name, profile] of Object.entries(deaf))
    it(`ends the turn within a second, and a new question is answered: ${name}`, async () => {
      const { session, begun } = sessionWith([profile, async () => profileOf(answering)]);
      void session.ask(question("a"));
      await begun;
      const stopped = performance.now();
      await session.stop();
      assert.ok(performance.now() - stopped < 1000 + 500);
      await session.ask(question("b"));
      assert.deepEqual(
        turnsOf(session.transcript).map(({ outcome }) => outcome?.type),
        ["stopped", "answered"],
      );
    });
});

describe("an event that no chat can show", () => {
  for (const event of bad)
    it(`ends the turn with words: ${JSON.stringify(event)}`, async () => {
      const odd = modelOf(async function* () {
        yield event as ModelEvent;
        yield { type: "done", reason: "stop" };
      });
      const { session, posted } = sessionWith([async () => profileOf(odd)]);
      await session.ask(question("a"));
      assert.equal(turnsOf(session.transcript)[0]?.outcome?.type, "failed");
      assert.ok(!posted.includes(event));
    });
});
