import { call, check, native, q, text, type Row } from "./rows.ts";

/** The answer is text from beginning to end. */
const shown = (name: string, answer: string): Row => [name, answer, text(answer)];
const json = '{"name": "read_file", "parameters": {"path": "a.ts"}}';

describe("markup that an answer only shows", () => {
  describe("tokens", () => {
    check(
      [
        shown("in inline code", "The token `<|tool_call>` opens a call."),
        shown("a call in inline code", `Write \`${native("now{}")}\` for that.`),
        shown("a call in inline code with two backticks", `Write \`\`${native("now{}")}\`\` for that.`),
        shown("in long inline code", `Write \`${native(`f{a:${"x".repeat(600)}}`)}\` for that.`),
        shown("in an indented block that starts with a string mark", `So:\n\n    <|"|>x${native("now{}")}\n`),
        shown("after other words in inline code", `Write \`x = ${native("now{}")}\` for that.`),
        shown("in a code block", `So:\n\`\`\`\n${native(`f{a:${q("x")}}`)}\n\`\`\`\nDone.`),
        shown("in a code block of another language", `\`\`\`python\nprint('${native("now{}")}')\n\`\`\``),
        shown("in a code block fenced with tildes", `~~~text\n${native("now{}")}\n~~~\n`),
        shown("in a code block with a longer fence", `\`\`\`\`md\n\`\`\`\n${native("now{}")}\n\`\`\`\n\`\`\`\``),
        shown("in a code block that is never closed", `\`\`\`\n${native("now{}")}\n`),
        shown("in an indented block", `So:\n\n    ${native("now{}")}\n`),
        shown("a call at the start of a sentence", `${json} reads a file.`),
        shown("two calls at the start of a sentence", `${json} ${json} are two calls.`),
        shown("in a block quote", `> ${native("now{}")}\n`),
        shown("in a list item's code block", `So:\n\n- \`\`\`\n  ${native("now{}")}\n  \`\`\`\n- next\n`),
        shown("in a numbered item's code block", `10. \`\`\`text\n    a\n${native("now{}")}\n    \`\`\`\n11. next\n`),
        shown("in a nested list item's code block with tildes", `- * ~~~\n    ${native("now{}")}\n    ~~~\n`),
        shown("in a block quote's code block", `> \`\`\`\n> ${native("now{}")}\n> \`\`\`\n`),
        shown("between quotation marks", `It says "${native("now{}")}" there.`),
        shown("between curly quotation marks", `It says “${native("now{}")}” there.`),
        shown("between quotation marks after a single backtick", `A \` and "${native("now{}")}" there.`),
        shown("between single quotes", `It says '${native("now{}")}' there.`),
        shown("as a word of a sentence", "A call opens with <|tool_call> and closes with <tool_call|> always."),
        shown("as the last word of a sentence", "It opens with <|tool_call>. It closes with <tool_call|>."),
        shown(
          "an incomplete call within a sentence",
          "It opens with <|tool_call>call:NAME and closes with <tool_call|> then.",
        ),
        shown("an incomplete call near the end of the answer", "It opens with <|tool_call>call:NAME always"),
        shown("a call without tokens at the start of a sentence", "call:now{} asks for the time."),
        shown("thought tokens as words of a sentence", "Thoughts stand between <|channel> and <channel|> there."),
        shown("thought tokens in inline code", "Thoughts stand between `<|channel>thought` and `<channel|>`."),
        shown("in a string of a JSON document", `{"prompt": ${JSON.stringify(native(`f{a:${q("x")}}`))}, "n": 1}`),
        shown("string marks", `Strings stand between <|"|> and <|"|>.`),
        shown("FunctionGemma's tokens in inline code", "`<start_function_call>call:f{}<end_function_call>`"),
        shown("LM Studio's token as a word of a sentence", "[TOOL_REQUEST] opens a call."),
        shown("LM Studio's tokens in inline code", "`[TOOL_REQUEST]{}[END_TOOL_REQUEST]`"),
        shown("XML with similar tags", "<call>Mom</call> and <x></tool_call></x>"),
        shown("tags as words of a sentence", "<tool_call> is a tag; <calls> another."),
        shown("a token in a table", "| token | use |\n| --- | --- |\n| `<|tool_call>` | opens |\n"),
        shown("incomplete tokens", "a < b, c <| d, <|t, [TOOL_, <start_of, <un"),
        shown("a link, a reference and a checkbox", "[now](http://x) [1] [x] - [ ] todo"),
      ],
      { formats: ["auto", "gemma4", "gemma3-json", "gemma3-python"] },
    );

    check([
      ["a call after inline code", `Use \`now\`: ${native("now{}")}`, text("Use `now`:"), call("now")],
      ["a call after a code block", `\`\`\`\nx\n\`\`\`\n${native("now{}")}`, text("```\nx\n```"), call("now")],
      [
        "a call after a list item's code block",
        `- \`\`\`\n  x\n  \`\`\`\n${native("now{}")}`,
        text("- ```\n  x\n  ```"),
        call("now"),
      ],
      ["a call after inline code in a list item", `- \`\`\`x\`\`\` ${native("now{}")}`, text("- ```x```"), call("now")],
      ["a call after a single backtick", `It's a \` here. ${native("now{}")}\n`, text("It's a ` here."), call("now")],
      ["a call after quotation marks", `He said "go"${native("now{}")}`, text('He said "go"'), call("now")],
      ["a call after an apostrophe", `the users'${native("now{}")}`, text("the users'"), call("now")],
    ]);
  });

  describe("JSON", () => {
    check(
      [
        shown(
          "an example in a code block",
          `A call looks like this:\n\n\`\`\`json\n${json}\n\`\`\`\n\nIt reads the file.`,
        ),
        shown("an example at the end of the answer", `For example:\n\`\`\`json\n${json}\n\`\`\``),
        shown("an example on a line of its own", `The format is:\n${json}\nand nothing else.`),
        shown("an example within a sentence", `The model answers ${json} and stops.`),
        shown("a call at the start of a sentence", `${json} reads a file.`),
        shown("two calls at the start of a sentence", `${json} ${json} are two calls.`),
        shown("in a block quote", `> ${json}\n> so\n`),
        shown("in a block quote, after an announcement", `> I'll call it: ${json}\n`),
        shown("in a list item's code block", `Calls:\n- \`\`\`json\n  ${json}\n  \`\`\`\n- more\n`),
        shown("in inline code", `Send \`${json}\` for that.`),
        shown(
          "an explanation of the format at the end of the answer",
          `This is how a call looks:\n\`\`\`json\n${json}\n\`\`\``,
        ),
        shown("inside a document on one line", `{"steps": ${json}, "more": [${json}]}`),
        shown("inside a document of several lines", `{\n"log": [\n${json},\n${json}\n]\n}`),
        shown("inside an indented document", `{\n "v": "1 [",\n "log": [\n  ${json}\n ]\n}`),
        shown("inside a document after words", `The log: {"a": "\\"{",\n"steps": [\n${json}\n]}`),
        shown("inside a list with other values", `[\n1,\n${json}\n]`),
        shown("a tool's name as a key of data", '{"read_file": {"size": 3}}'),
        shown("a tool's name as one key of many", '{"now": {}, "then": {}}'),
        shown("a parameter's description", '{"name": "now", "in": "query", "parameters": {"type": "object"}}'),
        shown("a second example", `For example:\n\`\`\`json\n${json}\n\`\`\`\nand:\n\`\`\`json\n${json}\n\`\`\`\n`),
        shown(
          "a code block between paragraphs",
          `Tools speak JSON.\n\`\`\`json\n${json}\n\`\`\`\nEach object names one.`,
        ),
        shown(
          "an unknown tool in a code block between paragraphs",
          'So:\n```json\n{"name": "other", "parameters": {"a": 1}}\n```\nDone.',
        ),
        shown("an unknown tool on a line between paragraphs", 'So\n{"name": "other", "parameters": {"a": 1}}\nDone.'),
        shown("a package's description", '{"name": "now", "version": "1.0.0", "private": true}'),
        shown("a user's record", '{"name": "Ann", "age": 30}'),
        shown(
          "a tool's declaration",
          '{"name": "now", "description": "The time.", "parameters": {"type": "object", "properties": {}}}',
        ),
        shown(
          "a tool's declaration without descriptions",
          '{"name": "now", "parameters": {"type": "object", "properties": {}}}',
        ),
        shown("a tool's name without arguments", '{"name": "now"}'),
        shown("arguments without a tool's name", '{"parameters": {"path": "a.ts"}}'),
        shown("another object before it", '{"a": 1}\n{"b": {"name": "now"}}'),
        shown("a list of other things", '[1, 2, 3]\n[{"id": 7}]'),
        shown("code that looks similar", 'const x = {"name": "now", "parameters": {}};'),
        shown("a JSON code block of data", '```json\n{\n  "name": "now",\n  "scripts": {}\n}\n```\n'),
        shown("a JSON code block with a comment", `\`\`\`json\n// a call\n${json}\n\`\`\`\n`),
        shown("TypeScript with a call in it", `\`\`\`ts\nconst call = ${json};\n\`\`\`\n`),
        shown("an unknown tool's name, cut off, after text", 'So:\n{"name": "other", "parameters": {"a'),
        shown(
          "an unknown tool's name, cut off, then text that is not JSON",
          '{"name": "other", "parameters": {no json}',
        ),
        shown("data with a name, cut off", '{"name": "other", "versi'),
        shown("a name, cut off", '{"name": "re'),
      ],
      { formats: ["auto", "gemma3-json"] },
    );
    check(
      [
        ["a document, then a call", `{"a": [1]}\n${json}`, text('{"a": [1]}'), call("read_file", { path: "a.ts" })],
        [
          "an opening bracket, then words and a call",
          `{ "a":\nSo\n${json}`,
          text('{ "a":\nSo'),
          call("read_file", { path: "a.ts" }),
        ],
        [
          "an unfinished document, then a call",
          `{"a": [1,\n\n${json}`,
          text('{"a": [1,'),
          call("read_file", { path: "a.ts" }),
        ],
        ["an unfinished document, then a native call", `{"a": "x\n${native("now{}")}`, text('{"a": "x'), call("now")],
      ],
      { formats: ["auto", "gemma3-json"] },
    );
    check(
      [
        shown("a call in a format without JSON calls", json),
        shown("a code block with a call in such a format", `\`\`\`json\n${json}\n\`\`\``),
      ],
      {
        formats: ["gemma4", "functiongemma"],
      },
    );
    check([shown("a call where no tools are declared", json)], { format: "auto", tools: [] });
  });

  describe("Python", () => {
    check(
      [
        shown("in inline code", "Call `read_file(path='a')` for that."),
        shown("in a sentence", "read_file(path='a') reads a file."),
        shown("in a function definition", "```python\ndef read_file(path):\n    return open(path)\n```"),
        shown("announced as code", "Here's the code:\n```python\nread_file(path='a')\n```"),
        shown("a result that other code prints", "```python\nx = read_file(path='a')\nprint(x)\n```"),
        shown("between other lines of code", "```python\nx = 1\nread_file(path='a')\n```"),
        shown("a word followed by brackets", "React (it's a library) draws pages.\n\nread_file(path=name)"),
        shown("with variables as arguments", "read_file(path=name)"),
        shown("a function that is no tool", "```python\nprint('hi')\n```"),
        shown("a function that is no tool, on a line of its own", "So:\nother(a=1)"),
        shown("in a list item", "- read_file(path='a')"),
        shown("an example in a block for calls", "For example:\n```tool_code\nread_file(path='a')\n```"),
        shown("other statements in a block for calls", "```tool_code\nx = 1\nif x:\n    pass\n```"),
      ],
      { formats: ["auto", "gemma3-python"] },
    );
  });
});
