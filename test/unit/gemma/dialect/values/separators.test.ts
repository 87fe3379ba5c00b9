import { broken, call, checkEveryCut, native, q } from "../rows.ts";

const open = '<|"|>';

describe("what stands between two strings", () => {
  describe("that does not separate arguments", () => {
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
      ["behind a command", native(`run_command{command:${q("ls")};cwd:${q("src")}}`), broken("run_command")],
      ["blanks inside the marks", native(`run_command{command:${q("ls ")} && ${q(" pwd")}}`), broken("run_command")],
      ["behind a colon", native(`search{query:${q("TODO:")};glob:${q("*.ts")}}`), broken("search")],
      ["no key", native(`run_command{command:${q("ls")},${q("src")}}`), broken("run_command")],
      ["two of them", native(`write_file{path:${q("a")};content:${q("x")};mode:${q("w")}}`), broken("write_file")],
      ["a line behind the text", native(`write_file{content:${q("x\n")};path:${q("a")}}`), broken("write_file")],
      ["a key without its colon", native(`write_file{path:${q("a ")} content ${q(".x")}}`), broken("write_file")],
      ["a key on a line", native(`write_file{path:${q('"a"')}\ncontent ${q("}")}}`), broken("write_file")],
      ["nothing", native(`write_file{path:${q('"a"')}${q("`x`")}}`), broken("write_file")],
      ["between quotes", native(`run_command{command:"ls${open};cwd:${open}src"}`), broken("run_command")],
    ]);
  });

  describe("in a text that shows marks", () => {
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
      ["a call with blanks", ...write(`f(a = ${q(" x ")}, b = ${q("y")})`)],
      ["a list", ...write(`[${q("a")}, ${q("b")}]`)],
    ]);
  });

  describe("that the string before seems to hold", () => {
    checkEveryCut([
      [
        "the key behind it",
        native(`run_command{command:${q("{ x, description:")},description:${q("y")}}`),
        call("run_command", { command: "{ x, description:", description: "y" }),
      ],
      [
        "the key behind it, in a file",
        native(`write_file{content:${q("x, path:")},path:${q("a.ts")}}`),
        call("write_file", { content: "x, path:", path: "a.ts" }),
      ],
      [
        "the key behind it, on a line",
        native(`write_file{content:${q("{\n  x,\n  path:")},path:${q("a.ts")}}`),
        call("write_file", { content: "{\n  x,\n  path:", path: "a.ts" }),
      ],
      [
        "the key behind it, behind a quoted word",
        native(`write_file{content:${q("'x', path:")},path:${q("a.ts")}}`),
        call("write_file", { content: "'x', path:", path: "a.ts" }),
      ],
      [
        "a key further behind",
        native(`run_command{command:${q("x, description:")},timeout_ms:3,description:${q("y")}}`),
        call("run_command", { command: "x, description:", timeout_ms: 3, description: "y" }),
      ],
      [
        "a free key that does not follow is doubtful",
        native(`create{title:${q("a, labels:")},meta:{owner:${q("me")}}}`),
        broken("create"),
      ],
      [
        "a key behind the quote that ended the string",
        native(`write_file{content:${open}x\`,path:${open},path:${q("a")}}`),
        call("write_file", { content: "x", path: "a" }),
      ],
    ]);
  });

  describe("that quotes within a quoted text seem to be", () => {
    const quoted = (text: string) => native(`write_file{path:"a.md",content:"${text}"}`);
    const write = (content: string) => call("write_file", { path: "a.md", content });
    checkEveryCut([
      ["before a bracket", quoted('say "hi" }'), write('say "hi" }')],
      ["before a comma", quoted('say "hi", then go'), write('say "hi", then go')],
      ["before a colon", quoted('{ "key": "value" }'), write('{ "key": "value" }')],
      ["at its end", quoted('say "hi"'), write('say "hi"')],
      ["alone, before what may end the text", quoted('3" } or so'), broken("write_file")],
    ]);
  });
});
