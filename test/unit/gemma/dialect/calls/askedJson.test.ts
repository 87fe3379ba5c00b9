import { broken, call, checkEveryCut, text, type Row } from "../rows.ts";

const shown = (name: string, value: unknown): Row => {
  const answer = typeof value === "string" ? value : JSON.stringify(value);
  return [name, answer, text(answer)];
};
const a = call("read_file", { path: "a.ts" });
const given = { path: "a.ts" };
const formats = ["auto", "gemma3-json", "lmstudio"] as const;

/* Data has names, types and arguments too: all keys together say what an object is. */
describe("JSON that the user asked for", () => {
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
          "a configuration on several lines",
          JSON.stringify({ name: "Launch", type: "node", request: "launch", args: [] }, null, 2),
        ),
        shown("a configuration in a code block", '```json\n{"name":"Launch","type":"node","args":[]}\n```'),
        shown("a configuration with args before the type", {
          name: "Launch",
          args: [],
          type: "node",
          request: "launch",
        }),
        shown("a configuration with the type first", { type: "node", name: "Launch", request: "launch", args: [] }),
        shown("a configuration with only a name and args", { name: "Launch", args: [] }),
        shown("a configuration with a tool's name", { name: "now", type: "node", request: "launch", args: [] }),
        shown("a list of configurations", [
          { name: "Launch", type: "node", args: [] },
          { name: "B", type: "node", args: [] },
        ]),
        shown("a list of a call and a configuration", [
          { name: "read_file", arguments: given },
          { name: "Launch", args: [] },
        ]),
        shown("a configuration, then words", '{"name":"Launch","type":"node","args":[]}\n\nThis starts the debugger.'),
        shown(
          "a configuration after words",
          'The configuration:\n\n```json\n{"name":"Launch","type":"node","args":[]}\n```\n',
        ),
        shown(
          "a configuration that is announced",
          'I\'ll add this:\n\n```json\n{"name":"now","type":"node","args":[]}\n```\n',
        ),
        shown("an editor's task", { name: "build", type: "shell", command: "npm", args: ["run", "build"] }),
        shown("an editor's task without arguments", { name: "test", type: "npm", script: "test", args: [] }),
        shown("an editor's task with a label", { label: "build", type: "shell", command: "npm", args: [] }),
        shown("the start command of a server", { name: "fs", command: "npx", args: ["-y", "x"], type: "stdio" }),
        shown("a package with a tool's name", { name: "read_file", version: "1.0.0", type: "module" }),
        shown("a package with an `arguments` key", { name: "search", version: "1.0.0", scripts: {}, arguments: {} }),
        shown("a workflow's step", { name: "greet", input: { who: "me" } }),
        shown("a step with an id", { id: 3, name: "build", input: { a: 1 }, type: "step" }),
        shown("an action with its trigger", { action: "deploy", input: { env: "prod" }, on: "push" }),
        shown("a user", { name: "Alice", id: 7, args: {} }),
        shown("a model's settings", { name: "gemma", parameters: { temperature: 1 }, model: "x" }),
        shown("a model's parameters", { name: "gemma", parameters: { temperature: 1 } }),
        shown(
          "a model's parameters on several lines",
          JSON.stringify({ name: "gemma", parameters: { temperature: 1 } }, null, 2),
        ),
        shown("a model's parameters in a code block", '```json\n{"name":"gemma","parameters":{"temperature":1}}\n```'),
        shown("a versioned model with parameters", { name: "gemma-3-4b-it", parameters: { top_k: 64 } }),
        shown("a vendor's model with parameters", { name: "google/gemma-4", parameters: {} }),
        shown("an algorithm named in words", { name: "Linear regression", parameters: { slope: 1 } }),
        shown("a list of algorithms", [
          { name: "sgd", parameters: { lr: 0.1 } },
          { name: "adam", parameters: { lr: 0.2 } },
        ]),
        shown("a model's parameters before its name", { parameters: { temperature: 1 }, name: "gemma" }),
        shown("a model's parameters, cut off", '{"name":"gemma","parameters":{"temperature":1,"top'),
        shown("an API operation", { name: "search", parameters: [{ name: "q", in: "query" }] }),
        shown("an API parameter", { name: "search", in: "query", parameters: { type: "string" } }),
        shown("a cloud function", { function: { name: "handler", runtime: "node" }, version: 1 }),
        shown("a logged call with usage counts", {
          tool_calls: [{ function: { name: "read_file", arguments: "{}" } }],
          usage: {},
        }),
        shown("a server's answer with a call", {
          choices: [{ message: { tool_calls: [{ function: { name: "now", arguments: "{}" } }] } }],
        }),
        shown("a tool's name with other keys than arguments", { name: "search", query: "x", page: 2 }),
        shown("a tool's name with half of its required arguments", { name: "write_file", path: "x" }),
        shown("a tool's name with a list of arguments", { name: "run_command", args: ["ls"] }),
        shown("a tool's name with an empty list", { name: "read_file", args: [] }),
        shown("a tool without arguments, with another key", { name: "now", arguments: {}, priority: 1 }),
        shown("a tool's name as a key with an empty value", { search: {} }),
        shown("a configuration cut off after its type", '{"name":"Launch","type":"node","request":"la'),
        shown("a configuration cut off after its args", '{"name":"Launch","args":[],"type":"no'),
        shown("a configuration cut off within its args", '{"name":"Launch","args":["a"'),
        shown("an object with a tool's name, cut off", '{"name":"read_file","type":"module","args":{"pa'),
        shown("an object with a tool's name and other data, cut off", '{"name":"now","args":[],"version":"1'),
      ],
      { formats },
    );
  });

  describe("is a call", () => {
    checkEveryCut(
      [
        ["an object with a tool's arguments", JSON.stringify({ name: "read_file", arguments: given }), a],
        [
          "an object with a tool's arguments and a reason",
          JSON.stringify({ name: "read_file", arguments: given, reason: "x" }),
          a,
        ],
        [
          "an object with a tool's arguments and an unrelated key",
          JSON.stringify({ name: "read_file", arguments: given, priority: 1 }),
          a,
        ],
        ["with another name for the path", JSON.stringify({ name: "read_file", arguments: { file_path: "a.ts" } }), a],
        [
          "arguments beside the tool's name",
          JSON.stringify({ tool: "search", query: "x" }),
          call("search", { query: "x" }),
        ],
        [
          "arguments beside the tool's name, one of them missing",
          JSON.stringify({ tool: "write_file", path: "x" }),
          call("write_file", { path: "x" }),
        ],
        [
          "the tool's name as the key of its arguments",
          JSON.stringify({ search: { query: "x" } }),
          call("search", { query: "x" }),
        ],
        ["an empty list for a tool without arguments", JSON.stringify({ name: "now", args: [] }), call("now")],
        [
          "inside a message",
          JSON.stringify({
            tool_calls: [{ id: "c", type: "function", function: { name: "now", arguments: "{}" } }],
            role: "assistant",
            content: null,
          }),
          call("now"),
        ],
        ["of an unknown tool", JSON.stringify({ name: "other", arguments: { a: 1 } }), call("other", { a: 1 })],
        [
          "of an unknown tool, with a type",
          JSON.stringify({ type: "tool_use", name: "other", input: { a: 1 } }),
          call("other", { a: 1 }),
        ],
        ["a call that is cut off", '{"name":"read_file","arguments":{"path":', broken("read_file")],
        ["a call of an unknown tool, cut off", '{"name":"other","arguments":{"a":', broken("other")],
        ["a call in a wrapper, cut off", '{"tool_calls":[{"function":{"name":"other","arguments":{"a', broken("other")],
      ],
      { formats },
    );
  });
});
