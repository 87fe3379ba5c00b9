import assert from "node:assert/strict";
import { runTurn } from "../../../../src/agent/loop/runTurn.ts";
import { readFile } from "../../../../src/agent/tools/files/readFile.ts";
import type { Transcript } from "../../../../src/agent/transcript/transcript.ts";
import type { TurnEvent } from "../../../../src/agent/transcript/turnEvent.ts";
import { mergeDeltas } from "../../../../src/chat/session/coalesce.ts";
import { linesOf, parseChat } from "../../../../src/chat/store/chatFile.ts";
import { GemmaDialect } from "../../../../src/editor/models/choice/gemmaDialect.ts";
import type { Model } from "../../../../src/model/model.ts";
import { createAnthropicModel } from "../../../../src/providers/anthropic/anthropicModel.ts";
import { createOllamaModel } from "../../../../src/providers/ollama/ollamaModel.ts";
import { createOpenAiModel } from "../../../../src/providers/openai/openAiModel.ts";
import { presets } from "../../../../src/providers/presets/presets.ts";
import { memoryWorkspace } from "../../support/memoryWorkspace.ts";
import { turnPolicy } from "../../support/turnPolicy.ts";
import { chunk, data, done, type Script, scriptedServer, streams } from "../../providers/support/scriptedServer.ts";
import { allowAll } from "../../support/approvals.ts";

/** Words of a thought as OpenRouter streams them: each in a piece of its own. */
const thinks = (words: string, more: object = {}): string =>
  [...words.matchAll(/\s*\S+/g)]
    .map(([word]) =>
      chunk({
        content: "",
        reasoning: word,
        reasoning_details: [{ type: "reasoning.text", text: word, format: "unknown", index: 0, ...more }],
      }),
    )
    .join("");
const reads = chunk({
  tool_calls: [{ index: 0, id: "c1", type: "function", function: { name: "read_file", arguments: '{"path":"a.ts"}' } }],
});
const ends = (reason = "stop"): string => chunk({}, reason) + done;
const block = (text: string, more: object = {}) => ({
  type: "reasoning.text",
  text,
  format: "unknown",
  index: 0,
  ...more,
});

/** A chat that lives in its file alone between two turns, as after a reload of the window. */
class StoredChat {
  lines = "";
  #turns = 0;

  async turn(model: Model, opening: "asks" | "continues" = "asks"): Promise<void> {
    const { transcript } = parseChat(this.lines);
    const id = `q${++this.#turns}`;
    const events: TurnEvent[] = [];
    const turn = runTurn(
      {
        opening:
          opening === "continues"
            ? { type: "resumed", at: 2 }
            : { type: "asked", id, at: 1, mode: "agent", text: id, prompt: id, chips: [] },
        transcript,
        profile: async () => ({
          model: new GemmaDialect(() => undefined).wrap(model),
          tools: [readFile(memoryWorkspace({ "a.ts": "1" }))],
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
    for await (const event of turn) events.push(event);
    this.lines += linesOf(mergeDeltas(events));
  }

  get transcript(): Transcript {
    return parseChat(this.lines).transcript;
  }
}

const serves = (answers: readonly string[]): Script => {
  let at = 0;
  return (exchange, count) => streams(answers[at++] ?? ends())(exchange, count);
};
const openRouter = (baseUrl: string, modelId = "google/gemma-4-31b-it") =>
  createOpenAiModel({ preset: presets.openrouter, baseUrl, modelId, apiKey: "k" });

type Told = { role: string; reasoning_details?: unknown; reasoning_content?: unknown };
const toldDetails = (body: Record<string, unknown> | undefined): unknown[] =>
  ((body?.["messages"] ?? []) as Told[]).flatMap(({ reasoning_details: details }) => (details ? [details] : []));

describe("OpenRouter's details of thoughts go back whole", () => {
  it("in the second question, of a turn with a tool and of its answer", async () => {
    const answers = [
      thinks("Read it first.") + reads + ends("tool_calls"),
      thinks("It holds one.") + chunk({ content: "One." }) + ends(),
      chunk({ content: "Yes." }) + ends(),
    ];
    await using server = await scriptedServer(serves(answers));
    const chat = new StoredChat();
    await chat.turn(openRouter(server.baseUrl));
    await chat.turn(openRouter(server.baseUrl));
    assert.deepEqual(
      server.exchanges.map(({ body }) => toldDetails(body)),
      [[], [[block("Read it first.")]], [[block("Read it first.")], [block("It holds one.")]]],
    );
  });

  it("with a signature and what is encrypted, wherever it comes", async () => {
    const encrypted = { type: "reasoning.encrypted", data: "c2Vj", id: "r1", format: "unknown", index: 0 };
    const answers = [
      thinks("Hm, yes.") +
        chunk({ reasoning_details: [block("", { signature: "c2ln" })] }) +
        chunk({ content: "One." }) +
        chunk({ reasoning_details: [encrypted] }) +
        ends(),
      chunk({ content: "Yes." }) + ends(),
    ];
    await using server = await scriptedServer(serves(answers));
    const chat = new StoredChat();
    await chat.turn(openRouter(server.baseUrl));
    await chat.turn(openRouter(server.baseUrl));
    assert.deepEqual(toldDetails(server.exchanges[1]?.body), [[block("Hm, yes.", { signature: "c2ln" }), encrypted]]);
  });

  it("in the middle of a text, which stays one text", async () => {
    const silent = chunk({ content: "", reasoning_details: [block("", { signature: "c2ln" })] });
    const code = ["```ts\nconst a", " = 1;\n", "```"];
    for (const before of [thinks("Hm."), ""]) {
      const [first = "", second = "", third = ""] = code.map((content) => chunk({ content }));
      await using server = await scriptedServer(
        serves([before + first + silent + second + silent + third + ends(), chunk({ content: "Yes." }) + ends()]),
      );
      const chat = new StoredChat();
      await chat.turn(openRouter(server.baseUrl));
      await chat.turn(openRouter(server.baseUrl));
      const messages = server.exchanges[1]?.body["messages"] as { role: string; content: string }[];
      assert.equal(messages.find(({ role }) => role === "assistant")?.content, code.join(""));
    }
  });

  it("on Continue, after the limit and after a broken connection", async () => {
    const breaks: Script = ({ response }) => {
      response.writeHead(200, { "Content-Type": "text/event-stream" });
      response.write(thinks("Two parts.") + chunk({ content: "The first" }), () => response.destroy());
    };
    const first = [streams(thinks("Two parts."), chunk({ content: "The first" }), ends("length")), breaks];
    for (const script of first) {
      await using server = await scriptedServer((exchange, count) =>
        (count === 0 ? script : streams(chunk({ content: " and the second." }), ends()))(exchange, count),
      );
      const chat = new StoredChat();
      await chat.turn(openRouter(server.baseUrl));
      await chat.turn(openRouter(server.baseUrl), "continues");
      assert.deepEqual(toldDetails(server.exchanges[1]?.body), [[block("Two parts.")]]);
      const [turn] = chat.transcript.settled;
      assert.equal(
        turn?.items.flatMap((item) => (item.type === "text" ? [item.text] : [])).join("|"),
        "The first and the second.",
      );
    }
  });

  it("and are kept in the chat's file as one block, not as a piece per word", async () => {
    const words = Array.from({ length: 400 }, (_, at) => ` w${at}`).join("");
    await using server = await scriptedServer(
      serves([thinks(words) + reads + ends("tool_calls"), chunk({ content: "." }) + ends()]),
    );
    const chat = new StoredChat();
    await chat.turn(openRouter(server.baseUrl));
    assert.deepEqual(toldDetails(server.exchanges[1]?.body), [[block(words)]]);
    assert.ok(chat.lines.length < words.length * 3, `${chat.lines.length} characters for a thought of ${words.length}`);
  });

  it("also of a chat that was stored in pieces", async () => {
    const pieces = ["Two", " files."].map((text) => block(text));
    const events: TurnEvent[] = [
      { type: "asked", id: "a", at: 1, mode: "ask", text: "a", prompt: "a", chips: [] },
      { type: "thought", delta: "Two", details: pieces.slice(0, 1) },
      { type: "thought", delta: " files.", details: pieces.slice(1) },
      { type: "text", delta: "Yes." },
      { type: "done", reason: "stop" },
      { type: "turn-ended", at: 2, outcome: { type: "answered" }, model: "m" },
    ];
    const chat = new StoredChat();
    chat.lines = linesOf(events);
    await using server = await scriptedServer(serves([chunk({ content: "Yes." }) + ends()]));
    await chat.turn(openRouter(server.baseUrl));
    assert.deepEqual(toldDetails(server.exchanges[0]?.body), [[block("Two files.")]]);
  });
});

describe("details of another provider are never sent", () => {
  const answer = (words: string): string => thinks(words) + chunk({ content: "One." }) + ends();

  it("to OpenRouter, when a chat moves there and back", async () => {
    await using server = await scriptedServer(serves([answer("Mine."), answer("Theirs."), answer("Mine too.")]));
    const other = createOpenAiModel({ preset: presets.custom, baseUrl: server.baseUrl, modelId: "gemma-4-31b-it" });
    const chat = new StoredChat();
    await chat.turn(openRouter(server.baseUrl));
    await chat.turn(other);
    await chat.turn(openRouter(server.baseUrl, "google/gemma-4-26b-a4b-it"));
    await chat.turn(openRouter(server.baseUrl));
    assert.deepEqual(
      server.exchanges.map(({ body }) => toldDetails(body)),
      [[], [], [[block("Mine.")]], [[block("Mine.")], [block("Mine too.")]]],
    );
  });

  it("to other protocols", async () => {
    const message = [
      { type: "message_start", message: { model: "m", content: [], usage: {} } },
      { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Yes." } },
      { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: {} },
      { type: "message_stop" },
    ];
    await using hosted = await scriptedServer(serves([thinks("Mine.") + reads + chunk({}, "tool_calls")]));
    await using server = await scriptedServer((exchange, count) => {
      if (exchange.path === "/v1/messages") return streams(...message.map((each) => data(each)))(exchange, count);
      if (exchange.path !== "/api/chat") return void exchange.response.end("{}");
      exchange.response.end(`${JSON.stringify({ message: { content: "Yes." }, done: true, done_reason: "stop" })}\n`);
    });
    const chat = new StoredChat();
    await chat.turn(openRouter(hosted.baseUrl));
    const { baseUrl } = server;
    await chat.turn(
      createAnthropicModel({ preset: presets.keeprouter, baseUrl, modelId: "gemma-4-31B-it" }),
      "continues",
    );
    await chat.turn(createOllamaModel({ baseUrl, modelId: "gemma4:e4b" }), "continues");
    const bodies = server.exchanges.filter(({ path }) => /messages|api\/chat$/.test(path)).map(({ body }) => body);
    assert.equal(bodies.length, 2);
    for (const body of bodies) assert.doesNotMatch(JSON.stringify(body), /reasoning|format/);
  });
});

describe("raw templates follow Google's rule", () => {
  it("thoughts of the running turn, none of earlier turns", async () => {
    const reasons = (words: string): string => chunk({ reasoning_content: words });
    const answers = [
      reasons("Old.") + chunk({ content: "One." }) + ends(),
      reasons("Read it.") + reads + ends("tool_calls"),
      chunk({ content: "One." }) + ends(),
    ];
    await using server = await scriptedServer(serves(answers));
    const model = createOpenAiModel({
      preset: presets["llama-server"],
      baseUrl: server.baseUrl,
      modelId: "gemma-4-31b-it",
    });
    const chat = new StoredChat();
    await chat.turn(model);
    await chat.turn(model);
    const told = server.exchanges.map(({ body }) =>
      (body["messages"] as Told[]).flatMap(({ reasoning_content: thought }) => (thought ? [thought] : [])),
    );
    assert.deepEqual(told, [[], [], ["Read it."]]);
  });
});
