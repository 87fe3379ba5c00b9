import { broken, call, checkEveryCut, native, q, text } from "../rows.ts";

const path = (value: string): string => native(`read_file{path:${value}}`);
const a = call("read_file", { path: "a.ts" });
const open = '<|"|>';

describe("strings with wrong marks", () => {
  describe("closed by a quote", () => {
    checkEveryCut([
      ["a double quote", path(`${open}a.ts"`), a],
      ["a single quote", path(`${open}a.ts'`), a],
      ["a curly quote", path(`${open}a.ts”`), a],
      ["a single curly quote", path(`${open}a.ts’`), a],
      ["a backtick", path(`${open}a.ts\``), a],
      [
        "a quote, then a key",
        native(`read_file{path:${open}a.ts",start_line:3}`),
        call("read_file", { path: "a.ts", start_line: 3 }),
      ],
      [
        "a curly quote, then a key",
        native(`read_file{path:${open}a.ts”,start_line:3}`),
        call("read_file", { path: "a.ts", start_line: 3 }),
      ],
      [
        "a quote, then a string",
        native(`write_file{path:${open}a.ts",content:${q("x")}}`),
        call("write_file", { path: "a.ts", content: "x" }),
      ],
      [
        "a quote, then a string with brackets",
        native(`write_file{path:${open}a.ts",content:${q("if (a) { b } }")}}`),
        call("write_file", { path: "a.ts", content: "if (a) { b } }" }),
      ],
      [
        "a quote at each of two strings",
        native(`write_file{path:${open}a.ts",content:${open}x"}`),
        call("write_file", { path: "a.ts", content: "x" }),
      ],
      ["a quote, then another call", path(`${open}a.ts"`) + path(q("b.ts")), a, call("read_file", { path: "b.ts" })],
      [
        "a quote after other quotes",
        native(`write_file{path:${q("a")},content:${open}{"a": "b"}"}`),
        call("write_file", { path: "a", content: '{"a": "b"}' }),
      ],
      [
        "the text's own quote stays",
        native(`write_file{path:${q("a")},content:${open}say "hi"}`),
        call("write_file", { path: "a", content: 'say "hi"' }),
      ],
      [
        "not run if it may be an apostrophe",
        native(`write_file{path:${q("a")},content:${open}the users'}`),
        broken("write_file"),
      ],
      ["not run if quotes stand around all of it", path(`${open}"a.ts"`), broken("read_file")],
      ["cut off", `<|tool_call>call:read_file{path:${open}a.ts"`, broken("read_file")],
    ]);
  });

  describe("opened by a quote and closed by a mark", () => {
    checkEveryCut([
      ["a double quote", path(`"a.ts${open}`), a],
      ["a single quote", path(`'a.ts${open}`), a],
      ["a curly quote", path(`“a.ts${open}`), a],
      ["a backtick", path(`\`a.ts${open}`), a],
      [
        "a quote, then a quoted string",
        native(`write_file{path:"a.ts${open},content:"x"}`),
        call("write_file", { path: "a.ts", content: "x" }),
      ],
    ]);
  });

  describe("between curly quotes or backticks", () => {
    checkEveryCut([
      ["double curly quotes", path("“a.ts”"), a],
      ["single curly quotes", path("‘a.ts’"), a],
      ["the same curly quote twice", path("”a.ts”"), a],
      ["low quotes", path("„a.ts“"), a],
      ["angle quotes", path("«a.ts»"), a],
      ["backticks", path("`a.ts`"), a],
      [
        "curly quotes around a comma",
        native("run_command{command:“ls, -la”,timeout_ms:9}"),
        call("run_command", { command: "ls, -la", timeout_ms: 9 }),
      ],
      [
        "backticks around a comma",
        native("run_command{command:`ls, -la`,timeout_ms:9}"),
        call("run_command", { command: "ls, -la", timeout_ms: 9 }),
      ],
      [
        "curly quotes around a bracket",
        native("run_command{command:“echo }”}"),
        call("run_command", { command: "echo }" }),
      ],
      [
        "backticks around a bracket",
        native("run_command{command:`echo {`,timeout_ms:9}"),
        call("run_command", { command: "echo {", timeout_ms: 9 }),
      ],
      [
        "curly quotes around a bracket, then text",
        `${native("run_command{command:“echo }”}")}\nDone.`,
        call("run_command", { command: "echo }" }),
        text("Done."),
      ],
      [
        "backticks around lines",
        native("write_file{path:`a`,content:`one\ntwo\n`}"),
        call("write_file", { path: "a", content: "one\ntwo\n" }),
      ],
      [
        "curly quotes around an apostrophe",
        native("write_file{path:‘a’,content:‘it’s’}"),
        call("write_file", { path: "a", content: "it’s" }),
      ],
      [
        "both in a list",
        native("search{query:“x”,paths:[“a”,`b`]}"),
        call("search", { query: "x", paths: ["a", "b"] }),
      ],
      ["curly quotes around keys", native("read_file{“path”:“a.ts”}"), a],
      ["both for an unknown tool", native("f{a:“x”,b:`y`}"), call("f", { a: "x", b: "y" })],
      ["escaped quotes", path('\\"a.ts\\"'), a],
      ["HTML's quotes", path("&quot;a.ts&quot;"), a],
      ["doubled quotes", path('""a.ts""'), a],
      ["not run with only the opening curly quote", path("“a.ts"), broken("read_file")],
      ["not run with only the closing curly quote", path("a.ts”"), broken("read_file")],
      ["not run with only the opening backtick", path("`a.ts"), broken("read_file")],
      ["not run with only the closing quote", path('a.ts"'), broken("read_file")],
      [
        "not run if the text starts with a quotation",
        native(`write_file{path:${q("a")},content:“x” is it}`),
        broken("write_file"),
      ],
      [
        "not run if the text starts with code",
        native(`write_file{path:${q("a")},content:\`x\` is it}`),
        broken("write_file"),
      ],
      [
        "not run if it is a code block",
        native(`write_file{path:${q("a")},content:\`\`\`ts\nx\n\`\`\`}`),
        broken("write_file"),
      ],
      ["not run if backticks hold escapes", native("run_command{command:`echo \\`x\\``}"), broken("run_command")],
      [
        "text with a quotation in it",
        native(`write_file{path:${q("a")},content:he said “x”}`),
        call("write_file", { path: "a", content: "he said “x”" }),
      ],
      [
        "text if the marks are around them",
        native(`write_file{path:${q("a")},content:${q("“x”")}}`),
        call("write_file", { path: "a", content: "“x”" }),
      ],
      [
        "text if the marks are around backticks",
        native(`write_file{path:${q("a")},content:${q("`x`")}}`),
        call("write_file", { path: "a", content: "`x`" }),
      ],
    ]);
  });

  describe("broken marks", () => {
    checkEveryCut([
      ["without the last character", path('<|"|a.ts<|"|'), a],
      ["only the first half", path('<|"a.ts<|"'), a],
      ["the first half, then the whole mark", path(`<|"a.ts${open}`), a],
      ["the whole mark, then the first half", path(`${open}a.ts<|"`), a],
      ["the whole mark, then the second half", path(`${open}a.ts"|>`), a],
      ["the first half, then the second half", path('<|"a.ts"|>'), a],
      ["without the first bar", path('<"|>a.ts<"|>'), a],
      ["with its quote escaped", path('<|\\"|>a.ts<|\\"|>'), a],
      ["with its quote escaped, in part", path('<|\\"|a.ts<|\\"|'), a],
      ["with a single quote", path("<|'|>a.ts<|'|>"), a],
      ["with curly quotes", path("<|“|>a.ts<|”|>"), a],
      ["between quotes", path('"<|"a.ts<|""'), a],
      [
        "for two strings",
        native('write_file{path:<|"a.ts<|",content:<|"x<|"}'),
        call("write_file", { path: "a.ts", content: "x" }),
      ],
      [
        "before a string with whole marks",
        native(`write_file{path:${open}a.ts<|",content:${q("x")}}`),
        call("write_file", { path: "a.ts", content: "x" }),
      ],
      ["not run without the quote", path(`${open}a.ts<|`), broken("read_file")],
      ["not run with only the last characters", path(`${open}a.ts|>`), broken("read_file")],
    ]);
  });

  describe("a mark in the text before a bracket", () => {
    checkEveryCut([
      [
        "is not its end, and the call is not run",
        native(`write_file{path:${q("a")},content:${q(`x ${open} } foo `)}}`),
        broken("write_file"),
      ],
      [
        "is not its end on a line either",
        native(`write_file{path:${q("a")},content:${q(`{a:${open}}\nEnd it.\n`)}}`),
        broken("write_file"),
      ],
      [
        "is not shown in the answer",
        `${native(`write_file{path:${q("a")},content:${q(`x ${open} } foo `)}}`)} Done`,
        broken("write_file"),
        text("Done"),
      ],
    ]);
  });
});
