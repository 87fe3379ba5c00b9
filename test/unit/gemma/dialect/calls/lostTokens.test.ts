import { broken, call, checkEveryCut, q, text, type Row } from "../rows.ts";

const body = `read_file{path:${q("a.ts")}}`;
const a = call("read_file", { path: "a.ts" });
const shown = (name: string, answer: string): Row => [name, answer, text(answer)];

describe("an answer that is one call without Gemma's tokens", () => {
  describe("written as code", () => {
    checkEveryCut([
      ["an object in round brackets", `read_file({path:${q("a.ts")}})`, a],
      ["with a quoted key", `read_file({"path":${q("a.ts")}})`, a],
      ["with a semicolon", `read_file({path:${q("a.ts")}});`, a],
      ["with a semicolon after braces", `${body};`, a],
      ["on several lines", `read_file({\n  path: ${q("a.ts")}\n})\n`, a],
      ["with the brace on the next line", `read_file(\n{path:${q("a.ts")}})`, a],
      [
        "with two strings",
        `write_file({path:${q("a.ts")},content:${q("x")}})`,
        call("write_file", { path: "a.ts", content: "x" }),
      ],
      ["with `await`", `await read_file({path:${q("a.ts")}});`, a],
      ["inside `print`", `print(read_file(path=${q("a.ts")}))`, a],
      ["on a line after text", `I look.\nread_file({path:${q("a.ts")}});`, text("I look."), a],
      ["followed by text", `read_file({path:${q("a.ts")}})\nDone.`, a, text("Done.")],
      ["two calls", `${body};\nnow{}call:now{}`, a, text("now{}call:now{}")],
      ["cut off", `read_file({path:<|"|>a.t`, broken("read_file")],
      ["unreadable arguments", `read_file({path:${q("a")};start_line:3})`, broken("read_file")],
      shown("text in a sentence about it", `read_file({path:${q("a.ts")}}) reads a file.`),
      shown("text within a sentence", `I use read_file({path:${q("a.ts")}}) here.`),
      shown("text if the tool is unknown", `other({path:${q("a.ts")}})`),
      shown("without string marks", 'read_file({path: "a.ts"})'),
    ]);
  });

  describe("with another label before the name", () => {
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
      ["a namespace and a space", `ns:create {title:${q("x")}}`, call("create", { title: "x" })],
      ["a colon after the name", `run_command:{command:${q("ls")}}`, call("run_command", { command: "ls" })],
      [
        "a colon and a line break after the name",
        `run_command:\n{command:${q("ls")}}`,
        call("run_command", { command: "ls" }),
      ],
      ["cut off", `Call: read_file{path:<|"|>a`, broken("read_file")],
      shown("a namespace of its own", `other:thing{title:${q("x")}}`),
      shown("without string marks", "ns:create{title:x}"),
      shown("text if words follow the label", "Call: the read_file tool"),
      shown("text if there is only the label", "Tool call:"),
    ]);
  });

  describe("between characters that are no tokens", () => {
    checkEveryCut(
      [
        ["a tag", `<|toolcall>call:${body}`, a],
        ["a tag and Gemma's token", `<|toolcall>call:${body}<tool_call|>`, a],
        ["a tag and its end", `<toolcall>${body}</toolcall>`, a],
        ["square brackets", `[tool_call]call:${body}[/tool_call]`, a],
        ["square brackets on lines", `[tool_call]\ncall:${body}\n[/tool_call]`, a],
        ["emphasis", `**call:${body}**`, a],
        ["emphasis without the label", `*${body}*`, a],
        ["after a list's dash", `- call:${body}`, a],
        ["after a list's number", `1. call:${body}`, a],
        ["round brackets", `(call:${body})`, a],
        ["a code block for calls", `\`\`\`tool_call\ncall:${body}\n\`\`\``, a],
        ["a code block for calls, without the label", `\`\`\`tool_code\n${body}\n\`\`\``, a],
        ["cut off", `**call:read_file{path:<|"|>a`, broken("read_file")],
        shown("a list of two", `- call:${body}\n- call:${body}`),
        shown("text if words follow the emphasis", `**call:${body}** reads a file.`),
        shown("text if a paragraph follows the emphasis", `**call:${body}**\n\nIt reads a file.`),
        shown("text in another code block", `\`\`\`\ncall:${body}\n\`\`\``),
        shown("text in inline code", `\`call:${body}\``),
        shown("text in a block quote", `> call:${body}`),
        shown("text in a list", "- call the tool\n- read_file"),
      ],
      { formats: ["auto"] },
    );
  });

  describe("written as JSON", () => {
    checkEveryCut(
      [
        ["a name and arguments", `{name:${q("read_file")},arguments:{path:${q("a.ts")}}}`, a],
        ["in a list", `[{name:${q("read_file")},arguments:{path:${q("a.ts")}}}]`, a],
        ["with quoted keys", `{"name":${q("read_file")},"arguments":{"path":${q("a.ts")}}}`, a],
        ["with another key for the name", `{tool:${q("read_file")},path:${q("a.ts")}}`, a],
        ["in a code block", `\`\`\`json\n{name:${q("read_file")},arguments:{path:${q("a.ts")}}}\n\`\`\``, a],
        ["cut off", `{name:${q("read_file")},arguments:{path:<|"|>a.ts`, broken("read_file")],
        shown("text if there is only a name", `{name:${q("read_file")}}`),
        shown("text if it is data", `{name:${q("Ann")},age:3}`),
      ],
      { formats: ["auto"] },
    );
  });

  describe("a key that holds all the arguments", () => {
    checkEveryCut([["is unwrapped", `<|tool_call>call:read_file{arguments:{path:${q("a.ts")}}}<tool_call|>`, a]]);
  });

  describe("a call between two list items", () => {
    checkEveryCut([
      [
        "keeps the next item's indentation",
        `- a\n\n<|tool_call>call:now{}<tool_call|>\n  - b`,
        text("- a"),
        call("now"),
        text("\n\n  - b"),
      ],
    ]);
  });
});
