import { broken, call, check, text } from "../rows.ts";

const a = call("read_file", { path: "a.ts" });
const code = (content: string, language = "tool_code"): string => `\`\`\`${language}\n${content}\n\`\`\``;

describe("Python calls", () => {
  describe("where they stand", () => {
    check(
      [
        ["a list", "[read_file(path='a.ts')]", a],
        ["a list of two", "[read_file(path='a.ts'), now()]", a, call("now")],
        ["a list over lines", "[\n  read_file(path='a.ts'),\n  now(),\n]", a, call("now")],
        ["a line", 'read_file(path="a.ts")', a],
        ["two lines", 'read_file(path="a.ts")\nnow()', a, call("now")],
        ["a line behind words", 'Let me look.\nread_file(path="a.ts")\n', text("Let me look."), a],
        [
          "a list behind a sentence on the same line",
          "I'll look. [read_file(path='a.ts'), now()]",
          text("I'll look."),
          a,
          call("now"),
        ],
        ["a list behind a colon", "Calling: [now()]\nDone.", text("Calling:"), call("now"), text("\nDone.")],
        ["a list in the middle of a sentence", "The list. [now()] is one.", text("The list. [now()] is one.")],
        ["a link behind a sentence", "See. [now](http://x)", text("See. [now](http://x)")],
        ["a list behind a sentence, cut", "I'll look. [read_file(pa", text("I'll look."), broken("read_file")],
        ["printed", "print(read_file(path='a.ts'))", a],
        ["a block made for calls", code("read_file(path='a.ts')"), a],
        ["printed, with Google's namespace", code("print(default_api.read_file(path='a.ts'))"), a],
        ["several in a block", code("read_file(path='a.ts')\nnow()\n"), a, call("now")],
        ["assigned in a block", code("text = read_file(path='a.ts')"), a],
        ["with comments and imports", code("import default_api  # tools\n# look\nread_file(path='a.ts')  # now"), a],
        [
          "a list with an apostrophe in a comment",
          "[\n  read_file(path='a.ts'),  # it's this one\n]\nDone.",
          a,
          text("Done."),
        ],
        ["an unknown tool in a block made for calls", code("other(a=1)"), call("other", { a: 1 })],
        ["a list in a block", code("[read_file(path='a.ts')]"), a],
        ["a block that prints the result", code("text = read_file(path='a.ts')\nprint(text)"), a],
        [
          "a block that prints two results",
          code("x = read_file(path='a.ts')\ny = now()\nprint(x, y)  # both"),
          a,
          call("now"),
        ],
        ["a block closed on the same line", "```tool_code\nread_file(path='a.ts')```", a],
        ["a block on one line", "```tool_code read_file(path='a.ts')```\nSo.", a, text("So.")],
        ["a block on one line that holds no call", "```tool_code is a fence```", text("```tool_code is a fence```")],
        [
          "a block over lines with comments",
          code("read_file(\n  'a.ts'  # it\n)\n\n# then\nnow()", "python"),
          a,
          call("now"),
        ],
        ["a block with its own mark in a text", code("search(query='```')"), call("search", { query: "```" })],
        ["a Python block", code("read_file(path='a.ts')", "python"), a],
        ["a block without a language", code("read_file(path='a.ts')", ""), a],
        ["a block without its end", "```tool_code\nread_file(path='a.ts')\n", a],
        ["a block, then text", `${code("read_file(path='a.ts')")}\nThe file says:`, a, text("The file says:")],
        ["then the end of the turn", "[read_file(path='a.ts')]<end_of_turn>", a],
      ],
      { formats: ["auto", "gemma3-python"] },
    );
  });

  describe("values", () => {
    const values: [string, string, unknown][] = [
      ["text in double quotes", '"x"', "x"],
      ["escapes", String.raw`'it\'s \"x\" \n \t \\ \u00e9 \x41 \q'`, 'it\'s "x" \n \t \\ é A \\q'],
      ["raw text", String.raw`r'\d+\n'`, String.raw`\d+\n`],
      ["triple quotes", '"""one\n"two" \'three\'\n"""', "one\n\"two\" 'three'\n"],
      ["triple single quotes", "'''a, b) ]\n```js\n```\n'''", "a, b) ]\n```js\n```\n"],
      ["text in parts", "('one '\n 'two')", "one two"],
      ["formatted text without fields", "f'x'", "x"],
      ["brackets and hashes in text", "'[(#)]'", "[(#)]"],
      ["integers", "-42", -42],
      ["grouped digits", "1_000", 1000],
      ["hexadecimal", "0xFF", 255],
      ["decimals", "-.5e1", -5],
      ["booleans", "[True, False]", [true, false]],
      ["JSON's literals", "[true, null]", [true, null]],
      ["None", "None", null],
      ["a dictionary", "{'a': 1, \"b\": {'c': []},}", { a: 1, b: { c: [] } }],
      ["number keys", "{1: 'x'}", { "1": "x" }],
      ["a tuple", "(1, 'x')", [1, "x"]],
      ["other scripts", "'日本 😀'", "日本 😀"],
    ];
    check(
      values.map(([name, source, value]) => [name, `[f(a=${source})]`, call("f", { a: value })] as const),
      { format: "gemma3-python" },
    );
  });

  describe("arguments", () => {
    check(
      [
        ["by position", "[read_file('a.ts', 3)]", call("read_file", { path: "a.ts", startLine: 3 })],
        ["by position and name", "[read_file('a.ts', whole=True)]", call("read_file", { path: "a.ts", whole: true })],
        ["as one object", "[read_file({'path': 'a.ts'})]", a],
        [
          "as one object of JSON",
          'read_file({"path": "a.ts", "whole": true})',
          call("read_file", { path: "a.ts", whole: true }),
        ],
        ["an object that names no parameter", "[read_file({'x': 1})]", call("read_file", { path: '{\n  "x": 1\n}' })],
        ["from a dictionary", "[read_file(**{'path': 'a.ts'})]", a],
        [
          "fitted to the schema",
          "[read_file(file_path='a.ts', startLine='3')]",
          call("read_file", { path: "a.ts", startLine: 3 }),
        ],
      ],
      { formats: ["auto", "gemma3-python"] },
    );
  });

  describe("never run", () => {
    check(
      [
        ["cut in a string", "[read_file(path='a", broken("read_file")],
        ["cut on a line", "read_file(path='a", broken("read_file")],
        ["cut behind a whole one in a list", "[read_file(path='a.ts')", a],
        ["cut behind a comma in a list", "[read_file(path='a.ts'), ", a],
        ["cut in the list's second", "[read_file(path='a.ts'), read_file(path=", a, broken("read_file")],
        ["no literal, in a block made for calls", code("read_file(path=name)"), broken("read_file")],
        ["no literal beside a good one", "[read_file(path=b'x'), now()]", broken("read_file"), call("now")],
        [
          "a number that JSON cannot hold beside a good one",
          "[now(a=1e999), read_file(path='a.ts')]",
          broken("now"),
          a,
        ],
        ["broken quotes behind a good one", "[now(), read_file(path='a 'b', x='c')]", call("now"), broken("read_file")],
      ],
      { formats: ["auto", "gemma3-python"] },
    );
    check(
      [
        ["broken quotes throughout are text", "[f(a='x 'y' 'z), g(b='p 'q)]", text("[f(a='x 'y' 'z), g(b='p 'q)]")],
        ["mismatched brackets are text", "[f(a=1])]", text("[f(a=1])]")],
      ],
      { format: "gemma3-python" },
    );
  });

  describe("the whole answer, an unknown tool", () => {
    check([["is a call in this format", "[other(a=1), more()]", call("other", { a: 1 }), call("more")]], {
      format: "gemma3-python",
    });
    check([["is text in others", "[Point(x=1), Point(x=2)]", text("[Point(x=1), Point(x=2)]")]], { format: "auto" });
  });
});
