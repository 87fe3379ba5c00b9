import { broken, call, check, text, thought } from "../rows.ts";

const json = '{"name": "read_file", "parameters": {"path": "a.ts"}}';
const now = '{"name": "now", "parameters": {}}';
const a = call("read_file", { path: "a.ts" });
const fenced = (content: string, language = "json"): string => `\`\`\`${language}\n${content}\n\`\`\``;

describe("Gemma 3's JSON calls", () => {
  describe("where they stand", () => {
    check(
      [
        ["bare", json, a],
        ["over several lines", JSON.stringify(JSON.parse(json), null, 2), a],
        ["in a JSON code block", fenced(json), a],
        ["in a code block without a language", fenced(json, ""), a],
        ["in a code block made for calls", fenced(json, "tool_code"), a],
        ["in a code block of tildes", `~~~json\n${json}\n~~~`, a],
        ["in a code block without its end", `\`\`\`json\n${json}\n`, a],
        ["behind an announcement", `I'll read it.\n\n${fenced(json)}`, text("I'll read it."), a],
        [
          "behind an announcement, then text",
          `Let me look.\n${fenced(json)}\nThen I go on.`,
          text("Let me look."),
          a,
          text("\nThen I go on."),
        ],
        ["behind plain words, nothing after", `The file:\n${fenced(json)}\n`, text("The file:"), a],
        [
          "behind a greeting, then a hand-over",
          `Sure!\n${fenced(json)}\nLet me know what you think.`,
          text("Sure!"),
          a,
          text("\nLet me know what you think."),
        ],
        [
          "behind an announcement after other sentences",
          `You can use any tool. If so, an example helps. I'll read it:\n${fenced(json)}\nThen more.`,
          text("You can use any tool. If so, an example helps. I'll read it:"),
          a,
          text("\nThen more."),
        ],
        [
          "announced as a call",
          `Here is the call:\n${fenced(json)}\nThe end.`,
          text("Here is the call:"),
          a,
          text("\nThe end."),
        ],
        ["on a line behind words", `Reading.\n${json}`, text("Reading."), a],
        ["behind a colon on the same line", `Reading: ${json} Done.`, text("Reading:"), a, text(" Done.")],
        ["behind a colon in bold", `**Call:** ${json}`, text("**Call:**"), a],
        [
          "in the middle of what the model does",
          `I'll read: ${json} and go on.`,
          text("I'll read:"),
          a,
          text(" and go on."),
        ],
        ["then the end of a code block that never began", `${json}\n\`\`\`\n`, a],
        ["then a word on its line", `${json} done`, a, text("done")],
        ["then text", `${json}\nThat is it.`, a, text("That is it.")],
        ["then data", `${json} {"name": "x", "version": "1"}`, a, text('{"name": "x", "version": "1"}')],
        ["behind a thought", `<|channel>thought\nhm<channel|>${json}`, thought("hm"), a],
        ["then the end of the turn", `${json}<end_of_turn>\n`, a],
        ["in a code block, then the end of the turn", `${fenced(json)}<end_of_turn>`, a],
        [
          "in a list item's code block",
          `I'll read it.\n- \`\`\`json\n  ${json}\n  \`\`\`\n`,
          text("I'll read it.\n-"),
          a,
        ],
        ["two on two lines", `${json}\n${now}`, a, call("now")],
        ["two with a semicolon", `${json}; ${now} ;`, a, call("now")],
        ["two with a comma", `${json},\n${now}`, a, call("now")],
        ["two without anything between", json + now, a, call("now")],
        ["two in one block", fenced(`${json}\n${now}`), a, call("now")],
        ["two blocks", `${fenced(json)}\n\n${fenced(now)}`, a, call("now")],
        ["a list", `[${json}, ${now}]`, a, call("now")],
        ["a list in a block", fenced(`[\n  ${json}\n]`), a],
        ["between tags", `<tool_call>\n${json}\n</tool_call>`, a],
        [
          "between tags, twice, with text",
          `So.\n<tool_call>${json}</tool_call>\n<tool_call>${now}</tool_call>`,
          text("So."),
          a,
          call("now"),
        ],
        [
          "between tags, an unknown tool",
          '<tool_call>{"name": "other", "arguments": {"a": 1}}</tool_call>',
          call("other", { a: 1 }),
        ],
        ["between tags without the last one", `<tool_call>${json}`, a],
        ["between tags, a bracket missing", '<tool_call>{"name": "now", "arguments": {}</tool_call>', call("now")],
        ["between tags of the plural", `<tool_calls>[${json}, ${now}]</tool_calls>`, a, call("now")],
        ["the name before the arguments, between tags", '<tool_call>read_file\n{"path": "a.ts"}</tool_call>', a],
        ["between other tags", `<function_call>${json}</function_call>`, a],
        ["an unknown tool as the whole answer", '{"name": "o_t", "parameters": {"a": 1}}', call("o_t", { a: 1 })],
        [
          "an unknown tool as the whole answer in a block",
          fenced('{"name": "other", "arguments": {"a": 1}}'),
          call("other", { a: 1 }),
        ],
      ],
      { formats: ["auto", "gemma3-json"] },
    );
  });

  describe("how they are written", () => {
    check(
      [
        ["arguments for parameters", '{"name": "now", "arguments": {"a": 1}}', call("now", { a: 1 })],
        ["args", '{"name": "now", "args": {"a": 1}}', call("now", { a: 1 })],
        ["the name last", '{"parameters": {"path": "a.ts"}, "name": "read_file"}', a],
        ["tool for name", '{"tool": "now", "parameters": {}}', call("now")],
        ["tool_name", '{"tool_name": "now", "parameters": {}}', call("now")],
        ["function for name", '{"function": "now", "arguments": {}}', call("now")],
        ["action and its input", '{"action": "now", "action_input": {"a": 1}}', call("now", { a: 1 })],
        ["arguments beside the name", '{"tool": "read_file", "path": "a.ts"}', a],
        ["arguments as JSON text", '{"name": "read_file", "arguments": "{\\"path\\": \\"a.ts\\"}"}', a],
        [
          "arguments as JSON text in JSON text",
          JSON.stringify({ name: "read_file", arguments: JSON.stringify(JSON.stringify({ path: "a.ts" })) }),
          a,
        ],
        [
          "FunctionGemma's string mark in a string",
          '{"name": "now", "parameters": {"a": "<escape>x", "b": "<escape>"}}',
          call("now", { a: "<escape>x", b: "<escape>" }),
        ],
        ["blanks around the name", '{"name": " now ", "parameters": {}}', call("now")],
        ["empty arguments as text", '{"name": "now", "arguments": ""}', call("now")],
        ["null for arguments", '{"name": "now", "arguments": null}', call("now")],
        ["OpenAI's wrapper", '{"type": "function", "function": {"name": "now", "arguments": "{}"}}', call("now")],
        [
          "OpenAI's wrapper with an id",
          '{"id": "c1", "type": "function", "function": {"name": "now", "arguments": {}}}',
          call("now"),
        ],
        [
          "a list of tool calls",
          '{"tool_calls": [{"function": {"name": "now", "arguments": {}}}, {"function": {"name": "now", "arguments": {"a": 1}}}]}',
          call("now"),
          call("now", { a: 1 }),
        ],
        ["a tool_call wrapper", '{"tool_call": {"name": "now", "arguments": {}}}', call("now")],
        ["a function_call wrapper", '{"function_call": {"name": "now", "arguments": {}}}', call("now")],
        [
          "a type beside it",
          '{"type": "tool_use", "id": "1", "name": "now", "input": {"a": 1}}',
          call("now", { a: 1 }),
        ],
        [
          "Gemini's wrappers",
          '{"functionCalls": [{"functionCall": {"name": "now", "args": {"a": 1}}}]}',
          call("now", { a: 1 }),
        ],
        ["the tool's name as the key", '{"read_file": {"path": "a.ts"}}', a],
        ["the tool's name as the key, with JSON text", '{"read_file": "{\\"path\\": \\"a.ts\\"}"}', a],
        [
          "the tool's name as the key, in a list in a block",
          fenced('[{"read_file": {"path": "a.ts"}}, {"now": {}}]'),
          a,
          call("now"),
        ],
        ["a namespace", '{"name": "default_api.now", "parameters": {}}', call("now")],
        [
          "deep arguments",
          '{"name": "now", "parameters": {"a": {"b": [{"c": null}]}}}',
          call("now", { a: { b: [{ c: null }] } }),
        ],
        [
          "brackets and escapes in strings",
          String.raw`{"name": "now", "parameters": {"a": "{x} [y] \"z\" \\ \n \u00e9"}}`,
          call("now", { a: '{x} [y] "z" \\ \n é' }),
        ],
        [
          "tokens in strings",
          '{"name": "now", "parameters": {"a": "<|tool_call>call:f{}<tool_call|> ```"}}',
          call("now", { a: "<|tool_call>call:f{}<tool_call|> ```" }),
        ],
      ],
      { formats: ["auto", "gemma3-json"] },
    );
  });

  describe("repairs", () => {
    check(
      [
        [
          "Python's literals and quotes",
          "{'name': 'now', 'parameters': {'a': True, 'b': None}}",
          call("now", { a: true, b: null }),
        ],
        ["bare keys", '{name: "now", parameters: {a: 1}}', call("now", { a: 1 })],
        ["trailing commas", '{"name": "now", "parameters": {"a": [1, 2,],},}', call("now", { a: [1, 2] })],
        ["line breaks in strings", '{"name": "now", "parameters": {"a": "one\ntwo"}}', call("now", { a: "one\ntwo" })],
        [
          "quotes in strings",
          '{"name": "now", "parameters": {"a": "<p id="x">y</p>"}}',
          call("now", { a: '<p id="x">y</p>' }),
        ],
        [
          "a Windows path",
          String.raw`{"name": "now", "parameters": {"a": "C:\users\x"}}`,
          call("now", { a: String.raw`C:\users\x` }),
        ],
        ["Gemma's string marks", '{"name": "now", "parameters": {"a": <|"|>x "y"<|"|>}}', call("now", { a: 'x "y"' })],
        ["Gemma's string marks between quotes", '{"name": "read_file", "parameters": {"path": "<|"|>a.ts<|"|>"}}', a],
        [
          "Gemma's string marks, escaped",
          String.raw`{"name": "read_file", "parameters": {"path": "<|\"|>a.ts<|\"|>"}}`,
          a,
        ],
        ["a surplus bracket", `${json}}`, a],
        [
          "Python's long strings",
          '{"name": "now", "parameters": {"a": """x\n"y", {"z"}\n""", "b": """say "x""""}}',
          call("now", { a: 'x\n"y", {"z"}\n', b: 'say "x"' }),
        ],
        ["JavaScript's strings", '{"name": "now", "parameters": {"a": `x\n{y}`}}', call("now", { a: "x\n{y}" })],
        [
          "a surplus bracket of a list among the arguments",
          '{"name": "now", "parameters": {"a": [1]]}}',
          call("now", { a: [1] }),
        ],
        ["a surplus bracket, then text", `${json}}\nDone.`, a, text("Done.")],
        ["a surplus bracket of a list", `[${json}]]`, a],
        ["a surplus bracket in a block", fenced(`${json}}`), a],
        ["a bracket missing before the block's end", fenced('{"name": "read_file", "parameters": {"path": "a.ts"}'), a],
      ],
      { formats: ["auto", "gemma3-json"] },
    );
  });

  describe("never run", () => {
    check(
      [
        ["cut in a string", '{"name": "read_file", "parameters": {"path": "a', broken("read_file")],
        ["cut before the last bracket", '{"name": "read_file", "parameters": {"path": "a.ts"}', broken("read_file")],
        ["cut in the second key", '{"name": "read_file", "para', broken("read_file")],
        ["cut behind the name", '{"name": "read_file",', broken("read_file")],
        ["cut in a code block", '```json\n{"name": "read_file", "parameters": {"pa', broken("read_file")],
        ["cut, an unknown tool as all", '{"name": "otherTool", "parameters": {"a": "x', broken("otherTool")],
        ["cut in a key, an unknown tool as the whole answer", '{"name": "o_t", "parameters": {"a', broken("o_t")],
        ["cut between tags", '<tool_call>{"name": "other", "arguments": {"a', broken("other")],
        ["cut behind a tag", "<tool_call>", broken()],
        ["cut behind a whole one", `${json}\n{"name": "now", "parameters": {"a": `, a, broken("now")],
        ["a missing comma", '{"name": "now", "parameters": {"a": "x" "b": "y"}}', broken("now")],
        ["half of JavaScript's string", '{"name": "now", "parameters": {"a": `x } `}}', broken("now")],
        ["unreadable", '{"name": "read_file", "parameters": {no json at all}}', broken("read_file")],
        ["something else between tags", '<tool_call>{"a": 1}</tool_call>', broken()],
        [
          "text as arguments between tags",
          '<tool_call>{"name": "now", "arguments": "hello"}</tool_call>',
          broken("now"),
        ],
      ],
      { formats: ["auto", "gemma3-json"] },
    );
  });

  describe("an unknown tool that the model announces, where the format has JSON calls", () => {
    const other = '{"name": "other", "parameters": {"a": 1}}';
    check(
      [
        ["in a block", `I'll call it.\n${fenced(other)}`, text("I'll call it."), call("other", { a: 1 })],
        [
          "on a line, then text",
          `Let me try.\n${other}\nSo.`,
          text("Let me try."),
          call("other", { a: 1 }),
          text("\nSo."),
        ],
        ["not when nothing announces it", `The data.\n${other}`, text(`The data.\n${other}`)],
        [
          "not when it is data",
          'I\'ll write it.\n{"name": "x", "version": 1}',
          text('I\'ll write it.\n{"name": "x", "version": 1}'),
        ],
      ],
      { format: "gemma3-json" },
    );
    check([["elsewhere it is text", `I'll call it.\n${other}`, text(`I'll call it.\n${other}`)]], { format: "auto" });
  });

  describe("where no tools were told of, the format alone decides", () => {
    check(
      [
        ["a call", '{"name": "other", "parameters": {"a": 1}}', call("other", { a: 1 })],
        ["amid words", 'So: {"name": "other", "parameters": {}} More?', text("So:"), call("other"), text(" More?")],
        ["data", '{"name": "pkg", "version": "1"}', text('{"name": "pkg", "version": "1"}')],
      ],
      { format: "gemma3-json", tools: [] },
    );
  });
});
