import { broken, call, checkEveryCut, native, q, text } from "../rows.ts";

const path = (value: string): string => native(`read_file{path:${value}}`);
const a = call("read_file", { path: "a.ts" });
const open = '<|"|>';

describe("strings that are never closed", () => {
  describe("followed by declared keys", () => {
    checkEveryCut([
      [
        "a key with a number",
        `<|tool_call>call:run_command{command:${open}ls -la,timeout_ms:1000} <tool_call|>`,
        call("run_command", { command: "ls -la", timeout_ms: 1000 }),
      ],
      [
        "several keys",
        native(`run_command{command:${open}ls -la, timeout_ms: 1000, background: true}`),
        call("run_command", { command: "ls -la", timeout_ms: 1000, background: true }),
      ],
      [
        "keys on lines",
        native(`run_command{command:${open}ls -la,\n timeout_ms:1000\n}`),
        call("run_command", { command: "ls -la", timeout_ms: 1000 }),
      ],
      [
        "a key without the last bracket",
        native(`run_command{command:${open}ls,timeout_ms:9`),
        call("run_command", { command: "ls", timeout_ms: 9 }),
      ],
      [
        "a key in round brackets",
        native(`run_command(command=${open}ls,timeout_ms=9)`),
        call("run_command", { command: "ls", timeout_ms: 9 }),
      ],
      [
        "a quoted key",
        native(`run_command{command:${open}ls,"timeout_ms":9}`),
        call("run_command", { command: "ls", timeout_ms: 9 }),
      ],
      [
        "a key with a list",
        native(`search{query:${open}x,paths:[b,c]}`),
        call("search", { query: "x", paths: ["b", "c"] }),
      ],
      [
        "a key with a required text",
        native(`write_file{path:${open}a.ts,content:x}`),
        call("write_file", { path: "a.ts", content: "x" }),
      ],
      [
        "a key with a quoted text",
        native(`write_file{path:${open}a.ts,content:"x"}`),
        call("write_file", { path: "a.ts", content: "x" }),
      ],
      [
        "in a nested object",
        native(`create{title:${q("x")},meta:{owner:${open}me,n:3}}`),
        call("create", { title: "x", meta: { owner: "me", n: 3 } }),
      ],
      [
        "FunctionGemma's marks",
        "<start_function_call>call:run_command{command:<escape>ls,timeout_ms:5}<end_function_call>",
        call("run_command", { command: "ls", timeout_ms: 5 }),
      ],
      [
        "a key, then text after the call",
        `${native(`run_command{command:${open}ls,timeout_ms:5}`)}\nDone.`,
        call("run_command", { command: "ls", timeout_ms: 5 }),
        text("Done."),
      ],
      [
        "not run if the next key's text is optional",
        native(`run_command{command:${open}ls,description:list}`),
        broken("run_command"),
      ],
      [
        "text if the key was given before",
        native(`create{meta:{n:1},title:${open}x,meta:y}`),
        call("create", { meta: { n: 1 }, title: "x,meta:y" }),
      ],
      [
        "not run if the next value has the wrong type",
        native(`run_command{command:${open}ls,timeout_ms:soon}`),
        broken("run_command"),
      ],
      [
        "not run if the next key is spelled differently",
        native(`run_command{command:${open}ls,timeoutMs:x}`),
        broken("run_command"),
      ],
      [
        "not run if an undeclared key has a value",
        native(`run_command{command:${open}ls,foo:1000}`),
        broken("run_command"),
      ],
      ["not run for an unknown tool either", native(`f{command:${open}ls,foo:1000}`), broken("f")],
      [
        "not run if the text has a bracket",
        native(`write_file{content:${open}f({a: 1, path: x});\n}`),
        broken("write_file"),
      ],
      [
        "not run if the text has the end of an object",
        native(`create{meta:{owner:${open}me},title:${q("x")}}`),
        broken("create"),
      ],
      ["not run if a mark follows", native(`write_file{path:${open}a.ts,content:${q("x")}}`), broken("write_file")],
      [
        "not run if two strings are open",
        native(`write_file{path:${open}a.ts,content:${open}x}`),
        broken("write_file"),
      ],
      ["not run if a list's item has a comma", native(`create{labels:[${open}a,b]}`), broken("create")],
      ["cut off", `<|tool_call>call:run_command{command:${open}ls -la,timeout_ms:10`, broken("run_command")],
      [
        "text if the key is one of several words",
        native(`run_command{command:${open}echo hi, note: this}`),
        call("run_command", { command: "echo hi, note: this" }),
      ],
      [
        "the last item of a list",
        native(`create{labels:[${q("a")},${open}b]}`),
        call("create", { labels: ["a", "b"] }),
      ],
    ]);
  });

  describe("followed by text after the call", () => {
    checkEveryCut([
      ["text on the next line", `${path(`${open}a.ts`)}\nDone.`, a, text("Done.")],
      ["text after a closing quote", `${path(`${open}a.ts"`)}\nDone.`, a, text("Done.")],
      [
        "a longer text is not run",
        `${native(`write_file{path:${q("a")},content:${open}one\ntwo`)}\nDone.`,
        broken("write_file"),
      ],
      [
        "a longer text with brackets is not run",
        `${native(`write_file{path:${q("a")},content:${open}f() {\n  g();\n}\n}`)}\nDone.`,
        broken("write_file"),
        text("Done."),
      ],
      [
        "a longer text with brackets, then text on the same line",
        `${native(`write_file{path:${q("a")},content:${open}f() {\n  g();\n}\n}`)} Done.`,
        broken("write_file"),
        text("Done."),
      ],
      [
        "a longer text with brackets in FunctionGemma's syntax",
        `<start_function_call>call:write_file{content:<escape>f() {\n  g();\n}}<end_function_call>\nDone.`,
        broken("write_file"),
        text("Done."),
      ],
      [
        "a key that may be text is not run",
        `${native(`run_command{command:${open}ls,foo:1000}`)}\n\nIt lists the files.`,
        broken("run_command"),
        text("It lists the files."),
      ],
      [
        "JSON between tokens is not run",
        '<|tool_call>{"name":"read_file","arguments":{"path":"a.ts}}<tool_call|>\nDone.',
        broken("read_file"),
        text("Done."),
      ],
      [
        "a call after it is not run either",
        `${native(`run_command{command:${open}ls,foo:1000}`)}\nThen <|tool_call>call:now{}<tool_call|>`,
        broken("run_command"),
      ],
      [
        "JSON after it is not shown as an answer",
        `${native(`write_file{path:${q("a")},content:${open}f() {\n  g();\n}\n}`)}\n{"name":"now"}`,
        broken("write_file"),
      ],
    ]);
  });
});
