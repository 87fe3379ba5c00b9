import fc from "fast-check";
import { createDialectParser, type DialectEvent, type DialectFormat } from "../../../src/gemma/index.ts";
import type { ToolSpec } from "../../../src/model/message.ts";

/* Generators of answers, good and hostile, and the ways to read them: for the unit tests and for the fuzz program. */

export const formats: readonly DialectFormat[] = [
  "auto",
  "gemma4",
  "gemma3-json",
  "gemma3-python",
  "functiongemma",
  "lmstudio",
];

export const tools: readonly ToolSpec[] = [
  {
    name: "read_file",
    description: "Read a file.",
    parameters: {
      type: "object",
      properties: { path: { type: "string" }, startLine: { type: "integer" }, whole: { type: "boolean" } },
      required: ["path"],
    },
  },
  {
    name: "edit_file",
    description: "Edit a file.",
    parameters: {
      type: "object",
      properties: { path: { type: "string" }, oldText: { type: "string" }, newText: { type: "string" } },
      required: ["path", "oldText", "newText"],
    },
  },
  {
    name: "search",
    description: "Search.",
    parameters: {
      type: "object",
      properties: { query: { type: "string" }, paths: { type: "array", items: { type: "string" } } },
    },
  },
  { name: "now", description: "The time.", parameters: { type: "object", properties: {} } },
];

/** Joins deltas of one type that follow each other, as every reader of the events may. */
export function merged(events: readonly DialectEvent[]): DialectEvent[] {
  const result: DialectEvent[] = [];
  for (const event of events) {
    const last = result.at(-1);
    if (last && "delta" in last && "delta" in event && last.type === event.type) {
      result[result.length - 1] = { type: last.type, delta: last.delta + event.delta };
    } else result.push(event);
  }
  return result;
}

export type ReadOptions = {
  format?: DialectFormat;
  thinking?: boolean;
  thoughtCame?: boolean;
  tools?: readonly ToolSpec[];
};

/** Reads an answer that arrives in these pieces. */
export function read(pieces: readonly string[], options: ReadOptions = {}): DialectEvent[] {
  const parser = createDialectParser({
    tools: options.tools ?? tools,
    thinking: options.thinking ?? true,
    ...(options.thoughtCame !== undefined && { thoughtCame: options.thoughtCame }),
    format: options.format ?? "auto",
  });
  return merged([...pieces.flatMap((piece) => parser.push(piece)), ...parser.end()]);
}

/** Cuts a text into pieces of these lengths, over and over. */
export function cut(text: string, lengths: readonly number[]): string[] {
  const pieces: string[] = [];
  for (let at = 0, turn = 0; at < text.length; turn++) {
    const length = Math.max(1, lengths[turn % lengths.length] ?? 1);
    pieces.push(text.slice(at, at + length));
    at += length;
  }
  return pieces;
}

/** What decides something in the dialect. */
export const fragments: readonly string[] = [
  "<|tool_call>",
  "<tool_call|>",
  "<|tool_response>",
  "<tool_response|>",
  "response:read_file{",
  "<|channel>",
  "<channel|>",
  "thought\n",
  "thought",
  "<turn|>",
  "<|turn>model\n",
  "<|turn>user\n",
  "<end_of_turn>",
  "<start_of_turn>",
  "<eos>",
  "final\n",
  "<unused7>",
  "<unused",
  "<|think|>",
  '<|"|>',
  "<escape>",
  "<start_function_call>",
  "<end_function_call>",
  "[TOOL_REQUEST]",
  "[END_TOOL_REQUEST]",
  "<tool_call>",
  "</tool_call>",
  "<call>",
  "call:",
  "call:read_file{",
  'call:read_file{path:<|"|>a.ts<|"|>}',
  "call:other{a:1}",
  "call:now{}",
  "call:now<tool_call|>",
  'path:<|"|>',
  "startLine:3",
  "whole=true",
  "{",
  "}",
  "[",
  "]",
  "(",
  ")",
  ",",
  ":",
  "=",
  ";",
  '"',
  "'",
  "`",
  "``",
  "```",
  "```json\n",
  "```tool_code\n",
  "```tool_code ",
  "```python\n",
  "```\n",
  "\n```\n",
  "~~~\n",
  "\n",
  "\n\n",
  "\r\n",
  " ",
  "    ",
  "\t",
  "> ",
  "- ",
  "2. ",
  "\\",
  '\\"',
  "#",
  '{"name": "read_file", "parameters": {"path": "a.ts"}}',
  '{"name": "read_file", "arguments": {',
  '{"name": "other", "parameters": {"a": 1}}',
  '{"name": "',
  '"parameters": {',
  '{"parameters": {"path": "x"}, "name": "read_file"}',
  '{"type": "function", "function": {"name": "now", "arguments": "{}"}}',
  '[{"name": "now", "parameters": {}}]',
  '{"name": "pkg", "version": "1.0.0"}',
  '{"name": "other", "',
  '"a": """x "y" z""", "b": [1]]',
  '"a": `x {y}`',
  "read_file(path='a.ts')",
  "[read_file(path='a'), now()]",
  "read_file(",
  "print(",
  "default_api.",
  "now()",
  "'''",
  '"""',
  "<|tool_call|>",
  "<|tool_code>",
  "<|tool_call> call : read_file {",
  "tool_call>",
  "|tool_call>",
  "tool_call|>",
  "<|tool_callcall:",
  "read_file{",
  "read_file{path:",
  "read_file({path:",
  "ns:read_file{path:",
  "read_file:{",
  "tool_call:",
  "Call: ",
  "call ",
  "<|toolcall>",
  "[tool_call]",
  "[/tool_call]",
  "**",
  "```tool_call\n",
  "});",
  '{name:<|"|>read_file<|"|>,arguments:{',
  "functions.read_file:0{",
  "call:ns:read_file{",
  "call:read_file\npath: a\n",
  "<function=read_file>",
  "<function=other>",
  "<parameter=path>",
  "</parameter>",
  "</function>",
  "<function_calls>",
  "</function_calls>",
  '<parameter name="path">',
  "<read_file>",
  "<path>",
  "</path>",
  "</read_file>",
  "<read_file><path>a.ts</path></read_file>",
  '<read_file path="a.ts"/>',
  "<arg_key>path</arg_key>",
  "<arg_value>",
  "<log>",
  "</log>",
  "[TOOL_CALLS]",
  "[ARGS]",
  "<|python_tag|>",
  "<|tool_call_begin|>",
  "<|tool_call_argument_begin|>",
  "<|tool_call_end|>",
  "<｜tool▁sep｜>",
  "<tool_code>",
  "<|channel|>",
  "<|message|>",
  "thought:\n",
  "thought: ",
  "analysis\n",
  '<|"',
  '"|>',
  '<|\\"|>',
  "“",
  "”",
  "‘",
  "’",
  "«",
  "\n}<tool_call|>",
  ",startLine:3}<tool_call|>",
  '{"name":"Launch","args":[],"type":"node"}',
  "Let me read it:",
  " means that",
  "import x  # it's\n",
  "For example:",
  "The answer is",
  "word",
  "42",
  "é",
  "日本",
  "😀",
  "\u0000",
];

/** Answers made of tokens, halves of calls, Markdown and prose in any order. */
export const wildAnswer: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(...fragments) },
      {
        weight: 2,
        arbitrary: fc.constantFrom(...fragments).chain((text) => fc.nat(text.length).map((end) => text.slice(0, end))),
      },
      { weight: 1, arbitrary: fc.string({ maxLength: 8 }) },
    ),
    { maxLength: 24 },
  )
  .map((parts) => parts.join(""));

export const cuts: fc.Arbitrary<number[]> = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 });

/** Text without any character that could begin a token, a code block or a call. */
export const plainText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom("word ", "two words. ", "\n", "é", "日本語", ", ", "x = 1\n", "- item\n"),
      fc.string({ maxLength: 6 }),
    ),
  )
  .map((parts) =>
    parts
      .join("")
      .replaceAll(/[<[{`~]/g, "")
      .replaceAll(/^[ \t]*(?=[A-Za-z_])/gm, "- "),
  );
