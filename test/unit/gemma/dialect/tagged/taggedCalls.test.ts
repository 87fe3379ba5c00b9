import { broken, call, checkEveryCut, native, q, text, type Row } from "../rows.ts";

const tag = (name: string, content: string, attributes = ""): string => `<${name}${attributes}>${content}</${name}>`;
/** The form that Qwen was taught. */
const qwen = (name: string, given: Record<string, string>): string => {
  const values = Object.entries(given).map(([key, value]) => `<parameter=${key}>\n${value}\n</parameter>\n`);
  return `<function=${name}>\n${values.join("")}</function>`;
};
/** The form of attributes. */
const invoke = (name: string, given: Record<string, string>): string =>
  tag(
    "invoke",
    `\n${Object.entries(given)
      .map(([key, value]) => `${tag("parameter", value, ` name="${key}"`)}\n`)
      .join("")}`,
    ` name="${name}"`,
  );
const wrapped = (calls: string): string => `<tool_call>\n${calls}\n</tool_call>`;
const readA = { path: "a.ts" };
const a = call("read_file", readA);
const json = '{"path": "a.ts"}';
const own = "<read_file>\n<path>a.ts</path>\n</read_file>";
const shown = (name: string, answer: string): Row => [name, answer, text(answer)];

describe("calls in other models' markup", () => {
  describe("calls between tags", () => {
    checkEveryCut([
      ["values after `=`", wrapped(qwen("read_file", readA)), a],
      ["after text", `I look.\n\n${wrapped(qwen("read_file", readA))}`, text("I look."), a],
      [
        "after text on the same line",
        `I look <tool_call>\n${qwen("read_file", readA)}\n</tool_call>`,
        text("I look"),
        a,
      ],
      ["before text", `${wrapped(qwen("read_file", readA))}\nDone.`, a, text("Done.")],
      ["two calls", `${wrapped(qwen("read_file", readA))}\n${wrapped("<function=now>\n</function>")}`, a, call("now")],
      [
        "two calls in one frame",
        wrapped(`${qwen("read_file", readA)}\n${qwen("read_file", { path: "b" })}`),
        a,
        call("read_file", { path: "b" }),
      ],
      [
        "a number as value",
        wrapped(qwen("read_file", { path: "a.ts", start_line: "3" })),
        call("read_file", { path: "a.ts", start_line: 3 }),
      ],
      [
        "a list as value",
        wrapped(qwen("search", { query: "x", paths: '["a"]' })),
        call("search", { query: "x", paths: ["a"] }),
      ],
      ["without the outer tag", qwen("read_file", readA), a],
      ["without the outer closing tag", `<tool_call>\n${qwen("read_file", readA)}`, a],
      [
        "without an inner closing tag",
        `<tool_call>\n<function=read_file>\n<parameter=path>\na.ts\n</parameter>\n</tool_call>`,
        a,
      ],
      ["JSON inside the tag", tag("function", json, "=read_file"), a],
      ["JSON inside the tag, then a stop token", `${tag("function", json, "=read_file")}<|eot_id|>`, a],
      ["a namespace before the tag's name", wrapped(qwen("functions.read_file", readA)), a],
      ["attributes for name and key", invoke("read_file", readA), a],
      ["attributes, in a frame", tag("function_calls", `\n${invoke("read_file", readA)}\n`), a],
      ["attributes, in a frame with a namespace", tag("x:tool_call", invoke("read_file", readA)), a],
      ["attributes named after the key", tag("invoke", tag("param", "a.ts", ' key="path"'), ' name="read_file"'), a],
      ["attributes without elements", '<read_file path="a.ts"/>', a],
      ["attributes of a tag made for calls", '<tool_call name="read_file" path="a.ts"></tool_call>', a],
      ["attributes in single quotes", invoke("read_file", readA).replaceAll('"', "'"), a],
      [
        "elements for the names",
        tag(
          "function_calls",
          tag("invoke", `<tool_name>read_file</tool_name>${tag("parameters", tag("path", "a.ts"))}`),
        ),
        a,
      ],
      [
        "elements for the name and the JSON",
        tag("tool_use", `\n<name>read_file</name>\n<arguments>${json}</arguments>\n`),
        a,
      ],
      ["an attribute for the name, JSON inside", tag("tool_use", `\n${json}\n`, ' name="read_file"'), a],
      ["the tool's name as the tag", own, a],
      ["the tool's name as the tag, after text", `I look.\n\n${own}`, text("I look."), a],
      [
        "the tool's name as the tag, after a sentence",
        "I look. <read_file><path>a.ts</path></read_file>",
        text("I look."),
        a,
      ],
      ["the tool's name as the tag, in a frame", tag("read_file", tag("args", tag("path", "a.ts"))), a],
      ["the tool's name as the tag, twice", `${own}\n${own.replace("a.ts", "b")}`, a, call("read_file", { path: "b" })],
      [
        "the tool's name as the tag, directly after text",
        `${tag("read_file", tag("path", "a.ts"))}${tag("read_file", tag("path", "b"))}`,
        a,
        call("read_file", { path: "b" }),
      ],
      ["the tool's name as the tag, in a wrapper", tag("tool_call", own), a],
      ["a tool without required arguments", "<now/>", call("now")],
      ["elements for keys and values", wrapped("read_file\n<arg_key>path</arg_key>\n<arg_value>a.ts</arg_value>"), a],
      [
        "elements for two keys and values",
        wrapped(
          "read_file\n<arg_key>path</arg_key>\n<arg_value>a.ts</arg_value>\n<arg_key>start_line</arg_key>\n<arg_value>3</arg_value>",
        ),
        call("read_file", { path: "a.ts", start_line: 3 }),
      ],
      [
        "an unknown tool in markup that is used only for calls",
        wrapped(qwen("other", { a: "1" })),
        call("other", { a: "1" }),
      ],
      ["an unknown tool named in attributes", invoke("other", { a: "1" }), call("other", { a: "1" })],
    ]);
  });

  describe("values", () => {
    const written = (content: string): Row[] => [
      [
        `${JSON.stringify(content)} on lines`,
        wrapped(qwen("write_file", { path: "a", content })),
        call("write_file", { path: "a", content }),
      ],
      [
        `${JSON.stringify(content)} alone`,
        tag("write_file", `<path>a</path><content>\n${content}\n</content>`),
        call("write_file", { path: "a", content }),
      ],
    ];
    checkEveryCut(
      [
        ...written("one\n\n  two\n"),
        ...written('<p class="x">hi</p>'),
        ...written("</parameter>\n<b>"),
        ...written("</content>\nnot yet"),
        ...written(`${native(`f{a:${q("x")}}`)} <eos>`),
        ...written("```ts\nx\n```"),
        [
          "raw text in a frame",
          tag("write_file", "<path>a</path><content><![CDATA[<a>]]></content>"),
          call("write_file", { path: "a", content: "<a>" }),
        ],
        [
          "with spaces before the closing tag",
          tag("write_file", "<path>a</path>\n  <content>\n  x\n  </content>\n"),
          call("write_file", { path: "a", content: "  x" }),
        ],
        [
          "an empty value",
          tag("write_file", "<path>a</path><content></content>"),
          call("write_file", { path: "a", content: "" }),
        ],
      ],
      { format: "auto", formats: ["auto"] },
    );
  });

  describe("calls between tokens", () => {
    checkEveryCut([
      ["Mistral's list of calls", `[TOOL_CALLS] [{"name": "read_file", "arguments": ${json}}]`, a],
      ["Mistral's token before the name", `[TOOL_CALLS]read_file[ARGS]${json}`, a],
      ["Mistral's token before the name, with an id", `[TOOL_CALLS]read_file[CALL_ID]abc123[ARGS]${json}`, a],
      ["Mistral's name without a token", `[TOOL_CALLS]read_file${json}`, a],
      ["Llama's method call", '<|python_tag|>read_file.call(path="a.ts")', a],
      ["Llama's JSON", `<|python_tag|>{"name": "read_file", "parameters": ${json}}<|eom_id|>`, a],
      ["Llama's function tag", '<|python_tag|>read_file(path="a.ts")<|eot_id|>', a],
      [
        "Kimi's section",
        `<|tool_calls_section_begin|><|tool_call_begin|>functions.read_file:0<|tool_call_argument_begin|>${json}<|tool_call_end|><|tool_calls_section_end|>`,
        a,
      ],
      [
        "DeepSeek's block",
        `<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>read_file\n\`\`\`json\n${json}\n\`\`\`<｜tool▁call▁end｜><｜tool▁calls▁end｜>`,
        a,
      ],
      [
        "DeepSeek's name",
        `<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>read_file<｜tool▁sep｜>${json}<｜tool▁call▁end｜><｜tool▁calls▁end｜>`,
        a,
      ],
      ["Gemini's printed code", '<tool_code>\nprint(default_api.read_file(path="a.ts"))\n</tool_code>', a],
      ["Gemini's code", '<tool_code>read_file(path="a.ts")</tool_code>', a],
      ["JSON between other tags", `<function_call>{"name": "read_file", "arguments": ${json}}</function_call>`, a],
      shown("text in a sentence about Mistral's token", "Mistral writes [TOOL_CALLS] before its calls."),
      shown("text in a sentence about Llama's token", "Llama opens calls with <|python_tag|> in its answers."),
      shown("text for Kimi's tokens in inline code", "It is `<|tool_call_begin|>functions.read_file:0`."),
    ]);
  });

  describe("calls that are never run", () => {
    checkEveryCut([
      ["cut off in a value", "<tool_call>\n<function=read_file>\n<parameter=path>\na.t", broken("read_file")],
      ["cut off in a tag", "<tool_call>\n<function=read_file>\n<para", broken("read_file")],
      [
        "cut off after a value",
        "<tool_call>\n<function=read_file>\n<parameter=path>\na.ts\n</parameter>",
        broken("read_file"),
      ],
      ["cut off in the name", "<tool_call>\n<function=read_fi", broken()],
      ["cut off in the tool's own tags", "<read_file>\n<path>a.", broken("read_file")],
      [
        "an undeclared parameter",
        `<read_file>\n<path>a.ts</path>\n<bogus>x</bogus>\n</read_file>\nDone.`,
        broken("read_file"),
        text("Done."),
      ],
      [
        "a parameter given twice",
        "<read_file>\n<path>a.ts</path>\n<path>b.ts</path>\n</read_file>",
        broken("read_file"),
      ],
      ["a value that is never closed", "<read_file>\n<path>a.ts\n</read_file>", broken("read_file")],
      ["no required parameter at all", tag("function", "\n", "=read_file"), broken("read_file")],
      ["unreadable JSON", tag("function", '{"path": }', "=read_file"), broken("read_file")],
      [
        "text between the values",
        "<read_file>\nthe file <path>a.ts</path>\n</read_file>",
        text("<read_file>\nthe file <path>a.ts</path>\n</read_file>"),
      ],
    ]);
  });

  describe("markup that is only shown stays text", () => {
    checkEveryCut([
      shown("in a code block", `It writes:\n\n\`\`\`xml\n${wrapped(qwen("read_file", readA))}\n\`\`\`\n`),
      shown("in inline code", "Write `<function=read_file><parameter=path>a.ts</parameter></function>` for that."),
      shown("in a block quote", `> ${own.replaceAll("\n", "\n> ")}\n`),
      shown("in an indented block", `So:\n\n    ${own.replaceAll("\n", "\n    ")}\n`),
      shown('after "For example"', `For example:\n${own}`),
      shown(
        "as something that a model writes",
        `The model writes:\n\n${wrapped(qwen("read_file", readA))}\n\nThe host runs it.`,
      ),
      shown(
        "as JSON that a model writes",
        `The model writes:\n<tool_call>{"name": "now", "arguments": {}}</tool_call>`,
      ),
      shown("as an explanation of the format", `A call looks like this:\n\n${invoke("read_file", readA)}`),
      shown("within an explanation", `Calls are made in tags.\n${own}\nThe tag names the tool.`),
      shown(
        "within an explanation, with words for values",
        "Calls are made in tags.\n<read_file>\n<path>the path</path>\n<lines>optional</lines>\n</read_file>\nThe tag names the tool.",
      ),
      shown("before a sentence about it", "<read_file><path>a.ts</path></read_file> reads the file a.ts."),
      shown("within a sentence", "Use <read_file><path>a.ts</path></read_file> to read it."),
      shown("between quotation marks", 'It says "<read_file><path>a.ts</path></read_file>" there.'),
      shown("in an XML document", `<steps>\n  ${own.replaceAll("\n", "\n  ")}\n</steps>`),
      shown("in an XML document after words", `The log:\n<log>\n${own}\n</log>\nThat is it.`),
      shown("in an XML document with tags for calls", `<log>\n${wrapped(qwen("read_file", readA))}\n</log>`),
      shown("in a string of JSON", JSON.stringify({ prompt: own })),
      shown("in a JSON list", `- ${tag("read_file", tag("path", "a.ts"))}\n`),
      shown("HTML that uses a tool's name as a tag", '<search>\n<form action="x"></form>\n</search>'),
      shown("HTML that uses a tool's name as an attribute", '<form name="search">\n<input name="q">\n</form>'),
      shown("HTML with an input named after a tool", '<input name="search" value="x">'),
      shown("generic types of a programming language", "List<read_file> x; Map<string, search> y;\n<search>\n"),
      shown("another element with a parameter's name", "<other>\n<path>a.ts</path>\n</other>"),
      shown("a comparison in code", "<a and b> is what a <b gives\n"),
    ]);
    checkEveryCut([
      ["what the model is about to see", `Let me see what is in it.\n${own}`, text("Let me see what is in it."), a],
    ]);
    checkEveryCut([shown("if no tools were declared", own)], { tools: [] });
  });
});
