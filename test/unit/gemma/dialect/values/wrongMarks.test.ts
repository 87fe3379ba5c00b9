import { broken, call, checkEveryCut, native, q, text } from "../rows.ts";

const path = (value: string): string => native(`read_file{path:${value}}`);
const a = call("read_file", { path: "a.ts" });
const open = '<|"|>';

describe("strings between other marks", () => {
  describe("closed by a quote", () => {
    checkEveryCut([
      ["a double one", path(`${open}a.ts"`), a],
      ["a single one", path(`${open}a.ts'`), a],
      ["a curly one", path(`${open}a.ts”`), a],
      ["a single curly one", path(`${open}a.ts’`), a],
      ["a backtick", path(`${open}a.ts\``), a],
      [
        "then a key",
        native(`read_file{path:${open}a.ts",start_line:3}`),
        call("read_file", { path: "a.ts", start_line: 3 }),
      ],
      [
        "a curly one, then a key",
        native(`read_file{path:${open}a.ts”,start_line:3}`),
        call("read_file", { path: "a.ts", start_line: 3 }),
      ],
      [
        "then a string",
        native(`write_file{path:${open}a.ts",content:${q("x")}}`),
        call("write_file", { path: "a.ts", content: "x" }),
      ],
      [
        "then a string with brackets",
        native(`write_file{path:${open}a.ts",content:${q("if (a) { b } }")}}`),
        call("write_file", { path: "a.ts", content: "if (a) { b } }" }),
      ],
      [
        "each of two",
        native(`write_file{path:${open}a.ts",content:${open}x"}`),
        call("write_file", { path: "a.ts", content: "x" }),
      ],
      ["then another call", path(`${open}a.ts"`) + path(q("b.ts")), a, call("read_file", { path: "b.ts" })],
      [
        "behind other quotes",
        native(`write_file{path:${q("a")},content:${open}{"a": "b"}"}`),
        call("write_file", { path: "a", content: '{"a": "b"}' }),
      ],
      [
        "the text's own quote stays",
        native(`write_file{path:${q("a")},content:${open}say "hi"}`),
        call("write_file", { path: "a", content: 'say "hi"' }),
      ],
      [
        "an apostrophe is doubtful",
        native(`write_file{path:${q("a")},content:${open}the users'}`),
        broken("write_file"),
      ],
      ["all of it in quotes is doubtful", path(`${open}"a.ts"`), broken("read_file")],
      ["cut", `<|tool_call>call:read_file{path:${open}a.ts"`, broken("read_file")],
    ]);
  });

  describe("opened by a quote, closed by a mark", () => {
    checkEveryCut([
      ["a double one", path(`"a.ts${open}`), a],
      ["a single one", path(`'a.ts${open}`), a],
      ["a curly one", path(`“a.ts${open}`), a],
      ["a backtick", path(`\`a.ts${open}`), a],
      [
        "then a quoted string is doubtful",
        native(`write_file{path:"a.ts${open},content:"x"}`),
        call("write_file", { path: "a.ts", content: "x" }),
      ],
    ]);
  });

  describe("curly quotes and backticks", () => {
    checkEveryCut([
      ["curly", path("“a.ts”"), a],
      ["curly, single", path("‘a.ts’"), a],
      ["curly, the same twice", path("”a.ts”"), a],
      ["low", path("„a.ts“"), a],
      ["angular", path("«a.ts»"), a],
      ["backticks", path("`a.ts`"), a],
      [
        "around a comma",
        native("run_command{command:“ls, -la”,timeout_ms:9}"),
        call("run_command", { command: "ls, -la", timeout_ms: 9 }),
      ],
      [
        "backticks around a comma",
        native("run_command{command:`ls, -la`,timeout_ms:9}"),
        call("run_command", { command: "ls, -la", timeout_ms: 9 }),
      ],
      ["around a bracket", native("run_command{command:“echo }”}"), call("run_command", { command: "echo }" })],
      [
        "backticks around a bracket",
        native("run_command{command:`echo {`,timeout_ms:9}"),
        call("run_command", { command: "echo {", timeout_ms: 9 }),
      ],
      [
        "around a bracket, then text",
        `${native("run_command{command:“echo }”}")}\nDone.`,
        call("run_command", { command: "echo }" }),
        text("Done."),
      ],
      [
        "around lines",
        native("write_file{path:`a`,content:`one\ntwo\n`}"),
        call("write_file", { path: "a", content: "one\ntwo\n" }),
      ],
      [
        "around an apostrophe",
        native("write_file{path:‘a’,content:‘it’s’}"),
        call("write_file", { path: "a", content: "it’s" }),
      ],
      ["in lists", native("search{query:“x”,paths:[“a”,`b`]}"), call("search", { query: "x", paths: ["a", "b"] })],
      ["around keys", native("read_file{“path”:“a.ts”}"), a],
      ["of an unknown tool", native("f{a:“x”,b:`y`}"), call("f", { a: "x", b: "y" })],
      ["escaped quotes", path('\\"a.ts\\"'), a],
      ["quotes of HTML", path("&quot;a.ts&quot;"), a],
      ["doubled quotes", path('""a.ts""'), a],
      ["half curly is doubtful", path("“a.ts"), broken("read_file")],
      ["half curly at the end is doubtful", path("a.ts”"), broken("read_file")],
      ["half a backtick is doubtful", path("`a.ts"), broken("read_file")],
      ["half a quote at the end is doubtful", path('a.ts"'), broken("read_file")],
      [
        "text that begins with a quotation is doubtful",
        native(`write_file{path:${q("a")},content:“x” is it}`),
        broken("write_file"),
      ],
      [
        "text that begins with code is doubtful",
        native(`write_file{path:${q("a")},content:\`x\` is it}`),
        broken("write_file"),
      ],
      [
        "a code block is doubtful",
        native(`write_file{path:${q("a")},content:\`\`\`ts\nx\n\`\`\`}`),
        broken("write_file"),
      ],
      ["escapes between backticks are doubtful", native("run_command{command:`echo \\`x\\``}"), broken("run_command")],
      [
        "text with a quotation in it stays",
        native(`write_file{path:${q("a")},content:he said “x”}`),
        call("write_file", { path: "a", content: "he said “x”" }),
      ],
      [
        "between marks they are text",
        native(`write_file{path:${q("a")},content:${q("“x”")}}`),
        call("write_file", { path: "a", content: "“x”" }),
      ],
      [
        "backticks between marks are text",
        native(`write_file{path:${q("a")},content:${q("`x`")}}`),
        call("write_file", { path: "a", content: "`x`" }),
      ],
    ]);
  });

  describe("broken marks", () => {
    checkEveryCut([
      ["without its last sign", path('<|"|a.ts<|"|'), a],
      ["the first half", path('<|"a.ts<|"'), a],
      ["the first half, then the whole", path(`<|"a.ts${open}`), a],
      ["the whole, then the first half", path(`${open}a.ts<|"`), a],
      ["the whole, then the second half", path(`${open}a.ts"|>`), a],
      ["the first half, then the second", path('<|"a.ts"|>'), a],
      ["without the first bar", path('<"|>a.ts<"|>'), a],
      ["with its quote escaped", path('<|\\"|>a.ts<|\\"|>'), a],
      ["with its quote escaped, in part", path('<|\\"|a.ts<|\\"|'), a],
      ["with a single quote", path("<|'|>a.ts<|'|>"), a],
      ["with curly quotes", path("<|“|>a.ts<|”|>"), a],
      ["between quotes", path('"<|"a.ts<|""'), a],
      [
        "two strings",
        native('write_file{path:<|"a.ts<|",content:<|"x<|"}'),
        call("write_file", { path: "a.ts", content: "x" }),
      ],
      [
        "before a whole string",
        native(`write_file{path:${open}a.ts<|",content:${q("x")}}`),
        call("write_file", { path: "a.ts", content: "x" }),
      ],
      ["without its quote it is doubtful", path(`${open}a.ts<|`), broken("read_file")],
      ["its last signs alone are doubtful", path(`${open}a.ts|>`), broken("read_file")],
    ]);
  });

  describe("a mark in the text before a bracket", () => {
    checkEveryCut([
      ["is not its end", native(`write_file{path:${q("a")},content:${q(`x ${open} } foo `)}}`), broken("write_file")],
      [
        "nor on lines",
        native(`write_file{path:${q("a")},content:${q(`{a:${open}}\nEnd it.\n`)}}`),
        broken("write_file"),
      ],
      [
        "nor are its signs shown",
        `${native(`write_file{path:${q("a")},content:${q(`x ${open} } foo `)}}`)} Done`,
        broken("write_file"),
        text("Done"),
      ],
    ]);
  });
});
