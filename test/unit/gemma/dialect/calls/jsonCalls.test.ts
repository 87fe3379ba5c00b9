import { broken, call, check, text, thought } from "../rows.ts";

const json = '{"name": "read_file", "parameters": {"path": "a.ts"}}';
const now = '{"name": "now", "parameters": {}}';
const a = call("read_file", { path: "a.ts" });
const fenced = (content: string, language = "json"): string => `\`\`\`${language}\n${content}\n\`\`\``;

describe("Gemma 3's JSON calls", () => {
  describe("where a call may stand", () => {
    check(
      [
        ["alone", json, a],
        ["over several lines", JSON.stringify(JSON.parse(json), null, 2), a],
        ["in a JSON code block", fenced(json), a],
        ["in a code block without a language", fenced(json, ""), a],
        ["in a code block made for calls", fenced(json, "tool_code"), a],
        ["in a code block fenced with tildes", `~~~json\n${json}\n~~~`, a],
        ["in a code block that is never closed", `\`\`\`json\n${json}\n`, a],
        ["after an announcement", `I'll read it.\n\n${fenced(json)}`, text("I'll read it."), a],
        [
          "after an announcement, then text",
          `Let me look.\n${fenced(json)}\nThen I go on.`,
          text("Let me look."),
          a,
          text("\nThen I go on."),
        ],
        ["after plain words, with nothing after it", `The file:\n${fenced(json)}\n`, text("The file:"), a],
        [
          "after a greeting and an announcement",
          `Sure!\n${fenced(json)}\nLet me know what you think.`,
          text("Sure!"),
          a,
          text("\nLet me know what you think."),
        ],
        [
          "after several sentences and an announcement",
          `You can use any tool. If so, an example helps. I'll read it:\n${fenced(json)}\nThen more.`,
          text("You can use any tool. If so, an example helps. I'll read it:"),
          a,
          text("\nThen more."),
        ],
        [
          "after words that announce a call",
          `Here is the call:\n${fenced(json)}\nThe end.`,
          text("Here is the call:"),
          a,
          text("\nThe end."),
        ],
        ["on a line after words", `Reading.\n${json}`, text("Reading."), a],
        ["after a colon on the same line", `Reading: ${json} Done.`, text("Reading:"), a, text(" Done.")],
        ["after a bold colon", `**Call:** ${json}`, text("**Call:**"), a],
        ["between two sentences", `I'll read: ${json} and go on.`, text("I'll read:"), a, text(" and go on.")],
        ["before the end of a code block that never started", `${json}\n\`\`\`\n`, a],
        ["before a word on its line", `${json} done`, a, text("done")],
        ["before text", `${json}\nThat is it.`, a, text("That is it.")],
        ["before other data", `${json} {"name": "x", "version": "1"}`, a, text('{"name": "x", "version": "1"}')],
        ["after a thought", `<|channel>thought\nhm<channel|>${json}`, thought("hm"), a],
        ["before the end of the turn", `${json}<end_of_turn>\n`, a],
        ["in a code block, before the end of the turn", `${fenced(json)}<end_of_turn>`, a],
        [
          "in a list item's code block",
          `I'll read it.\n- \`\`\`json\n  ${json}\n  \`\`\`\n`,
          text("I'll read it.\n-"),
          a,
        ],
        ["two on two lines", `${json}\n${now}`, a, call("now")],
        ["two separated by a semicolon", `${json}; ${now} ;`, a, call("now")],
        ["two separated by a comma", `${json},\n${now}`, a, call("now")],
        ["two without a separator", json + now, a, call("now")],
        ["two in one code block", fenced(`${json}\n${now}`), a, call("now")],
        ["two in two code blocks", `${fenced(json)}\n\n${fenced(now)}`, a, call("now")],
        ["a list of calls", `[${json}, ${now}]`, a, call("now")],
        ["a list of calls in a code block", fenced(`[\n  ${json}\n]`), a],
        ["between tags", `<tool_call>\n${json}\n</tool_call>`, a],
        [
          "two between tags, with text",
          `So.\n<tool_call>${json}</tool_call>\n<tool_call>${now}</tool_call>`,
          text("So."),
          a,
          call("now"),
        ],
        [
          "an unknown tool, between tags",
          '<tool_call>{"name": "other", "arguments": {"a": 1}}</tool_call>',
          call("other", { a: 1 }),
        ],
        ["between tags, the last tag missing", `<tool_call>${json}`, a],
        ["between tags, a bracket missing", '<tool_call>{"name": "now", "arguments": {}</tool_call>', call("now")],
        ["between tags named in the plural", `<tool_calls>[${json}, ${now}]</tool_calls>`, a, call("now")],
        ["between tags, the name before the arguments", '<tool_call>read_file\n{"path": "a.ts"}</tool_call>', a],
        ["between other tags", `<function_call>${json}</function_call>`, a],
        ["an unknown tool as the whole answer", '{"name": "o_t", "parameters": {"a": 1}}', call("o_t", { a: 1 })],
        [
          "an unknown tool in a code block as the whole answer",
          fenced('{"name": "other", "arguments": {"a": 1}}'),
          call("other", { a: 1 }),
        ],
      ],
      { formats: ["auto", "gemma3-json"] },
    );
  });

  describe("how a call may be written", () => {
    check(
      [
        ["with `arguments` for `parameters`", '{"name": "now", "arguments": {"a": 1}}', call("now", { a: 1 })],
        ["with `args`", '{"name": "now", "args": {"a": 1}}', call("now", { a: 1 })],
        ["with the name last", '{"parameters": {"path": "a.ts"}, "name": "read_file"}', a],
        ["with `tool` for `name`", '{"tool": "now", "parameters": {}}', call("now")],
        ["with `tool_name`", '{"tool_name": "now", "parameters": {}}', call("now")],
        ["with `function` for `name`", '{"function": "now", "arguments": {}}', call("now")],
        ["with `action` and its input", '{"action": "now", "action_input": {"a": 1}}', call("now", { a: 1 })],
        ["with arguments beside the name", '{"tool": "read_file", "path": "a.ts"}', a],
        ["with arguments as JSON text", '{"name": "read_file", "arguments": "{\\"path\\": \\"a.ts\\"}"}', a],
        [
          "with arguments as JSON text, twice",
          JSON.stringify({ name: "read_file", arguments: JSON.stringify(JSON.stringify({ path: "a.ts" })) }),
          a,
        ],
        [
          "with FunctionGemma's string mark in a string",
          '{"name": "now", "parameters": {"a": "<escape>x", "b": "<escape>"}}',
          call("now", { a: "<escape>x", b: "<escape>" }),
        ],
        ["with spaces around the name", '{"name": " now ", "parameters": {}}', call("now")],
        ["with an empty text for arguments", '{"name": "now", "arguments": ""}', call("now")],
        ["with null for arguments", '{"name": "now", "arguments": null}', call("now")],
        ["in OpenAI's wrapper", '{"type": "function", "function": {"name": "now", "arguments": "{}"}}', call("now")],
        [
          "in OpenAI's wrapper with an id",
          '{"id": "c1", "type": "function", "function": {"name": "now", "arguments": {}}}',
          call("now"),
        ],
        [
          "in a list of `tool_calls`",
          '{"tool_calls": [{"function": {"name": "now", "arguments": {}}}, {"function": {"name": "now", "arguments": {"a": 1}}}]}',
          call("now"),
          call("now", { a: 1 }),
        ],
        ["in a `tool_call` wrapper", '{"tool_call": {"name": "now", "arguments": {}}}', call("now")],
        ["in a `function_call` wrapper", '{"function_call": {"name": "now", "arguments": {}}}', call("now")],
        [
          "with a type beside it",
          '{"type": "tool_use", "id": "1", "name": "now", "input": {"a": 1}}',
          call("now", { a: 1 }),
        ],
        [
          "in Gemini's wrappers",
          '{"functionCalls": [{"functionCall": {"name": "now", "args": {"a": 1}}}]}',
          call("now", { a: 1 }),
        ],
        ["with the tool's name as the key", '{"read_file": {"path": "a.ts"}}', a],
        ["with the tool's name as the key of JSON text", '{"read_file": "{\\"path\\": \\"a.ts\\"}"}', a],
        [
          "with the tool's name as the key, in a list in a code block",
          fenced('[{"read_file": {"path": "a.ts"}}, {"now": {}}]'),
          a,
          call("now"),
        ],
        ["with a namespace", '{"name": "default_api.now", "parameters": {}}', call("now")],
        [
          "with nested arguments",
          '{"name": "now", "parameters": {"a": {"b": [{"c": null}]}}}',
          call("now", { a: { b: [{ c: null }] } }),
        ],
        [
          "with brackets and escapes in strings",
          String.raw`{"name": "now", "parameters": {"a": "{x} [y] \"z\" \\ \n \u00e9"}}`,
          call("now", { a: '{x} [y] "z" \\ \n é' }),
        ],
        [
          "with tokens in strings",
          '{"name": "now", "parameters": {"a": "<|tool_call>call:f{}<tool_call|> ```"}}',
          call("now", { a: "<|tool_call>call:f{}<tool_call|> ```" }),
        ],
      ],
      { formats: ["auto", "gemma3-json"] },
    );
  });

  describe("JSON with mistakes that is read anyway", () => {
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
          "a surplus bracket of a list in the arguments",
          '{"name": "now", "parameters": {"a": [1]]}}',
          call("now", { a: [1] }),
        ],
        ["a surplus bracket, then text", `${json}}\nDone.`, a, text("Done.")],
        ["a surplus bracket of a list", `[${json}]]`, a],
        ["a surplus bracket in a code block", fenced(`${json}}`), a],
        ["a missing bracket in a code block", fenced('{"name": "read_file", "parameters": {"path": "a.ts"}'), a],
      ],
      { formats: ["auto", "gemma3-json"] },
    );
  });

  describe("calls that are never run", () => {
    check(
      [
        ["cut off in a string", '{"name": "read_file", "parameters": {"path": "a', broken("read_file")],
        ["cut off before the end", '{"name": "read_file", "parameters": {"path": "a.ts"}', broken("read_file")],
        ["cut off in the second key", '{"name": "read_file", "para', broken("read_file")],
        ["cut off after the name", '{"name": "read_file",', broken("read_file")],
        ["cut off in a code block", '```json\n{"name": "read_file", "parameters": {"pa', broken("read_file")],
        ["cut off, an unknown tool alone", '{"name": "otherTool", "parameters": {"a": "x', broken("otherTool")],
        ["cut off in a key, an unknown tool as the whole answer", '{"name": "o_t", "parameters": {"a', broken("o_t")],
        ["cut off between tags", '<tool_call>{"name": "other", "arguments": {"a', broken("other")],
        ["cut off after a tag", "<tool_call>", broken()],
        ["cut off after a complete call", `${json}\n{"name": "now", "parameters": {"a": `, a, broken("now")],
        ["a missing comma", '{"name": "now", "parameters": {"a": "x" "b": "y"}}', broken("now")],
        ["an unfinished JavaScript string", '{"name": "now", "parameters": {"a": `x } `}}', broken("now")],
        ["unreadable JSON", '{"name": "read_file", "parameters": {no json at all}}', broken("read_file")],
        ["something else than JSON between tags", '<tool_call>{"a": 1}</tool_call>', broken()],
        ["text as arguments, in tags", '<tool_call>{"name": "now", "arguments": "hello"}</tool_call>', broken("now")],
      ],
      { formats: ["auto", "gemma3-json"] },
    );
  });

  describe("an unknown tool that the model announces", () => {
    const other = '{"name": "other", "parameters": {"a": 1}}';
    check(
      [
        [
          "is a call in a code block",
          `I'll call it.\n${fenced(other)}`,
          text("I'll call it."),
          call("other", { a: 1 }),
        ],
        [
          "is a call on a line",
          `Let me try.\n${other}\nSo.`,
          text("Let me try."),
          call("other", { a: 1 }),
          text("\nSo."),
        ],
        ["stays text without an announcement", `The data.\n${other}`, text(`The data.\n${other}`)],
        [
          "stays text if it is data",
          'I\'ll write it.\n{"name": "x", "version": 1}',
          text('I\'ll write it.\n{"name": "x", "version": 1}'),
        ],
      ],
      { format: "gemma3-json" },
    );
    check([["stays text in formats without JSON calls", `I'll call it.\n${other}`, text(`I'll call it.\n${other}`)]], {
      format: "auto",
    });
  });

  describe("if no tools were declared, the format alone decides", () => {
    check(
      [
        ["a call", '{"name": "other", "parameters": {"a": 1}}', call("other", { a: 1 })],
        ["in a sentence", 'So: {"name": "other", "parameters": {}} More?', text("So:"), call("other"), text(" More?")],
        ["data", '{"name": "pkg", "version": "1"}', text('{"name": "pkg", "version": "1"}')],
      ],
      { format: "gemma3-json", tools: [] },
    );
  });
});
