import { broken, call, checkEveryCut, native, q } from "../rows.ts";

/* A value that the model left out is not an empty one: the call names its tool and is not run. */
describe("missing values", () => {
  checkEveryCut([
    [
      "at the end of the call",
      `<|tool_call>call:write_file{path:${q("a.ts")},content: <tool_call|>`,
      broken("write_file"),
    ],
    ["before the bracket", native(`write_file{path:${q("a.ts")},content:}`), broken("write_file")],
    ["before a line break", native(`write_file{path:${q("a.ts")},content:\n}`), broken("write_file")],
    ["of the first argument", native(`write_file{path:,content:${q("x")}}`), broken("write_file")],
    ["of the only argument", native("run_command{command:}"), broken("run_command")],
    ["with only white space in its place", native("run_command{command: ,timeout_ms:5}"), broken("run_command")],
    ["a number", native(`search{query:${q("x")},limit:}`), broken("search")],
    [
      "a number between other arguments",
      native(`run_command{command:${q("x")},timeout_ms:,background:true}`),
      broken("run_command"),
    ],
    ["a list", native(`create{title:${q("x")},labels:}`), broken("create")],
    ["an object", native(`create{title:${q("x")},meta:}`), broken("create")],
    ["in a nested object", native(`create{meta:{owner:,n:1},title:${q("x")}}`), broken("create")],
    ["at the end of a nested object", native(`create{title:${q("x")},meta:{owner:}}`), broken("create")],
    ["in a list", native(`create{labels:[${q("a")},,${q("b")}]}`), broken("create")],
    ["at the beginning of a list", native(`create{labels:[,${q("a")}]}`), broken("create")],
    ["of a list that holds only a comma", native("create{labels:[,]}"), broken("create")],
    ["in round brackets", native("run_command(command=, timeout_ms=5)"), broken("run_command")],
    ["with only its opening mark", native(`write_file{path:${q("a.ts")},content:<|"|>}`), broken("write_file")],
    [
      "with only its opening mark, and no bracket",
      native(`write_file{path:${q("a.ts")},content:<|"|>`),
      broken("write_file"),
    ],
    ["without the opening token", `call:write_file{path:${q("a.ts")},content:}`, broken("write_file")],
    ["of an unknown tool", native("f{a:,b:1}"), broken("f")],
    ["a key without a colon", native(`write_file{path:${q("a.ts")},content}`), broken("write_file")],
    ["a missing key", native(`read_file{:${q("a.ts")}}`), broken("read_file")],
    [
      "in FunctionGemma's syntax",
      "<start_function_call>call:write_file{path:<escape>a<escape>,content:}<end_function_call>",
      broken("write_file"),
    ],
    [
      "are not the same as an empty string",
      native(`write_file{path:${q("a")},content:${q("")}}`),
      call("write_file", { path: "a", content: "" }),
    ],
    [
      "are not the same as an empty quoted string",
      native(`write_file{path:${q("a")},content:""}`),
      call("write_file", { path: "a", content: "" }),
    ],
    ["a comma at a list's end", native(`create{labels:[${q("a")},]}`), call("create", { labels: ["a"] })],
    [
      "two commas between values",
      native(`write_file{path:${q("a")},,content:${q("b")}}`),
      call("write_file", { path: "a", content: "b" }),
    ],
  ]);

  checkEveryCut(
    [
      ["in JSON", '{"name":"write_file","arguments":{"path":"a.ts","content":}}', broken("write_file")],
      ["at the beginning of JSON", '{"name":"write_file","arguments":{"path":,"content":"x"}}', broken("write_file")],
      ["of all arguments in JSON", '{"name":"read_file","arguments":}', broken("read_file")],
      ["in a list in JSON", '{"name":"search","arguments":{"query":"x","paths":["a",,"b"]}}', broken("search")],
      [
        "in JSON between tags",
        '<tool_call>{"name":"read_file","arguments":{"path":}}</tool_call>',
        broken("read_file"),
      ],
    ],
    { formats: ["auto", "gemma3-json"] },
  );
});
