import { broken, call, checkEveryCut, native, q, text } from "../rows.ts";

const path = (value: string): string => native(`read_file{path:${value}}`);
const a = call("read_file", { path: "a.ts" });
const open = '<|"|>';

describe("strings that no mark ends", () => {
  describe("with declared keys in them", () => {
    checkEveryCut([
      [
        "a number",
        `<|tool_call>call:run_command{command:${open}ls -la,timeout_ms:1000} <tool_call|>`,
        call("run_command", { command: "ls -la", timeout_ms: 1000 }),
      ],
      [
        "several",
        native(`run_command{command:${open}ls -la, timeout_ms: 1000, background: true}`),
        call("run_command", { command: "ls -la", timeout_ms: 1000, background: true }),
      ],
      [
        "on lines",
        native(`run_command{command:${open}ls -la,\n timeout_ms:1000\n}`),
        call("run_command", { command: "ls -la", timeout_ms: 1000 }),
      ],
      [
        "no bracket",
        native(`run_command{command:${open}ls,timeout_ms:9`),
        call("run_command", { command: "ls", timeout_ms: 9 }),
      ],
      [
        "in round brackets",
        native(`run_command(command=${open}ls,timeout_ms=9)`),
        call("run_command", { command: "ls", timeout_ms: 9 }),
      ],
      [
        "a quoted key",
        native(`run_command{command:${open}ls,"timeout_ms":9}`),
        call("run_command", { command: "ls", timeout_ms: 9 }),
      ],
      ["a list", native(`search{query:${open}x,paths:[b,c]}`), call("search", { query: "x", paths: ["b", "c"] })],
      [
        "a text it cannot do without",
        native(`write_file{path:${open}a.ts,content:x}`),
        call("write_file", { path: "a.ts", content: "x" }),
      ],
      [
        "a quoted text",
        native(`write_file{path:${open}a.ts,content:"x"}`),
        call("write_file", { path: "a.ts", content: "x" }),
      ],
      [
        "in a nested object",
        native(`create{title:${q("x")},meta:{owner:${open}me,n:3}}`),
        call("create", { title: "x", meta: { owner: "me", n: 3 } }),
      ],
      [
        "FunctionGemma's",
        "<start_function_call>call:run_command{command:<escape>ls,timeout_ms:5}<end_function_call>",
        call("run_command", { command: "ls", timeout_ms: 5 }),
      ],
      [
        "then text",
        `${native(`run_command{command:${open}ls,timeout_ms:5}`)}\nDone.`,
        call("run_command", { command: "ls", timeout_ms: 5 }),
        text("Done."),
      ],
      [
        "a text it can do without is doubtful",
        native(`run_command{command:${open}ls,description:list}`),
        broken("run_command"),
      ],
      [
        "a key that was given is text",
        native(`create{meta:{n:1},title:${open}x,meta:y}`),
        call("create", { meta: { n: 1 }, title: "x,meta:y" }),
      ],
      [
        "a value of the wrong type is doubtful",
        native(`run_command{command:${open}ls,timeout_ms:soon}`),
        broken("run_command"),
      ],
      [
        "a key in another style is doubtful",
        native(`run_command{command:${open}ls,timeoutMs:x}`),
        broken("run_command"),
      ],
      [
        "an undeclared key with a value is doubtful",
        native(`run_command{command:${open}ls,foo:1000}`),
        broken("run_command"),
      ],
      ["so it is of an unknown tool", native(`f{command:${open}ls,foo:1000}`), broken("f")],
      [
        "a bracket in the text is doubtful",
        native(`write_file{content:${open}f({a: 1, path: x});\n}`),
        broken("write_file"),
      ],
      [
        "the end of an object in it is doubtful",
        native(`create{meta:{owner:${open}me},title:${q("x")}}`),
        broken("create"),
      ],
      ["a mark behind it is doubtful", native(`write_file{path:${open}a.ts,content:${q("x")}}`), broken("write_file")],
      ["two open strings are doubtful", native(`write_file{path:${open}a.ts,content:${open}x}`), broken("write_file")],
      ["a list's item with a comma is doubtful", native(`create{labels:[${open}a,b]}`), broken("create")],
      ["cut", `<|tool_call>call:run_command{command:${open}ls -la,timeout_ms:10`, broken("run_command")],
      [
        "a key in words is text",
        native(`run_command{command:${open}echo hi, note: this}`),
        call("run_command", { command: "echo hi, note: this" }),
      ],
      ["a list's last item", native(`create{labels:[${q("a")},${open}b]}`), call("create", { labels: ["a", "b"] })],
    ]);
  });

  describe("then text", () => {
    checkEveryCut([
      ["on the next line", `${path(`${open}a.ts`)}\nDone.`, a, text("Done.")],
      ["closed by a quote", `${path(`${open}a.ts"`)}\nDone.`, a, text("Done.")],
      [
        "a longer text is doubtful",
        `${native(`write_file{path:${q("a")},content:${open}one\ntwo`)}\nDone.`,
        broken("write_file"),
      ],
      [
        "a longer text with brackets",
        `${native(`write_file{path:${q("a")},content:${open}f() {\n  g();\n}\n}`)}\nDone.`,
        broken("write_file"),
        text("Done."),
      ],
      [
        "the same on the same line",
        `${native(`write_file{path:${q("a")},content:${open}f() {\n  g();\n}\n}`)} Done.`,
        broken("write_file"),
        text("Done."),
      ],
      [
        "the same in FunctionGemma's form",
        `<start_function_call>call:write_file{content:<escape>f() {\n  g();\n}}<end_function_call>\nDone.`,
        broken("write_file"),
        text("Done."),
      ],
      [
        "a key that is doubtful",
        `${native(`run_command{command:${open}ls,foo:1000}`)}\n\nIt lists the files.`,
        broken("run_command"),
        text("It lists the files."),
      ],
      [
        "JSON between tokens",
        '<|tool_call>{"name":"read_file","arguments":{"path":"a.ts}}<tool_call|>\nDone.',
        broken("read_file"),
        text("Done."),
      ],
      [
        "what may be a call is none",
        `${native(`run_command{command:${open}ls,foo:1000}`)}\nThen <|tool_call>call:now{}<tool_call|>`,
        broken("run_command"),
      ],
      [
        "what may be JSON is no answer",
        `${native(`write_file{path:${q("a")},content:${open}f() {\n  g();\n}\n}`)}\n{"name":"now"}`,
        broken("write_file"),
      ],
    ]);
  });
});
