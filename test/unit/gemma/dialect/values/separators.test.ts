import { broken, call, checkEveryCut, native, q } from "../rows.ts";

const open = '<|"|>';

describe("text between two strings", () => {
  describe("that does not separate arguments is not run", () => {
    const separators = [
      ";",
      "; ",
      "|",
      ".",
      "，",
      "}{",
      " && ",
      "\n",
      "+",
      ";content:",
      ":content:",
      ",content ",
      " ; content : ",
    ];
    checkEveryCut(
      ["},{content:", ...separators].map(
        (separator) =>
          [
            JSON.stringify(separator),
            native(`write_file{path:${q("a")}${separator}${q("x")}}`),
            broken("write_file"),
          ] as const,
      ),
    );
    checkEveryCut([
      ["a semicolon after a command", native(`run_command{command:${q("ls")};cwd:${q("src")}}`), broken("run_command")],
      [
        "an operator beside spaces inside the marks",
        native(`run_command{command:${q("ls ")} && ${q(" pwd")}}`),
        broken("run_command"),
      ],
      ["a semicolon after a colon", native(`search{query:${q("TODO:")};glob:${q("*.ts")}}`), broken("search")],
      ["a comma without a key", native(`run_command{command:${q("ls")},${q("src")}}`), broken("run_command")],
      ["two semicolons", native(`write_file{path:${q("a")};content:${q("x")};mode:${q("w")}}`), broken("write_file")],
      [
        "a semicolon after a line break",
        native(`write_file{content:${q("x\n")};path:${q("a")}}`),
        broken("write_file"),
      ],
      ["a key without its colon", native(`write_file{path:${q("a ")} content ${q(".x")}}`), broken("write_file")],
      ["a key on a line", native(`write_file{path:${q('"a"')}\ncontent ${q("}")}}`), broken("write_file")],
      ["no separator", native(`write_file{path:${q('"a"')}${q("`x`")}}`), broken("write_file")],
      ["a semicolon between quotes", native(`run_command{command:"ls${open};cwd:${open}src"}`), broken("run_command")],
    ]);
  });

  describe("inside a text that shows string marks", () => {
    const write = (content: string) =>
      [
        native(`write_file{path:${q("a.md")},content:${q(content)}}`),
        call("write_file", { path: "a.md", content }),
      ] as const;
    checkEveryCut([
      ["two marks", ...write(`Strings stand between ${open} and ${open}.`)],
      ["two marks between quotes", ...write(`const mark = '${open}', end = '${open}';`)],
      ["two marks in inline code", ...write(`Write \`${open}\` and \`${open}\`.`)],
      ["two strings", ...write(`Use ${q("x")} and ${q("y")}.`)],
      ["a call", ...write(`Use \`call:NAME{key:${q("text")},n:2,b:${q("y")}}\`.`)],
      ["a call with an empty string", ...write(`So: call:f{a:${q("")}} it is.`)],
      ["a call with spaces", ...write(`f(a = ${q(" x ")}, b = ${q("y")})`)],
      ["a list", ...write(`[${q("a")}, ${q("b")}]`)],
    ]);
  });

  describe("after a string that ends like the next key", () => {
    checkEveryCut([
      [
        "the next key",
        native(`run_command{command:${q("{ x, description:")},description:${q("y")}}`),
        call("run_command", { command: "{ x, description:", description: "y" }),
      ],
      [
        "the next key, at the end of a file",
        native(`write_file{content:${q("x, path:")},path:${q("a.ts")}}`),
        call("write_file", { content: "x, path:", path: "a.ts" }),
      ],
      [
        "the next key, on a line of its own",
        native(`write_file{content:${q("{\n  x,\n  path:")},path:${q("a.ts")}}`),
        call("write_file", { content: "{\n  x,\n  path:", path: "a.ts" }),
      ],
      [
        "the next key, after a quoted word",
        native(`write_file{content:${q("'x', path:")},path:${q("a.ts")}}`),
        call("write_file", { content: "'x', path:", path: "a.ts" }),
      ],
      [
        "a key that comes later",
        native(`run_command{command:${q("x, description:")},timeout_ms:3,description:${q("y")}}`),
        call("run_command", { command: "x, description:", timeout_ms: 3, description: "y" }),
      ],
      [
        "not run if an undeclared key does not follow",
        native(`create{title:${q("a, labels:")},meta:{owner:${q("me")}}}`),
        broken("create"),
      ],
      [
        "a key after a quote that ended the string",
        native(`write_file{content:${open}x\`,path:${open},path:${q("a")}}`),
        call("write_file", { content: "x", path: "a" }),
      ],
    ]);
  });

  describe("quotes within a quoted text", () => {
    const quoted = (text: string) => native(`write_file{path:"a.md",content:"${text}"}`);
    const write = (content: string) => call("write_file", { path: "a.md", content });
    checkEveryCut([
      ["before a bracket", quoted('say "hi" }'), write('say "hi" }')],
      ["before a comma", quoted('say "hi", then go'), write('say "hi", then go')],
      ["before a colon", quoted('{ "key": "value" }'), write('{ "key": "value" }')],
      ["at the end of the text", quoted('say "hi"'), write('say "hi"')],
      ["a single one before what may end the text is not run", quoted('3" } or so'), broken("write_file")],
    ]);
  });
});
