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

describe("calls in the markup of other models", () => {
  describe("tags", () => {
    checkEveryCut([
      ["values behind signs", wrapped(qwen("read_file", readA)), a],
      ["behind text", `I look.\n\n${wrapped(qwen("read_file", readA))}`, text("I look."), a],
      ["behind text on its line", `I look <tool_call>\n${qwen("read_file", readA)}\n</tool_call>`, text("I look"), a],
      ["then text", `${wrapped(qwen("read_file", readA))}\nDone.`, a, text("Done.")],
      ["two", `${wrapped(qwen("read_file", readA))}\n${wrapped("<function=now>\n</function>")}`, a, call("now")],
      [
        "two in one",
        wrapped(`${qwen("read_file", readA)}\n${qwen("read_file", { path: "b" })}`),
        a,
        call("read_file", { path: "b" }),
      ],
      [
        "a number",
        wrapped(qwen("read_file", { path: "a.ts", start_line: "3" })),
        call("read_file", { path: "a.ts", start_line: 3 }),
      ],
      ["a list", wrapped(qwen("search", { query: "x", paths: '["a"]' })), call("search", { query: "x", paths: ["a"] })],
      ["nothing around", qwen("read_file", readA), a],
      ["the outermost end missing", `<tool_call>\n${qwen("read_file", readA)}`, a],
      [
        "an inner end missing",
        `<tool_call>\n<function=read_file>\n<parameter=path>\na.ts\n</parameter>\n</tool_call>`,
        a,
      ],
      ["JSON inside", tag("function", json, "=read_file"), a],
      ["JSON inside, then a stop token", `${tag("function", json, "=read_file")}<|eot_id|>`, a],
      ["a namespace", wrapped(qwen("functions.read_file", readA)), a],
      ["attributes", invoke("read_file", readA), a],
      ["attributes, wrapped", tag("function_calls", `\n${invoke("read_file", readA)}\n`), a],
      ["attributes, wrapped under a namespace", tag("x:tool_call", invoke("read_file", readA)), a],
      ["attributes of the parameter's key", tag("invoke", tag("param", "a.ts", ' key="path"'), ' name="read_file"'), a],
      ["attributes alone", '<read_file path="a.ts"/>', a],
      ["attributes of a tag for calls", '<tool_call name="read_file" path="a.ts"></tool_call>', a],
      ["single quotes", invoke("read_file", readA).replaceAll('"', "'"), a],
      [
        "names in elements",
        tag(
          "function_calls",
          tag("invoke", `<tool_name>read_file</tool_name>${tag("parameters", tag("path", "a.ts"))}`),
        ),
        a,
      ],
      ["a name and JSON in elements", tag("tool_use", `\n<name>read_file</name>\n<arguments>${json}</arguments>\n`), a],
      ["a name as attribute, JSON inside", tag("tool_use", `\n${json}\n`, ' name="read_file"'), a],
      ["the tool's own name", own, a],
      ["the tool's own name, behind text", `I look.\n\n${own}`, text("I look."), a],
      [
        "the tool's own name, behind a sentence",
        "I look. <read_file><path>a.ts</path></read_file>",
        text("I look."),
        a,
      ],
      ["the tool's own name, with a frame", tag("read_file", tag("args", tag("path", "a.ts"))), a],
      ["the tool's own name, twice", `${own}\n${own.replace("a.ts", "b")}`, a, call("read_file", { path: "b" })],
      [
        "the tool's own name, glued",
        `${tag("read_file", tag("path", "a.ts"))}${tag("read_file", tag("path", "b"))}`,
        a,
        call("read_file", { path: "b" }),
      ],
      ["the tool's own name, wrapped", tag("tool_call", own), a],
      ["a tool that needs nothing", "<now/>", call("now")],
      ["keys and values in elements", wrapped("read_file\n<arg_key>path</arg_key>\n<arg_value>a.ts</arg_value>"), a],
      [
        "two keys and values",
        wrapped(
          "read_file\n<arg_key>path</arg_key>\n<arg_value>a.ts</arg_value>\n<arg_key>start_line</arg_key>\n<arg_value>3</arg_value>",
        ),
        call("read_file", { path: "a.ts", start_line: 3 }),
      ],
      [
        "an unknown tool where only calls are written so",
        wrapped(qwen("other", { a: "1" })),
        call("other", { a: "1" }),
      ],
      ["an unknown tool in attributes", invoke("other", { a: "1" }), call("other", { a: "1" })],
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
          "raw in a frame",
          tag("write_file", "<path>a</path><content><![CDATA[<a>]]></content>"),
          call("write_file", { path: "a", content: "<a>" }),
        ],
        [
          "with blanks before the end",
          tag("write_file", "<path>a</path>\n  <content>\n  x\n  </content>\n"),
          call("write_file", { path: "a", content: "  x" }),
        ],
        [
          "an empty one",
          tag("write_file", "<path>a</path><content></content>"),
          call("write_file", { path: "a", content: "" }),
        ],
      ],
      { format: "auto", formats: ["auto"] },
    );
  });

  describe("tokens", () => {
    checkEveryCut([
      ["Mistral's list", `[TOOL_CALLS] [{"name": "read_file", "arguments": ${json}}]`, a],
      ["Mistral's name", `[TOOL_CALLS]read_file[ARGS]${json}`, a],
      ["Mistral's name with an id", `[TOOL_CALLS]read_file[CALL_ID]abc123[ARGS]${json}`, a],
      ["Mistral's name alone", `[TOOL_CALLS]read_file${json}`, a],
      ["Llama's method", '<|python_tag|>read_file.call(path="a.ts")', a],
      ["Llama's JSON", `<|python_tag|>{"name": "read_file", "parameters": ${json}}<|eom_id|>`, a],
      ["Llama's function", '<|python_tag|>read_file(path="a.ts")<|eot_id|>', a],
      [
        "Kimi's",
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
      shown("Mistral's in a sentence", "Mistral writes [TOOL_CALLS] before its calls."),
      shown("Llama's in a sentence", "Llama opens calls with <|python_tag|> in its answers."),
      shown("Kimi's in inline code", "It is `<|tool_call_begin|>functions.read_file:0`."),
    ]);
  });

  describe("never run", () => {
    checkEveryCut([
      ["cut in a value", "<tool_call>\n<function=read_file>\n<parameter=path>\na.t", broken("read_file")],
      ["cut in a tag", "<tool_call>\n<function=read_file>\n<para", broken("read_file")],
      [
        "cut behind a value",
        "<tool_call>\n<function=read_file>\n<parameter=path>\na.ts\n</parameter>",
        broken("read_file"),
      ],
      ["cut in the name", "<tool_call>\n<function=read_fi", broken()],
      ["cut in the tool's own tags", "<read_file>\n<path>a.", broken("read_file")],
      [
        "an undeclared parameter",
        `<read_file>\n<path>a.ts</path>\n<bogus>x</bogus>\n</read_file>\nDone.`,
        broken("read_file"),
        text("Done."),
      ],
      ["one given twice", "<read_file>\n<path>a.ts</path>\n<path>b.ts</path>\n</read_file>", broken("read_file")],
      ["a value that does not end", "<read_file>\n<path>a.ts\n</read_file>", broken("read_file")],
      ["all that it needs missing", tag("function", "\n", "=read_file"), broken("read_file")],
      ["JSON that is none", tag("function", '{"path": }', "=read_file"), broken("read_file")],
      [
        "text beside the values",
        "<read_file>\nthe file <path>a.ts</path>\n</read_file>",
        text("<read_file>\nthe file <path>a.ts</path>\n</read_file>"),
      ],
    ]);
  });

  describe("shown", () => {
    checkEveryCut([
      shown("in a code block", `It writes:\n\n\`\`\`xml\n${wrapped(qwen("read_file", readA))}\n\`\`\`\n`),
      shown("in inline code", "Write `<function=read_file><parameter=path>a.ts</parameter></function>` for that."),
      shown("in a block quote", `> ${own.replaceAll("\n", "\n> ")}\n`),
      shown("in an indented block", `So:\n\n    ${own.replaceAll("\n", "\n    ")}\n`),
      shown("as an example", `For example:\n${own}`),
      shown("as what a model writes", `The model writes:\n\n${wrapped(qwen("read_file", readA))}\n\nThe host runs it.`),
      shown(
        "as JSON that a model writes",
        `The model writes:\n<tool_call>{"name": "now", "arguments": {}}</tool_call>`,
      ),
      shown("as how it looks", `A call looks like this:\n\n${invoke("read_file", readA)}`),
      shown("amid prose that explains", `Calls are made in tags.\n${own}\nThe tag names the tool.`),
      shown(
        "amid prose, with words for values",
        "Calls are made in tags.\n<read_file>\n<path>the path</path>\n<lines>optional</lines>\n</read_file>\nThe tag names the tool.",
      ),
      shown("with a sentence about it", "<read_file><path>a.ts</path></read_file> reads the file a.ts."),
      shown("in a sentence", "Use <read_file><path>a.ts</path></read_file> to read it."),
      shown("between quotation marks", 'It says "<read_file><path>a.ts</path></read_file>" there.'),
      shown("in a document", `<steps>\n  ${own.replaceAll("\n", "\n  ")}\n</steps>`),
      shown("in a document behind words", `The log:\n<log>\n${own}\n</log>\nThat is it.`),
      shown("in a document with tags for calls", `<log>\n${wrapped(qwen("read_file", readA))}\n</log>`),
      shown("in a text of JSON", JSON.stringify({ prompt: own })),
      shown("in a list", `- ${tag("read_file", tag("path", "a.ts"))}\n`),
      shown("HTML with a tool's name", '<search>\n<form action="x"></form>\n</search>'),
      shown("HTML with a tool's name as attribute", '<form name="search">\n<input name="q">\n</form>'),
      shown("an input with a tool's name", '<input name="search" value="x">'),
      shown("types of a language", "List<read_file> x; Map<string, search> y;\n<search>\n"),
      shown("another element with a parameter's name", "<other>\n<path>a.ts</path>\n</other>"),
      shown("a comparison", "<a and b> is what a <b gives\n"),
    ]);
    checkEveryCut([
      ["what the model is about to see", `Let me see what is in it.\n${own}`, text("Let me see what is in it."), a],
    ]);
    checkEveryCut([shown("no tools were told of", own)], { tools: [] });
  });
});
