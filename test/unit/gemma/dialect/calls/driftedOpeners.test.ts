import { broken, call, checkEveryCut, native, q, text } from "../rows.ts";

const body = `read_file{path:${q("a.ts")}}`;
const a = call("read_file", { path: "a.ts" });

describe("calls whose tokens are not as they should be", () => {
  describe("the opening one", () => {
    checkEveryCut([
      ["with another bar", '<|tool_call|>call:read_file({"path":"a.ts"})<tool_call|>', a],
      ["with another bar, twice", `<|tool_call|>call:${body}<|tool_call|>`, a],
      ["without bars", `<tool_call>call:${body}</tool_call>`, a],
      ["without bars, closed by Gemma's", `<tool_call>call:${body}<tool_call|>`, a],
      ["the closing one in its place", `<tool_call|>call:${body}<tool_call|>`, a],
      ["without its first sign", `|tool_call>call:${body}<tool_call|>`, a],
      ["without its first two signs", `tool_call>call:${body}<tool_call|>`, a],
      ["without its first sign, behind a sentence", `I look. |tool_call>call:${body}<tool_call|>`, text("I look."), a],
      ["without its first signs, on a line", `I look.\ntool_call>call:${body}<tool_call|>`, text("I look."), a],
      ["without its last sign", `<|tool_callcall:${body}<tool_call|>`, a],
      ["with a blank for its last sign", `<|tool_call call:${body}<tool_call|>`, a],
      ["of code", `<|tool_code>call:${body}<tool_code|>`, a],
      ["of code, with a bar", `<|tool_code|>call:${body}<|tool_code|>`, a],
      ["of several", `<|tool_calls>call:${body}<tool_call|>`, a],
      ["of a function", `<|function_call>call:${body}<tool_call|>`, a],
      ["two calls", `<|tool_call|>call:${body}<|tool_call|><|tool_call|>call:now{}<|tool_call|>`, a, call("now")],
      ["then text", `<|tool_call|>call:${body}<|tool_call|>\nDone.`, a, text("Done.")],
      ["cut", `<|tool_call|>call:read_file{path:<|"|>a`, broken("read_file")],
      ["spoken of", "It may write <|tool_call|> for it.", text("It may write <|tool_call|> for it.")],
      ["in a table", "| tool_call> | x |\n", text("| tool_call> | x |\n")],
      ["in inline code", `\`tool_call>call:${body}\` is one.`, text(`\`tool_call>call:${body}\` is one.`)],
    ]);
  });

  describe("the closing one", () => {
    checkEveryCut([
      ["of JSON's tags", `<|tool_call>call:${body}</tool_call>`, a],
      ["without its first sign", `<|tool_call>call:${body}tool_call|>`, a],
      ["with a slash", `<|tool_call>call:${body}<|/tool_call|>`, a],
      ["the opening one", `<|tool_call>call:${body}<|tool_call>`, a, broken()],
      ["without its first sign, then text", `<|tool_call>call:${body}tool_call|>\nDone.`, a, text("Done.")],
    ]);
  });

  describe("the label", () => {
    checkEveryCut([
      ["with blanks", `<|tool_call> call : read_file { path : ${q("a.ts")} } <tool_call|>`, a],
      ["on lines", `<|tool_call>\ncall:read_file\n{path:${q("a.ts")}}\n<tool_call|>`, a],
      ["without its colon", `<|tool_call>call ${body}<tool_call|>`, a],
      ["missing", `<|tool_call>${body}<tool_call|>`, a],
      ["missing, with a blank", `<|tool_call>read_file {path:${q("a.ts")}}<tool_call|>`, a],
      ["a colon behind the name", `<|tool_call>call:read_file: {path:${q("a.ts")}}<tool_call|>`, a],
      ["missing, a colon behind the name", `<|tool_call>read_file: {path:${q("a.ts")}}<tool_call|>`, a],
      ["another word", `<|tool_call>tool:${body}<tool_call|>`, a],
    ]);
  });

  describe("no tokens at all", () => {
    checkEveryCut([
      ["with marks", body, a],
      ["with marks and the closing token", `${body}<tool_call|>`, a],
      ["with marks in round brackets", `read_file(path:${q("a.ts")})`, a],
      ["with marks, a blank before the bracket", `read_file {path:${q("a.ts")}}`, a],
      ["with marks, on a line", `I look.\n${body}`, text("I look."), a],
      ["with its own key", "read_file{path:a.ts}", a],
      ["with JSON", 'read_file{"path":"a.ts"}', a],
      ["with JSON on the next line", 'read_file\n{"path":"a.ts"}', a],
      ["with a namespace and a number", 'functions.read_file:0{"path":"a.ts"}', a],
      ["with a namespace and a number, on a line", 'I look.\nfunctions.read_file:0{"path":"a.ts"}', text("I look."), a],
      ["cut", `read_file{path:<|"|>a`, broken("read_file")],
      ["a missing value", "read_file{path:}", broken("read_file")],
      ["of an unknown tool it is text", `other{path:${q("a.ts")}}`, text(`other{path:${q("a.ts")}}`)],
      ["another key is no call", "search{display:none}", text("search{display:none}")],
      ["a sentence about it", `${body} reads a file.`, text(`${body} reads a file.`)],
      ["an example", `For example:\n${body}`, text(`For example:\n${body}`)],
      ["its own key amid text is text", "See:\nsearch{query: x}", text("See:\nsearch{query: x}")],
      ["the name alone", "search", text("search")],
      ["a word that begins like it", "searching", text("searching")],
    ]);
  });

  describe("a body that is none", () => {
    checkEveryCut([
      ["lines of keys", "<|tool_call>call:write_file\npath: a.ts\ncontent:\nfoo\n<tool_call|>", broken("write_file")],
      [
        "keys behind the name",
        "<|tool_call>call:write_file path=a.ts\ncontent=foo\n<tool_call|>\nDone.",
        broken("write_file"),
        text("Done."),
      ],
      [
        "with tags in it",
        "<|tool_call>call:write_file\n- path: a\n- content: <b>x</b>\n<tool_call|>",
        broken("write_file"),
      ],
      ["without the closing token", "<|tool_call>call:write_file\npath: a.ts\ncontent:\nfoo", broken("write_file")],
      ["without the label", "<|tool_call>write_file\npath: a.ts\n<tool_call|>", broken("write_file")],
      ["without the label, on the next line", "<|tool_call>\nwrite_file a.ts\n<tool_call|>", broken("write_file")],
      [
        "behind text",
        "I write.\n<|tool_call>call:write_file\npath: a\n<tool_call|>",
        text("I write."),
        broken("write_file"),
      ],
      ["doubled brackets", native(`read_file{{path:${q("a.ts")}}}`), broken("read_file")],
      ["a value without its key", native(`read_file{${q("a.ts")}}`), broken("read_file")],
      ["a value without its key in round brackets", native('read_file("a.ts")'), broken("read_file")],
      [
        "a sentence about it is text",
        "<|tool_call>call:read_file is how it begins.",
        text("<|tool_call>call:read_file is how it begins."),
      ],
    ]);
  });

  describe("the name", () => {
    checkEveryCut([
      ["behind an unknown namespace", native(`ns:create{title:${q("x")}}`), call("create", { title: "x" })],
      ["behind Google's", native(`default_api:create{title:${q("x")}}`), call("create", { title: "x" })],
      ["behind a dot", native(`fs.${body}`), a],
      ["behind a slash", native(`tools/${body}`), a],
      ["behind two", native(`a:b.${body}`), a],
      ["behind a server's name", native(`mcp__fs__${body}`), a],
      ["with a number", native(`read_file:1{path:${q("a.ts")}}`), a],
      ["no namespace, only alike", native(`thread_file{path:${q("a.ts")}}`), call("thread_file", { path: "a.ts" })],
      [
        "in JSON between tags",
        '<tool_call>{"name":"ns:create","arguments":{"title":"x"}}</tool_call>',
        call("create", { title: "x" }),
      ],
      ["cut", `<|tool_call>call:ns:create{title:<|"|>x`, broken("create")],
    ]);
    const alike = ["create", "ns:create"].map((name) => ({
      name,
      description: "",
      parameters: { type: "object" as const, properties: { title: { type: "string" as const } } },
    }));
    checkEveryCut(
      [
        [
          "that is declared with its namespace",
          native(`ns:create{title:${q("x")}}`),
          call("ns:create", { title: "x" }),
        ],
        ["that two fit stays", native(`a.ns:create{title:${q("x")}}`), call("a.ns:create", { title: "x" })],
      ],
      { tools: alike },
    );
  });
});
