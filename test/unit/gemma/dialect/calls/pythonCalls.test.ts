import { broken, call, check, text } from "../rows.ts";

const a = call("read_file", { path: "a.ts" });
const code = (content: string, language = "tool_code"): string => `\`\`\`${language}\n${content}\n\`\`\``;

describe("Python calls", () => {
  describe("where a call may stand", () => {
    check(
      [
        ["in a list", "[read_file(path='a.ts')]", a],
        ["two in a list", "[read_file(path='a.ts'), now()]", a, call("now")],
        ["in a list over several lines", "[\n  read_file(path='a.ts'),\n  now(),\n]", a, call("now")],
        ["on a line", 'read_file(path="a.ts")', a],
        ["on two lines", 'read_file(path="a.ts")\nnow()', a, call("now")],
        ["on a line after words", 'Let me look.\nread_file(path="a.ts")\n', text("Let me look."), a],
        [
          "in a list after a sentence on the same line",
          "I'll look. [read_file(path='a.ts'), now()]",
          text("I'll look."),
          a,
          call("now"),
        ],
        ["in a list after a colon", "Calling: [now()]\nDone.", text("Calling:"), call("now"), text("\nDone.")],
        ["text in a list within a sentence", "The list. [now()] is one.", text("The list. [now()] is one.")],
        ["text for a link after a sentence", "See. [now](http://x)", text("See. [now](http://x)")],
        ["in a list after a sentence, cut off", "I'll look. [read_file(pa", text("I'll look."), broken("read_file")],
        ["inside `print`", "print(read_file(path='a.ts'))", a],
        ["in a code block made for calls", code("read_file(path='a.ts')"), a],
        ["inside `print`, with Google's namespace", code("print(default_api.read_file(path='a.ts'))"), a],
        ["several in a code block", code("read_file(path='a.ts')\nnow()\n"), a, call("now")],
        ["assigned to a variable in a code block", code("text = read_file(path='a.ts')"), a],
        ["between comments and imports", code("import default_api  # tools\n# look\nread_file(path='a.ts')  # now"), a],
        [
          "in a list, with an apostrophe in a comment",
          "[\n  read_file(path='a.ts'),  # it's this one\n]\nDone.",
          a,
          text("Done."),
        ],
        ["an unknown tool in a code block made for calls", code("other(a=1)"), call("other", { a: 1 })],
        ["in a list in a code block", code("[read_file(path='a.ts')]"), a],
        ["in a code block that prints the result", code("text = read_file(path='a.ts')\nprint(text)"), a],
        [
          "in a code block that prints two results",
          code("x = read_file(path='a.ts')\ny = now()\nprint(x, y)  # both"),
          a,
          call("now"),
        ],
        ["in a code block closed on the same line", "```tool_code\nread_file(path='a.ts')```", a],
        ["in a code block on one line", "```tool_code read_file(path='a.ts')```\nSo.", a, text("So.")],
        [
          "text in a code block on one line without a call",
          "```tool_code is a fence```",
          text("```tool_code is a fence```"),
        ],
        [
          "in a code block of several lines with comments",
          code("read_file(\n  'a.ts'  # it\n)\n\n# then\nnow()", "python"),
          a,
          call("now"),
        ],
        ["in a code block with a fence in a string", code("search(query='```')"), call("search", { query: "```" })],
        ["in a Python code block", code("read_file(path='a.ts')", "python"), a],
        ["in a code block without a language", code("read_file(path='a.ts')", ""), a],
        ["in a code block that is never closed", "```tool_code\nread_file(path='a.ts')\n", a],
        ["in a code block before text", `${code("read_file(path='a.ts')")}\nThe file says:`, a, text("The file says:")],
        ["before the end of the turn", "[read_file(path='a.ts')]<end_of_turn>", a],
      ],
      { formats: ["auto", "gemma3-python"] },
    );
  });

  describe("values", () => {
    const values: [string, string, unknown][] = [
      ["text in double quotes", '"x"', "x"],
      ["escapes", String.raw`'it\'s \"x\" \n \t \\ \u00e9 \x41 \q'`, 'it\'s "x" \n \t \\ é A \\q'],
      ["raw strings", String.raw`r'\d+\n'`, String.raw`\d+\n`],
      ["triple quotes", '"""one\n"two" \'three\'\n"""', "one\n\"two\" 'three'\n"],
      ["triple single quotes", "'''a, b) ]\n```js\n```\n'''", "a, b) ]\n```js\n```\n"],
      ["adjacent strings", "('one '\n 'two')", "one two"],
      ["f-strings without fields", "f'x'", "x"],
      ["brackets and hashes in a string", "'[(#)]'", "[(#)]"],
      ["integers", "-42", -42],
      ["grouped digits", "1_000", 1000],
      ["hexadecimal", "0xFF", 255],
      ["decimals", "-.5e1", -5],
      ["booleans", "[True, False]", [true, false]],
      ["JSON's literals", "[true, null]", [true, null]],
      ["None", "None", null],
      ["a dictionary", "{'a': 1, \"b\": {'c': []},}", { a: 1, b: { c: [] } }],
      ["numbers as keys", "{1: 'x'}", { "1": "x" }],
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
        [
          "an object whose keys name no parameter",
          "[read_file({'x': 1})]",
          call("read_file", { path: '{\n  "x": 1\n}' }),
        ],
        ["from a dictionary with **", "[read_file(**{'path': 'a.ts'})]", a],
        [
          "converted to the schema's types",
          "[read_file(file_path='a.ts', startLine='3')]",
          call("read_file", { path: "a.ts", startLine: 3 }),
        ],
      ],
      { formats: ["auto", "gemma3-python"] },
    );
  });

  describe("calls that are never run", () => {
    check(
      [
        ["cut off in a string", "[read_file(path='a", broken("read_file")],
        ["cut off on a line", "read_file(path='a", broken("read_file")],
        ["cut off after a complete call in a list", "[read_file(path='a.ts')", a],
        ["cut off after a comma in a list", "[read_file(path='a.ts'), ", a],
        ["cut off in the second call of a list", "[read_file(path='a.ts'), read_file(path=", a, broken("read_file")],
        [
          "an argument that is no literal, in a code block made for calls",
          code("read_file(path=name)"),
          broken("read_file"),
        ],
        [
          "an argument that is no literal, after a good call",
          "[read_file(path=b'x'), now()]",
          broken("read_file"),
          call("now"),
        ],
        [
          "a number that JSON can't hold, after a good call",
          "[now(a=1e999), read_file(path='a.ts')]",
          broken("now"),
          a,
        ],
        ["broken quotes after a good call", "[now(), read_file(path='a 'b', x='c')]", call("now"), broken("read_file")],
      ],
      { formats: ["auto", "gemma3-python"] },
    );
    check(
      [
        ["text if all quotes are broken", "[f(a='x 'y' 'z), g(b='p 'q)]", text("[f(a='x 'y' 'z), g(b='p 'q)]")],
        ["text if the brackets don't match", "[f(a=1])]", text("[f(a=1])]")],
      ],
      { format: "gemma3-python" },
    );
  });

  describe("an unknown tool as the whole answer", () => {
    check([["is a call in this format", "[other(a=1), more()]", call("other", { a: 1 }), call("more")]], {
      format: "gemma3-python",
    });
    check([["is text in other formats", "[Point(x=1), Point(x=2)]", text("[Point(x=1), Point(x=2)]")]], {
      format: "auto",
    });
  });
});
