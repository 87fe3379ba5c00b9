import assert from "node:assert/strict";
import { runTurn } from "../../../../src/agent/loop/runTurn.ts";
import { readFile } from "../../../../src/agent/tools/files/readFile.ts";
import { emptyTranscript, record, type Transcript } from "../../../../src/agent/transcript/transcript.ts";
import { GemmaDialect } from "../../../../src/editor/models/choice/gemmaDialect.ts";
import type { Model } from "../../../../src/model/model.ts";
import { createOpenAiModel } from "../../../../src/providers/openai/openAiModel.ts";
import { presets } from "../../../../src/providers/presets/presets.ts";
import { memoryWorkspace } from "../../support/memoryWorkspace.ts";
import { turnPolicy } from "../../support/turnPolicy.ts";
import { answers, chunk, done, scriptedServer, streams } from "../support/scriptedServer.ts";
import { any, hello, messagesOf } from "./repairBed.ts";
import { allowAll } from "../../support/approvals.ts";

describe("a refusal in agent mode", () => {
  const reads = streams(
    chunk(
      {
        tool_calls: [
          { index: 0, id: "c1", type: "function", function: { name: "read_file", arguments: '{"path":"a.ts"}' } },
        ],
      },
      "tool_calls",
    ),
    done,
  );
  /** Asks one question after the other in one chat; what was sent, and what the user was told. */
  async function chat(server: { baseUrl: string }, modes: readonly ("agent" | "ask")[]) {
    const told: string[] = [];
    const dialect = new GemmaDialect(({ info }) => told.push(`${info.provider}: tools into the prompt`));
    const model: Model = createOpenAiModel({
      preset: presets.custom,
      baseUrl: server.baseUrl,
      modelId: "gemma-4-31b-it",
    });
    let transcript: Transcript = emptyTranscript;
    const ran: string[] = [];
    for (const [at, mode] of modes.entries()) {
      const turn = runTurn(
        {
          opening: { type: "asked", id: `q${at}`, at: 1, mode, text: "go", prompt: "go", chips: [] },
          transcript,
          profile: async () => ({
            model: dialect.wrap(model),
            tools: mode === "agent" ? [readFile(memoryWorkspace({ "a.ts": "1" }))] : [],
            system: "s",
            sampling: {},
          }),
          policy: turnPolicy({ retries: 0 }),
          approvals: allowAll,
          maxSteps: 5,
          now: () => 3,
        },
        new AbortController().signal,
      );
      for await (const event of turn) {
        transcript = record(transcript, event);
        if (event.type === "notice") told.push(event.message);
        if (event.type === "tool-ended") ran.push(event.text);
        if (event.type === "turn-ended") assert.equal(event.outcome.type, "answered", JSON.stringify(event.outcome));
      }
    }
    return { told, ran };
  }

  it("of content null: every turn with a call goes on, and each later question", async () => {
    await using server = await scriptedServer((exchange, count) => {
      const { body } = exchange;
      if (any(body, ({ content }) => content === null))
        return answers(400, { error: { message: "invalid message content type: <nil>" } })(exchange, count);
      (messagesOf(body).at(-1)?.role === "user" ? reads : hello)(exchange, count);
    });
    const { told, ran } = await chat(server, ["agent", "agent"]);
    assert.equal(ran.length, 2);
    assert.equal(told.length, 1);
    assert.equal(server.exchanges.length, 5, "one refusal in all");
  });

  it("of tools by the name of the parameter: told once, in the prompt from then on", async () => {
    const words =
      "litellm.UnsupportedParamsError: together_ai does not support parameters: ['tools'], for model=google/gemma-3n-e4b-it. To drop these, set `litellm.drop_params=True`";
    await using server = await scriptedServer((exchange, count) => {
      const { body } = exchange;
      if ("tools" in body || any(body, ({ role }) => role === "tool"))
        return answers(400, { error: { message: words, type: "None", param: null, code: "400" } })(exchange, count);
      const isAsked = messagesOf(body).at(-1)?.content === "go";
      (isAsked
        ? streams(chunk({ content: '{"name": "read_file", "parameters": {"path": "a.ts"}}' }, "stop"), done)
        : hello)(exchange, count);
    });
    const { told, ran } = await chat(server, ["agent", "agent"]);
    assert.equal(ran.length, 2);
    assert.equal(told.length, 1);
    assert.equal(server.exchanges.filter(({ body }) => "tools" in body).length, 1);
  });

  it("in a text whose reason comes after what a message can show", async () => {
    const words = `Error code: 400 - ${"the request was validated against the model's template; ".repeat(20)} the template takes no tools, which are not supported`;
    await using server = await scriptedServer((exchange, count) =>
      ("tools" in exchange.body ? answers(400, { error: { message: words } }) : hello)(exchange, count),
    );
    assert.equal((await chat(server, ["agent"])).told.length, 1);
  });

  it("of calls without tools: an Ask turn after an Agent turn sends them as text", async () => {
    await using server = await scriptedServer((exchange, count) => {
      const { body } = exchange;
      const hasCalls = any(body, ({ role, tool_calls: made }) => role === "tool" || made !== undefined);
      if (hasCalls && !("tools" in body))
        return answers(400, {
          error: { message: "The toolConfig field must be defined when using toolUse and toolResult content blocks." },
        })(exchange, count);
      ("tools" in body && messagesOf(body).at(-1)?.role === "user" ? reads : hello)(exchange, count);
    });
    const { told, ran } = await chat(server, ["agent", "ask", "agent"]);
    assert.equal(ran.length, 2);
    assert.deepEqual(told, []);
    const asked = server.exchanges[2]?.body ?? {};
    assert.match(JSON.stringify(messagesOf(asked)), /read_file.*a\.ts/, "the calls are told in words");
    assert.ok(
      any(server.exchanges[3]?.body ?? {}, ({ role }) => role === "tool"),
      "and natively again in Agent mode",
    );
  });
});
