import assert from "node:assert/strict";
import { failedOnCall, refusesTools } from "../../../../src/gemma/model/toolRefusals.ts";
import { GemmaDialect } from "../../../../src/editor/models/choice/gemmaDialect.ts";
import { ask, collect, failed, modelAt } from "../../providers/support/collect.ts";
import { answers, chunk, done, scriptedServer, type Script, streams } from "../../providers/support/scriptedServer.ts";
import { readFile } from "../../providers/fixtures/wireModels.ts";

/** What servers say where their own reader failed on what a model wrote, each in words of its own. */
const failures = [
  "Tool call parser failed: unexpected token",
  "unknown tool 'browser' requested by the model",
  "Unknown tool: browser",
  "Unknown function call: browser.search",
  "error parsing tool call: raw='ls -R', err=invalid character 'l' looking for beginning of value",
  "Failed to parse tool call arguments as JSON: parse error at line 1, column 131",
  "Failed to parse input at pos 184: <tool_call>read_file",
  "Failed to call a function. Please adjust your prompt. See 'failed_generation' for more details.",
  "tool call validation failed: attempted to call tool 'browser' which was not in request.tools",
  "Could not parse the model's tool call",
  "Unable to decode tool calls of the model",
  "Error while parsing a tool call: unterminated string",
  "The tool-call parser crashed on the output of the model",
  "The model produced an invalid tool call",
  "Malformed function call: read_file(",
  "Tool 'browser' not found",
  "tool browser does not exist",
  "No tool named 'browser'",
  "The model called a function `browser` that was not declared: no such function: browser",
  "The provider could not read the tool call that the model wrote.",
];
/** These name the same things, and mean that the server takes no tools, or not these. */
const refusals = [
  '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
  "The model produced output that does not match the expected peg-gemma4 format",
  "This template does not support tool calls",
  "unknown variant `tool`, expected one of `system`, `user`, `assistant` at line 1 column 900",
  'Unknown name "tools": Cannot find field.',
  "Invalid schema for function 'read_file': {'type': 'object'} is not valid under any of the given schemas.",
  "tools[0]: unknown tool type: function",
  "Unrecognized request argument supplied: tools",
  "Function calling is not enabled for models/gemma-3-27b-it",
  "registry.ollama.ai/library/gemma3:4b does not support tools",
];

describe("words of a server that failed on a call", () => {
  for (const words of failures) {
    it(`one answer's: ${words}`, () => assert.deepEqual([failedOnCall(words), refusesTools(words)], [true, true]));
  }
  for (const words of refusals) {
    it(`the server's: ${words}`, () => assert.deepEqual([failedOnCall(words), refusesTools(words)], [false, true]));
  }
});

const answer = streams(chunk({ content: "Hello!" }, "stop"), done);
const calls = streams(
  chunk({ tool_calls: [{ index: 0, id: "c", function: { name: "read_file", arguments: '{"path":"a.ts"}' } }] }),
  chunk({}, "tool_calls"),
  done,
);

describe("a server that fails on the call of an answer", () => {
  /** Asks once for each script list; with whom tools went, and what the user was told. */
  async function play(
    status: number,
    words: string,
    fails: (count: number, hasTools: boolean) => boolean,
    then: Script,
  ) {
    const server = await scriptedServer((exchange, count) => {
      const isFailing = fails(count, "tools" in exchange.body);
      (isFailing ? answers(status, { error: { message: words } }) : "tools" in exchange.body ? then : answer)(
        exchange,
        count,
      );
    });
    let switched = 0;
    const dialect = new GemmaDialect(() => switched++);
    const once = async () => {
      const got = await collect(dialect.wrap(modelAt(server.baseUrl)), ask("Read a.ts", { tools: [readFile] }));
      return got.events.flatMap((event) => (event.type === "notice" ? [event.message] : []));
    };
    const sent = () => server.exchanges.map(({ body }) => "tools" in body);
    return { server, once, sent, switched: () => switched };
  }

  for (const [status, words] of failures.slice(0, 9).map((each, at) => [at % 2 === 0 ? 500 : 400, each] as const)) {
    it(`is asked the same once more: ${status} ${words}`, async () => {
      const { server, once, sent, switched } = await play(status, words, (count) => count === 0, calls);
      await using _ = server;
      assert.deepEqual(await once(), []);
      assert.deepEqual(await once(), []);
      assert.deepEqual(sent(), [true, true, true]);
      assert.equal(switched(), 0);
    });
  }

  it("twice: that answer has its tools in the prompt and the user is told, the next question has them as ever", async () => {
    const { server, once, sent, switched } = await play(500, failures[1] ?? "", (count) => count < 2, calls);
    await using _ = server;
    const told = await once();
    assert.equal(told.length, 1);
    assert.match(told[0] ?? "", /failed twice on the tool call/);
    assert.deepEqual(await once(), []);
    assert.deepEqual(sent(), [true, true, false, true]);
    assert.equal(switched(), 0);
  });

  it("again and again: the tools go into the prompt for good, told once", async () => {
    const { server, once, sent, switched } = await play(500, failures[0] ?? "", (_, hasTools) => hasTools, calls);
    await using _ = server;
    for (let times = 0; times < 3; times++) await once();
    assert.deepEqual(sent(), [true, true, false, true, true, false, false]);
    assert.equal(switched(), 1);
  });

  it("asks nothing again and switches nothing once an answer has started", async () => {
    const late = streams(chunk({ content: "I look." }), `data: {"error":{"message":"Tool call parser failed"}}\n\n`);
    await using server = await scriptedServer(late);
    let switched = 0;
    const model = new GemmaDialect(() => switched++).wrap(modelAt(server.baseUrl));
    failed(await collect(model, ask("Read a.ts", { tools: [readFile] })), "unavailable");
    assert.deepEqual([server.exchanges.length, switched], [1, 0]);
  });
});
