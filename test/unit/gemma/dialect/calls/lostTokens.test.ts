import { broken, call, checkEveryCut, q, text, type Row } from "../rows.ts";

const body = `read_file{path:${q("a.ts")}}`;
const a = call("read_file", { path: "a.ts" });
const shown = (name: string, answer: string): Row => [name, answer, text(answer)];

describe("an answer that is a call without Gemma's tokens", () => {
  describe("written as code", () => {
    checkEveryCut([
      ["an object in round brackets", `read_file({path:${q("a.ts")}})`, a],
      ["its key quoted", `read_file({"path":${q("a.ts")}})`, a],
      ["a semicolon", `read_file({path:${q("a.ts")}});`, a],
      ["a semicolon behind braces", `${body};`, a],
      ["on lines", `read_file({\n  path: ${q("a.ts")}\n})\n`, a],
      ["the brace on the next line", `read_file(\n{path:${q("a.ts")}})`, a],
      [
        "two strings",
        `write_file({path:${q("a.ts")},content:${q("x")}})`,
        call("write_file", { path: "a.ts", content: "x" }),
      ],
      ["awaited", `await read_file({path:${q("a.ts")}});`, a],
      ["printed", `print(read_file(path=${q("a.ts")}))`, a],
      ["on a line behind text", `I look.\nread_file({path:${q("a.ts")}});`, text("I look."), a],
      ["then text", `read_file({path:${q("a.ts")}})\nDone.`, a, text("Done.")],
      ["two", `${body};\nnow{}call:now{}`, a, text("now{}call:now{}")],
      ["cut", `read_file({path:<|"|>a.t`, broken("read_file")],
      ["unreadable", `read_file({path:${q("a")};start_line:3})`, broken("read_file")],
      shown("a sentence about it", `read_file({path:${q("a.ts")}}) reads a file.`),
      shown("amid a sentence", `I use read_file({path:${q("a.ts")}}) here.`),
      shown("an unknown tool", `other({path:${q("a.ts")}})`),
      shown("without marks", 'read_file({path: "a.ts"})'),
    ]);
  });

  describe("with a label of its own", () => {
    checkEveryCut([
      ["tool_call:", `tool_call:${body}`, a],
      ["call", `call ${body}`, a],
      ["Call:", `Call: ${body}`, a],
      ["CALL:", `CALL:${body}`, a],
      ["Tool call:", `Tool call: ${body}`, a],
      ["tool_code:", `tool_code: ${body}`, a],
      ["function_call:", `function_call: ${body}`, a],
      ["Action: call:", `Action: call:${body}`, a],
      ["a namespace", `ns:create{title:${q("x")}}`, call("create", { title: "x" })],
      ["a namespace and a blank", `ns:create {title:${q("x")}}`, call("create", { title: "x" })],
      ["a colon behind the name", `run_command:{command:${q("ls")}}`, call("run_command", { command: "ls" })],
      ["a colon and a line", `run_command:\n{command:${q("ls")}}`, call("run_command", { command: "ls" })],
      ["cut", `Call: read_file{path:<|"|>a`, broken("read_file")],
      shown("a namespace of its own", `other:thing{title:${q("x")}}`),
      shown("without marks", "ns:create{title:x}"),
      shown("with words", "Call: the read_file tool"),
      shown("the label alone", "Tool call:"),
    ]);
  });

  describe("between signs that are no tokens", () => {
    checkEveryCut(
      [
        ["a tag", `<|toolcall>call:${body}`, a],
        ["a tag and Gemma's token", `<|toolcall>call:${body}<tool_call|>`, a],
        ["a tag and its end", `<toolcall>${body}</toolcall>`, a],
        ["square brackets", `[tool_call]call:${body}[/tool_call]`, a],
        ["square brackets on lines", `[tool_call]\ncall:${body}\n[/tool_call]`, a],
        ["emphasis", `**call:${body}**`, a],
        ["emphasis without the label", `*${body}*`, a],
        ["a list's mark", `- call:${body}`, a],
        ["a number", `1. call:${body}`, a],
        ["round brackets", `(call:${body})`, a],
        ["a code block for calls", `\`\`\`tool_call\ncall:${body}\n\`\`\``, a],
        ["a code block for calls, without the label", `\`\`\`tool_code\n${body}\n\`\`\``, a],
        ["cut", `**call:read_file{path:<|"|>a`, broken("read_file")],
        shown("a list of two", `- call:${body}\n- call:${body}`),
        shown("emphasis before words", `**call:${body}** reads a file.`),
        shown("emphasis before a paragraph", `**call:${body}**\n\nIt reads a file.`),
        shown("another code block", `\`\`\`\ncall:${body}\n\`\`\``),
        shown("inline code", `\`call:${body}\``),
        shown("a block quote", `> call:${body}`),
        shown("a list", "- call the tool\n- read_file"),
      ],
      { formats: ["auto"] },
    );
  });

  describe("written as JSON", () => {
    checkEveryCut(
      [
        ["a name and arguments", `{name:${q("read_file")},arguments:{path:${q("a.ts")}}}`, a],
        ["in a list", `[{name:${q("read_file")},arguments:{path:${q("a.ts")}}}]`, a],
        ["its keys quoted", `{"name":${q("read_file")},"arguments":{"path":${q("a.ts")}}}`, a],
        ["another key for the name", `{tool:${q("read_file")},path:${q("a.ts")}}`, a],
        ["in a code block", `\`\`\`json\n{name:${q("read_file")},arguments:{path:${q("a.ts")}}}\n\`\`\``, a],
        ["cut", `{name:${q("read_file")},arguments:{path:<|"|>a.ts`, broken("read_file")],
        shown("a name alone", `{name:${q("read_file")}}`),
        shown("data", `{name:${q("Ann")},age:3}`),
      ],
      { formats: ["auto"] },
    );
  });

  describe("arguments in a key of their own", () => {
    checkEveryCut([["are the call's", `<|tool_call>call:read_file{arguments:{path:${q("a.ts")}}}<tool_call|>`, a]]);
  });

  describe("between the items of a list", () => {
    checkEveryCut([
      [
        "keeps the next one's indentation",
        `- a\n\n<|tool_call>call:now{}<tool_call|>\n  - b`,
        text("- a"),
        call("now"),
        text("\n\n  - b"),
      ],
    ]);
  });
});
