import assert from "node:assert/strict";
import { runTurn } from "../../../../src/agent/loop/runTurn.ts";
import { createFile } from "../../../../src/agent/tools/files/createFile.ts";
import { editFile } from "../../../../src/agent/tools/files/editFile.ts";
import { listDir } from "../../../../src/agent/tools/files/listDir.ts";
import { readFile } from "../../../../src/agent/tools/files/readFile.ts";
import { searchText } from "../../../../src/agent/tools/files/searchText.ts";
import { emptyTranscript, record, type Transcript } from "../../../../src/agent/transcript/transcript.ts";
import type { TurnEvent, TurnOutcome } from "../../../../src/agent/transcript/turnEvent.ts";
import type { Model } from "../../../../src/model/model.ts";
import { agentSystem } from "../../../../src/prompts/chat.ts";
import { answers } from "../../providers/support/scriptedServer.ts";
import { modelAt } from "../../providers/support/collect.ts";
import { chats, end, gemma4, modelAt as ollamaAt, ollama, shows } from "../../providers/support/ollamaServer.ts";
import { memoryWorkspace } from "../../support/memoryWorkspace.ts";
import { strictServer, type StrictOptions, type StrictServer } from "../../support/strictServer.ts";
import { turnPolicy } from "../../support/turnPolicy.ts";
import { allowAll } from "../../support/approvals.ts";

const line = (at: number): string => `export const value${at} = compute(${at}, "some words of line ${at}", options);`;
const bigFile = Array.from({ length: 400 }, (_, at) => line(at + 1)).join("\n");
const files = (): Record<string, string> => ({
  "big.ts": bigFile,
  "long.min.js": `const a=${"1+".repeat(12_000)}1;`,
  ...Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`part${at}.ts`, bigFile.slice(0, 9000)])),
});

/** A chat with the agent behind a strict server. */
const chat = async (server: StrictServer, contextTokens?: number, before?: Transcript) =>
  chatWith(modelAt(server.baseUrl, { ...(contextTokens !== undefined && { info: { contextTokens } }) }), before);

async function chatWith(model: Model, before: Transcript = emptyTranscript) {
  const workspace = memoryWorkspace(files());
  const tools = [readFile, listDir, searchText, editFile, createFile].map((tool) => tool(workspace));
  let transcript = before;
  let asked = 0;
  return {
    get transcript() {
      return transcript;
    },
    async ask(text: string, resume = false) {
      const events: TurnEvent[] = [];
      const id = `q${++asked}`;
      const question = { type: "asked", id, at: 1, mode: "agent", text, prompt: text, chips: [] } as const;
      const turn = runTurn(
        {
          opening: resume ? { type: "resumed", at: 1 } : question,
          transcript,
          profile: async () => ({ model, tools, system: agentSystem(["ws"]), sampling: {} }),
          policy: turnPolicy(),
          approvals: allowAll,
          maxSteps: 20,
          now: () => 7,
        },
        new AbortController().signal,
      );
      for await (const event of turn) {
        transcript = record(transcript, event);
        events.push(event);
      }
      const outcome = events.flatMap((event) => (event.type === "turn-ended" ? [event.outcome] : []))[0];
      const results = events.flatMap((event) => (event.type === "tool-ended" ? [event.text] : []));
      const shortened = events.filter(({ type }) => type === "shortened").length;
      return { events, outcome: outcome as TurnOutcome, results, shortened };
    },
  };
}

const read = (path: string, startLine?: number) => ({
  name: "read_file",
  arguments: { path, ...(startLine !== undefined && { startLine }) },
});

describe("a large file in a small window", () => {
  const acts: StrictOptions["acts"] = (step) => (step === 0 ? read("big.ts") : "It computes values.");

  const refusals: readonly [string, StrictOptions["refusal"]][] = [
    ["with numbers", undefined],
    [
      "with the window alone",
      (_, window) =>
        answers(400, {
          error: { message: `maximum context length is ${window} tokens`, code: "context_length_exceeded" },
        }),
    ],
    [
      "without a number",
      () => answers(400, { error: { message: "prompt is too long", code: "context_length_exceeded" } }),
    ],
  ];
  for (const [what, refusal] of refusals) {
    it(`a window that is not known: refused ${what}, sent once more, and the chat goes on`, async () => {
      await using server = await strictServer({
        window: () => 4096,
        charactersPerToken: 3.5,
        acts,
        ...(refusal && { refusal }),
      });
      const it = await chat(server);
      const first = await it.ask("Look into big.ts");
      assert.equal(first.outcome.type, "answered", JSON.stringify(first.outcome));
      assert.ok(server.refused >= 1 && server.refused <= 2, `${server.refused}`);
      assert.ok(first.results[0]?.includes(line(300)), "the user sees the whole result");
      const told = server.sent.at(-1) ?? "";
      assert.ok(told.includes("value1 =") && !told.includes("value300 ="));
      assert.match(
        told,
        /To fit the context window, this is the first \d+ of \d+ lines\. Read on with startLine \d+\./,
      );
      const before = server.refused;
      assert.equal((await it.ask("thanks anyway")).outcome.type, "answered");
      assert.equal(server.refused, before, "the next question fits at once");
    });
  }

  it("a window that is known: nothing is refused, and the model is told how to read on", async () => {
    const reads: StrictOptions["acts"] = (step) =>
      step === 0 ? read("big.ts") : step === 1 ? read("big.ts", 200) : "Done.";
    await using server = await strictServer({ window: () => 4096, charactersPerToken: 3.5, acts: reads });
    const it = await chat(server, 4096);
    const got = await it.ask("Look into big.ts");
    assert.deepEqual([got.outcome.type, server.refused], ["answered", 0]);
    const lines = Number(/this is the first (\d+) of/.exec(server.sent[1] ?? "")?.[1]);
    assert.match(server.sent[1] ?? "", new RegExp(`Read on with startLine ${lines + 1}\\.`));
    assert.match(server.sent[2] ?? "", /Read on with startLine (?:2|3)\d\d\./);
    assert.deepEqual(it.transcript.settled[0]?.shortened, { names: ["big.ts"], window: 4096 });
  });

  it("one very long line is cut inside", async () => {
    const reads: StrictOptions["acts"] = (step) => (step === 0 ? read("long.min.js") : "Done.");
    await using server = await strictServer({ window: () => 4096, charactersPerToken: 3.5, acts: reads });
    assert.equal((await (await chat(server, 4096)).ask("Look")).outcome.type, "answered");
    assert.match(server.sent[1] ?? "", /this is the first \d+ characters\.\)/);
    assert.equal(server.refused, 0);
  });

  it("a chat that failed earlier works again: the next question, and Continue", async () => {
    const dead: TurnEvent[] = [
      { type: "asked", id: "old", at: 1, mode: "agent", text: "Look", prompt: "Look", chips: [] },
      { type: "tool-call-start", id: "c", name: "read_file" },
      { type: "tool-call-end", call: { type: "tool-call", id: "c", ...read("big.ts") } },
      { type: "done", reason: "tool-calls" },
      { type: "tool-ended", callId: "c", text: bigFile, isError: false },
      {
        type: "turn-ended",
        at: 2,
        outcome: { type: "failed", fault: { kind: "overflow" }, message: "Too long." },
        model: "m",
      },
    ];
    const before = dead.reduce(record, emptyTranscript);
    for (const resume of [false, true]) {
      await using server = await strictServer({ window: () => 4096, charactersPerToken: 3.5, acts: () => "Yes." });
      const it = await chat(server, undefined, before);
      assert.equal((await it.ask("thanks anyway", resume)).outcome.type, "answered");
      assert.ok(server.refused <= 1);
    }
  });

  it("a question that is itself too long is reported, and nothing else is cut for it", async () => {
    await using server = await strictServer({ window: () => 4096, charactersPerToken: 3.5, acts: () => "Yes." });
    const it = await chat(server, 4096);
    assert.equal((await it.ask("first")).outcome.type, "answered");
    const got = await it.ask(bigFile.repeat(2));
    assert.ok(got.outcome.type === "failed" && got.outcome.fault.kind === "overflow");
    assert.equal(got.shortened, 0);
    assert.equal((await it.ask("short again")).outcome.type, "answered");
  });

  it("a server that refuses everything is asked a few times at most", async () => {
    await using server = await strictServer({ window: () => 10, charactersPerToken: 3.5, acts: () => "Yes." });
    const got = await (await chat(server)).ask("hi");
    assert.ok(got.outcome.type === "failed" && got.outcome.fault.kind === "overflow");
    assert.equal(server.sent.length, 1, "there was nothing to shorten");
  });
});

describe("a task of ten steps in a small window", function () {
  this.timeout(20_000);
  const task: readonly [string, StrictOptions["acts"]][] = [
    ["reads ten files", (step) => (step < 10 ? read(`part${step}.ts`) : "All read.")],
    ["reads one large file again and again", (step) => (step < 10 ? read("big.ts", 1 + step * 40) : "All read.")],
    [
      "searches, lists and reads in turns",
      (step) => {
        if (step >= 10) return "All seen.";
        if (step % 3 === 0) return { name: "search_text", arguments: { text: `value${step}` } };
        return step % 3 === 1 ? { name: "list_dir", arguments: { path: "." } } : read(`part${step}.ts`);
      },
    ],
    [
      "writes large files",
      (step) =>
        step < 10
          ? { name: "create_file", arguments: { path: `new${step}.ts`, text: bigFile.slice(0, 5000) } }
          : "Made.",
    ],
  ];
  for (const window of [4096, 8192]) {
    for (const charactersPerToken of [2.4, 3.5, 4.5]) {
      for (const [what, acts] of task) {
        it(`${what}: ${window} tokens of ${charactersPerToken} characters`, async () => {
          await using server = await strictServer({ window: () => window, charactersPerToken, acts });
          const it = await chat(server, window);
          const question = "The question of the user, which must stay.";
          const got = await it.ask(question);
          assert.equal(got.outcome.type, "answered", JSON.stringify(got.outcome));
          assert.ok(server.refused <= 1, `${server.refused} refusals`);
          for (const sent of server.sent) assert.ok(sent.includes(question));
          // The prompt is changed now and then, not at each step: its beginning is read from the server's cache.
          const cuts = got.events.flatMap((event) => (event.type === "shortened" ? event.cuts : []));
          const places = cuts.map(({ turn, item, part }) => `${turn} ${item} ${part}`);
          for (const place of places) {
            assert.ok(
              places.filter((each) => each === place).length <= 2 + server.refused,
              `${place}: as new, then as old`,
            );
          }
          assert.equal((await it.ask("And now?")).outcome.type, "answered");
        });
      }
    }
  }

  it("the same with a server that counts nothing", async () => {
    const [, acts] = task[0]!;
    await using server = await strictServer({ window: () => 4096, charactersPerToken: 3, acts, countsNothing: true });
    assert.equal((await (await chat(server, 4096)).ask("Go")).outcome.type, "answered");
    assert.ok(server.refused <= 3, `${server.refused} refusals`);
  });

  it("over Ollama's protocol, whose refusal names no number", async () => {
    const [, acts] = task[0]!;
    let step = 0;
    await using server = await ollama({
      show: shows({ ...gemma4, max: 4096 }),
      chat: (exchange, count) => {
        const isLong = JSON.stringify(exchange.body["messages"]).length > 4096 * 3;
        if (isLong) return answers(400, { error: "the input length exceeds the context length" })(exchange, count);
        const act = acts(step++);
        const said = typeof act === "string" ? { content: act } : { content: "", tool_calls: [{ function: act }] };
        chats(`${JSON.stringify({ message: { role: "assistant", ...said }, done: false })}\n`, end())(exchange, count);
      },
    });
    const it = await chatWith(ollamaAt(server.baseUrl));
    assert.equal((await it.ask("Go")).outcome.type, "answered");
    assert.equal((await it.ask("And now?")).outcome.type, "answered");
  });

  it("a window that shrinks during the task", async () => {
    const [, acts] = task[0]!;
    let asked = 0;
    const window = () => (asked++ < 5 ? 8192 : 4096);
    await using server = await strictServer({ window, charactersPerToken: 3.5, acts });
    assert.equal((await (await chat(server, 8192)).ask("Go")).outcome.type, "answered");
    assert.ok(server.refused <= 1);
  });
});
