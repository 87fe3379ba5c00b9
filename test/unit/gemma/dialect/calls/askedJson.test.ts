import { broken, call, checkEveryCut, text, type Row } from "../rows.ts";

const shown = (name: string, value: unknown): Row => {
  const answer = typeof value === "string" ? value : JSON.stringify(value);
  return [name, answer, text(answer)];
};
const a = call("read_file", { path: "a.ts" });
const given = { path: "a.ts" };
const formats = ["auto", "gemma3-json", "lmstudio"] as const;

/* Data has names, types and arguments too: all keys together say what an object is. */
describe("JSON that was asked for", () => {
  describe("stays text", () => {
    checkEveryCut(
      [
        shown("a debugger's configuration", {
          name: "Launch",
          type: "node",
          request: "launch",
          program: "a.js",
          args: [],
        }),
        shown(
          "the same on lines",
          JSON.stringify({ name: "Launch", type: "node", request: "launch", args: [] }, null, 2),
        ),
        shown("the same in a code block", '```json\n{"name":"Launch","type":"node","args":[]}\n```'),
        shown("its arguments first", { name: "Launch", args: [], type: "node", request: "launch" }),
        shown("its type first", { type: "node", name: "Launch", request: "launch", args: [] }),
        shown("its arguments alone", { name: "Launch", args: [] }),
        shown("with the name of a tool", { name: "now", type: "node", request: "launch", args: [] }),
        shown("a list of them", [
          { name: "Launch", type: "node", args: [] },
          { name: "B", type: "node", args: [] },
        ]),
        shown("one among calls", [
          { name: "read_file", arguments: given },
          { name: "Launch", args: [] },
        ]),
        shown("then words", '{"name":"Launch","type":"node","args":[]}\n\nThis starts the debugger.'),
        shown("behind words", 'The configuration:\n\n```json\n{"name":"Launch","type":"node","args":[]}\n```\n'),
        shown("announced", 'I\'ll add this:\n\n```json\n{"name":"now","type":"node","args":[]}\n```\n'),
        shown("a task", { name: "build", type: "shell", command: "npm", args: ["run", "build"] }),
        shown("a task without arguments", { name: "test", type: "npm", script: "test", args: [] }),
        shown("a task with a label", { label: "build", type: "shell", command: "npm", args: [] }),
        shown("a server's start", { name: "fs", command: "npx", args: ["-y", "x"], type: "stdio" }),
        shown("a package", { name: "read_file", version: "1.0.0", type: "module" }),
        shown("a package with such keys", { name: "search", version: "1.0.0", scripts: {}, arguments: {} }),
        shown("a workflow's step", { name: "greet", input: { who: "me" } }),
        shown("a step with an id", { id: 3, name: "build", input: { a: 1 }, type: "step" }),
        shown("an action with its trigger", { action: "deploy", input: { env: "prod" }, on: "push" }),
        shown("a user", { name: "Alice", id: 7, args: {} }),
        shown("settings of a model", { name: "gemma", parameters: { temperature: 1 }, model: "x" }),
        shown("the parameters of a model", { name: "gemma", parameters: { temperature: 1 } }),
        shown("the same on lines", JSON.stringify({ name: "gemma", parameters: { temperature: 1 } }, null, 2)),
        shown("the same in a code block", '```json\n{"name":"gemma","parameters":{"temperature":1}}\n```'),
        shown("a model with its version", { name: "gemma-3-4b-it", parameters: { top_k: 64 } }),
        shown("a model with its maker", { name: "google/gemma-4", parameters: {} }),
        shown("a name of words", { name: "Linear regression", parameters: { slope: 1 } }),
        shown("a list of such", [
          { name: "sgd", parameters: { lr: 0.1 } },
          { name: "adam", parameters: { lr: 0.2 } },
        ]),
        shown("its parameters first", { parameters: { temperature: 1 }, name: "gemma" }),
        shown("such, cut off", '{"name":"gemma","parameters":{"temperature":1,"top'),
        shown("an operation of an API", { name: "search", parameters: [{ name: "q", in: "query" }] }),
        shown("a parameter of an API", { name: "search", in: "query", parameters: { type: "string" } }),
        shown("a function of a host", { function: { name: "handler", runtime: "node" }, version: 1 }),
        shown("a call in a log with counts", {
          tool_calls: [{ function: { name: "read_file", arguments: "{}" } }],
          usage: {},
        }),
        shown("an answer of a server", {
          choices: [{ message: { tool_calls: [{ function: { name: "now", arguments: "{}" } }] } }],
        }),
        shown("a tool's name with data", { name: "search", query: "x", page: 2 }),
        shown("a tool's name with half of what it needs", { name: "write_file", path: "x" }),
        shown("a tool's name with a list", { name: "run_command", args: ["ls"] }),
        shown("a tool's name and an empty list", { name: "read_file", args: [] }),
        shown("a tool without arguments beside data", { name: "now", arguments: {}, priority: 1 }),
        shown("a tool's name as an empty key", { search: {} }),
        shown("cut behind its type", '{"name":"Launch","type":"node","request":"la'),
        shown("cut behind its arguments", '{"name":"Launch","args":[],"type":"no'),
        shown("cut in its arguments", '{"name":"Launch","args":["a"'),
        shown("cut, with the name of a tool", '{"name":"read_file","type":"module","args":{"pa'),
        shown("cut, with the name of a tool and data", '{"name":"now","args":[],"version":"1'),
      ],
      { formats },
    );
  });

  describe("is a call", () => {
    checkEveryCut(
      [
        ["with its tool's arguments", JSON.stringify({ name: "read_file", arguments: given }), a],
        ["with a reason", JSON.stringify({ name: "read_file", arguments: given, reason: "x" }), a],
        [
          "beside other keys, where all of it fits",
          JSON.stringify({ name: "read_file", arguments: given, priority: 1 }),
          a,
        ],
        ["with another name for the path", JSON.stringify({ name: "read_file", arguments: { file_path: "a.ts" } }), a],
        ["beside the name", JSON.stringify({ tool: "search", query: "x" }), call("search", { query: "x" })],
        [
          "beside the name, one missing",
          JSON.stringify({ tool: "write_file", path: "x" }),
          call("write_file", { path: "x" }),
        ],
        ["by its key", JSON.stringify({ search: { query: "x" } }), call("search", { query: "x" })],
        ["with an empty list where it needs none", JSON.stringify({ name: "now", args: [] }), call("now")],
        [
          "in a message",
          JSON.stringify({
            tool_calls: [{ id: "c", type: "function", function: { name: "now", arguments: "{}" } }],
            role: "assistant",
            content: null,
          }),
          call("now"),
        ],
        ["of an unknown tool", JSON.stringify({ name: "other", arguments: { a: 1 } }), call("other", { a: 1 })],
        [
          "of an unknown tool, with its kind",
          JSON.stringify({ type: "tool_use", name: "other", input: { a: 1 } }),
          call("other", { a: 1 }),
        ],
        ["cut", '{"name":"read_file","arguments":{"path":', broken("read_file")],
        ["cut, of an unknown tool", '{"name":"other","arguments":{"a":', broken("other")],
        ["cut in a wrapper", '{"tool_calls":[{"function":{"name":"other","arguments":{"a', broken("other")],
      ],
      { formats },
    );
  });
});
