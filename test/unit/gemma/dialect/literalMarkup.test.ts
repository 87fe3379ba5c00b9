import { call, check, native, q, text, type Row } from "./rows.ts";

/** The answer is text from beginning to end. */
const shown = (name: string, answer: string): Row => [name, answer, text(answer)];
const json = '{"name": "read_file", "parameters": {"path": "a.ts"}}';

describe("markup that is shown, not meant", () => {
  describe("tokens", () => {
    check(
      [
        shown("in inline code", "The token `<|tool_call>` opens a call."),
        shown("a call in inline code", `Write \`${native("now{}")}\` for that.`),
        shown("a call in inline code of two backticks", `Write \`\`${native("now{}")}\`\` for that.`),
        shown("in long inline code", `Write \`${native(`f{a:${"x".repeat(600)}}`)}\` for that.`),
        shown("in an indented block that begins with a string mark", `So:\n\n    <|"|>x${native("now{}")}\n`),
        shown("behind other words in inline code", `Write \`x = ${native("now{}")}\` for that.`),
        shown("in a code block", `So:\n\`\`\`\n${native(`f{a:${q("x")}}`)}\n\`\`\`\nDone.`),
        shown("in a code block of another language", `\`\`\`python\nprint('${native("now{}")}')\n\`\`\``),
        shown("in a code block of tildes", `~~~text\n${native("now{}")}\n~~~\n`),
        shown("in a long fence", `\`\`\`\`md\n\`\`\`\n${native("now{}")}\n\`\`\`\n\`\`\`\``),
        shown("in a code block without its end", `\`\`\`\n${native("now{}")}\n`),
        shown("in an indented block", `So:\n\n    ${native("now{}")}\n`),
        shown("that a sentence begins with", `${json} reads a file.`),
        shown("two that a sentence begins with", `${json} ${json} are two calls.`),
        shown("in a block quote", `> ${native("now{}")}\n`),
        shown("in a code block of a list item", `So:\n\n- \`\`\`\n  ${native("now{}")}\n  \`\`\`\n- next\n`),
        shown(
          "in a code block of a numbered item",
          `10. \`\`\`text\n    a\n${native("now{}")}\n    \`\`\`\n11. next\n`,
        ),
        shown("in a code block of tildes of an item in an item", `- * ~~~\n    ${native("now{}")}\n    ~~~\n`),
        shown("in a block quote's code block", `> \`\`\`\n> ${native("now{}")}\n> \`\`\`\n`),
        shown("between quotation marks", `It says "${native("now{}")}" there.`),
        shown("between curly quotation marks", `It says “${native("now{}")}” there.`),
        shown("between quotation marks behind a lone backtick", `A \` and "${native("now{}")}" there.`),
        shown("between single quotes", `It says '${native("now{}")}' there.`),
        shown("as a word", "A call opens with <|tool_call> and closes with <tool_call|> always."),
        shown("as the last word of a sentence", "It opens with <|tool_call>. It closes with <tool_call|>."),
        shown("a call's beginning as words", "It opens with <|tool_call>call:NAME and closes with <tool_call|> then."),
        shown("a call's beginning as the last words", "It opens with <|tool_call>call:NAME always"),
        shown("a call without tokens that a sentence is about", "call:now{} asks for the time."),
        shown("thought tokens as words", "Thoughts stand between <|channel> and <channel|> there."),
        shown("thought tokens in inline code", "Thoughts stand between `<|channel>thought` and `<channel|>`."),
        shown("in a text of a JSON document", `{"prompt": ${JSON.stringify(native(`f{a:${q("x")}}`))}, "n": 1}`),
        shown("string marks", `Strings stand between <|"|> and <|"|>.`),
        shown("FunctionGemma's in inline code", "`<start_function_call>call:f{}<end_function_call>`"),
        shown("LM Studio's as a word", "[TOOL_REQUEST] opens a call."),
        shown("LM Studio's in inline code", "`[TOOL_REQUEST]{}[END_TOOL_REQUEST]`"),
        shown("XML that is alike", "<call>Mom</call> and <x></tool_call></x>"),
        shown("XML of another kind", "<tool_call> is a tag; <calls> another."),
        shown("a table", "| token | use |\n| --- | --- |\n| `<|tool_call>` | opens |\n"),
        shown("beginnings of tokens", "a < b, c <| d, <|t, [TOOL_, <start_of, <un"),
        shown("a link and a list", "[now](http://x) [1] [x] - [ ] todo"),
      ],
      { formats: ["auto", "gemma4", "gemma3-json", "gemma3-python"] },
    );

    check([
      ["a call behind closed inline code", `Use \`now\`: ${native("now{}")}`, text("Use `now`:"), call("now")],
      ["a call behind a closed code block", `\`\`\`\nx\n\`\`\`\n${native("now{}")}`, text("```\nx\n```"), call("now")],
      [
        "a call behind a closed code block of a list item",
        `- \`\`\`\n  x\n  \`\`\`\n${native("now{}")}`,
        text("- ```\n  x\n  ```"),
        call("now"),
      ],
      [
        "a call behind inline code in a list item",
        `- \`\`\`x\`\`\` ${native("now{}")}`,
        text("- ```x```"),
        call("now"),
      ],
      ["a call behind a lone backtick", `It's a \` here. ${native("now{}")}\n`, text("It's a ` here."), call("now")],
      ["a call behind closed quotation marks", `He said "go"${native("now{}")}`, text('He said "go"'), call("now")],
      ["a call behind an apostrophe", `the users'${native("now{}")}`, text("the users'"), call("now")],
    ]);
  });

  describe("JSON", () => {
    check(
      [
        shown(
          "an example in a code block",
          `A call looks like this:\n\n\`\`\`json\n${json}\n\`\`\`\n\nIt reads the file.`,
        ),
        shown("an example as the last word", `For example:\n\`\`\`json\n${json}\n\`\`\``),
        shown("an example on a line", `The format is:\n${json}\nand nothing else.`),
        shown("an example in a sentence", `The model answers ${json} and stops.`),
        shown("that a sentence begins with", `${json} reads a file.`),
        shown("two that a sentence begins with", `${json} ${json} are two calls.`),
        shown("in a block quote", `> ${json}\n> so\n`),
        shown("in a block quote, announced", `> I'll call it: ${json}\n`),
        shown("in a list item's code block", `Calls:\n- \`\`\`json\n  ${json}\n  \`\`\`\n- more\n`),
        shown("in inline code", `Send \`${json}\` for that.`),
        shown("how it looks, as the last word", `This is how a call looks:\n\`\`\`json\n${json}\n\`\`\``),
        shown("inside a document on one line", `{"steps": ${json}, "more": [${json}]}`),
        shown("inside a document on lines", `{\n"log": [\n${json},\n${json}\n]\n}`),
        shown("inside an indented document", `{\n "v": "1 [",\n "log": [\n  ${json}\n ]\n}`),
        shown("inside a document behind words", `The log: {"a": "\\"{",\n"steps": [\n${json}\n]}`),
        shown("inside a list of other things", `[\n1,\n${json}\n]`),
        shown("a tool's name as a key of data", '{"read_file": {"size": 3}}'),
        shown("a tool's name as one key of many", '{"now": {}, "then": {}}'),
        shown("a parameter's description", '{"name": "now", "in": "query", "parameters": {"type": "object"}}'),
        shown("a second example", `For example:\n\`\`\`json\n${json}\n\`\`\`\nand:\n\`\`\`json\n${json}\n\`\`\`\n`),
        shown("a code block amid prose", `Tools speak JSON.\n\`\`\`json\n${json}\n\`\`\`\nEach object names one.`),
        shown(
          "an unknown tool in a code block amid prose",
          'So:\n```json\n{"name": "other", "parameters": {"a": 1}}\n```\nDone.',
        ),
        shown("an unknown tool on a line amid prose", 'So\n{"name": "other", "parameters": {"a": 1}}\nDone.'),
        shown("a package", '{"name": "now", "version": "1.0.0", "private": true}'),
        shown("a user", '{"name": "Ann", "age": 30}'),
        shown(
          "a declaration",
          '{"name": "now", "description": "The time.", "parameters": {"type": "object", "properties": {}}}',
        ),
        shown("a declaration without words", '{"name": "now", "parameters": {"type": "object", "properties": {}}}'),
        shown("a name without arguments", '{"name": "now"}'),
        shown("arguments without a name", '{"parameters": {"path": "a.ts"}}'),
        shown("another object first", '{"a": 1}\n{"b": {"name": "now"}}'),
        shown("a list of other things", '[1, 2, 3]\n[{"id": 7}]'),
        shown("code that looks alike", 'const x = {"name": "now", "parameters": {}};'),
        shown("a JSON code block of data", '```json\n{\n  "name": "now",\n  "scripts": {}\n}\n```\n'),
        shown("a JSON code block with a comment", `\`\`\`json\n// a call\n${json}\n\`\`\`\n`),
        shown("TypeScript with a call in it", `\`\`\`ts\nconst call = ${json};\n\`\`\`\n`),
        shown("cut, with an unknown name, behind text", 'So:\n{"name": "other", "parameters": {"a'),
        shown("cut, with an unknown name and no JSON behind it", '{"name": "other", "parameters": {no json}'),
        shown("cut, data with a name", '{"name": "other", "versi'),
        shown("cut, before the name is whole", '{"name": "re'),
      ],
      { formats: ["auto", "gemma3-json"] },
    );
    check(
      [
        ["a document, then a call", `{"a": [1]}\n${json}`, text('{"a": [1]}'), call("read_file", { path: "a.ts" })],
        [
          "a bracket alone, then words and a call",
          `{ "a":\nSo\n${json}`,
          text('{ "a":\nSo'),
          call("read_file", { path: "a.ts" }),
        ],
        ["a document cut, then a call", `{"a": [1,\n\n${json}`, text('{"a": [1,'), call("read_file", { path: "a.ts" })],
        ["a document cut, then a native call", `{"a": "x\n${native("now{}")}`, text('{"a": "x'), call("now")],
      ],
      { formats: ["auto", "gemma3-json"] },
    );
    check([shown("a call, where the format has none", json), shown("in a block", `\`\`\`json\n${json}\n\`\`\``)], {
      formats: ["gemma4", "functiongemma"],
    });
    check([shown("a call, where no tools are", json)], { format: "auto", tools: [] });
  });

  describe("Python", () => {
    check(
      [
        shown("in inline code", "Call `read_file(path='a')` for that."),
        shown("in a sentence", "read_file(path='a') reads a file."),
        shown("in a definition", "```python\ndef read_file(path):\n    return open(path)\n```"),
        shown("announced as code", "Here's the code:\n```python\nread_file(path='a')\n```"),
        shown("a result that is printed, in other code", "```python\nx = read_file(path='a')\nprint(x)\n```"),
        shown("among other code", "```python\nx = 1\nread_file(path='a')\n```"),
        shown("a word and brackets", "React (it's a library) draws pages.\n\nread_file(path=name)"),
        shown("with variables", "read_file(path=name)"),
        shown("an unknown function", "```python\nprint('hi')\n```"),
        shown("an unknown function on a line", "So:\nother(a=1)"),
        shown("in a list item", "- read_file(path='a')"),
        shown("an example in a block for calls", "For example:\n```tool_code\nread_file(path='a')\n```"),
        shown("other statements in a block for calls", "```tool_code\nx = 1\nif x:\n    pass\n```"),
      ],
      { formats: ["auto", "gemma3-python"] },
    );
  });
});
