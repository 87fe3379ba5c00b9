import { broken, call, checkEveryCut, native, q, text } from "../rows.ts";

const body = `read_file{path:${q("a.ts")}}`;
const a = call("read_file", { path: "a.ts" });

describe("calls with damaged tokens", () => {
  describe("the opening token", () => {
    checkEveryCut([
      ["with a second bar", '<|tool_call|>call:read_file({"path":"a.ts"})<tool_call|>', a],
      ["with a second bar, closed by the same", `<|tool_call|>call:${body}<|tool_call|>`, a],
      ["without bars", `<tool_call>call:${body}</tool_call>`, a],
      ["without bars, closed by Gemma's token", `<tool_call>call:${body}<tool_call|>`, a],
      ["replaced by the closing token", `<tool_call|>call:${body}<tool_call|>`, a],
      ["without its first character", `|tool_call>call:${body}<tool_call|>`, a],
      ["without its first two characters", `tool_call>call:${body}<tool_call|>`, a],
      [
        "without its first character, after a sentence",
        `I look. |tool_call>call:${body}<tool_call|>`,
        text("I look."),
        a,
      ],
      [
        "without its first two characters, on a line of its own",
        `I look.\ntool_call>call:${body}<tool_call|>`,
        text("I look."),
        a,
      ],
      ["without its last character", `<|tool_callcall:${body}<tool_call|>`, a],
      ["with a space for its last character", `<|tool_call call:${body}<tool_call|>`, a],
      ["with `tool_code`", `<|tool_code>call:${body}<tool_code|>`, a],
      ["with `tool_code` and a second bar", `<|tool_code|>call:${body}<|tool_code|>`, a],
      ["with `tool_calls`", `<|tool_calls>call:${body}<tool_call|>`, a],
      ["with `function_call`", `<|function_call>call:${body}<tool_call|>`, a],
      [
        "twice, for two calls",
        `<|tool_call|>call:${body}<|tool_call|><|tool_call|>call:now{}<|tool_call|>`,
        a,
        call("now"),
      ],
      ["followed by text", `<|tool_call|>call:${body}<|tool_call|>\nDone.`, a, text("Done.")],
      ["of a call that is cut off", `<|tool_call|>call:read_file{path:<|"|>a`, broken("read_file")],
      [
        "only mentioned in a sentence",
        "It may write <|tool_call|> for it.",
        text("It may write <|tool_call|> for it."),
      ],
      ["only mentioned in a table", "| tool_call> | x |\n", text("| tool_call> | x |\n")],
      ["only shown in inline code", `\`tool_call>call:${body}\` is one.`, text(`\`tool_call>call:${body}\` is one.`)],
    ]);
  });

  describe("the closing token", () => {
    checkEveryCut([
      ["replaced by a JSON call's closing tag", `<|tool_call>call:${body}</tool_call>`, a],
      ["without its first character", `<|tool_call>call:${body}tool_call|>`, a],
      ["with a slash", `<|tool_call>call:${body}<|/tool_call|>`, a],
      ["replaced by the opening token", `<|tool_call>call:${body}<|tool_call>`, a, broken()],
      ["without its first character, then text", `<|tool_call>call:${body}tool_call|>\nDone.`, a, text("Done.")],
    ]);
  });

  describe("the label `call:`", () => {
    checkEveryCut([
      ["with spaces around it", `<|tool_call> call : read_file { path : ${q("a.ts")} } <tool_call|>`, a],
      ["on a line of its own", `<|tool_call>\ncall:read_file\n{path:${q("a.ts")}}\n<tool_call|>`, a],
      ["without its colon", `<|tool_call>call ${body}<tool_call|>`, a],
      ["missing, the name comes first", `<|tool_call>${body}<tool_call|>`, a],
      ["missing, with a space after the name", `<|tool_call>read_file {path:${q("a.ts")}}<tool_call|>`, a],
      ["with a colon after the name too", `<|tool_call>call:read_file: {path:${q("a.ts")}}<tool_call|>`, a],
      ["missing, with a colon after the name", `<|tool_call>read_file: {path:${q("a.ts")}}<tool_call|>`, a],
      ["replaced by another word", `<|tool_call>tool:${body}<tool_call|>`, a],
    ]);
  });

  describe("calls without any tokens", () => {
    checkEveryCut([
      ["with marks", body, a],
      ["with marks and the closing token", `${body}<tool_call|>`, a],
      ["with marks in round brackets", `read_file(path:${q("a.ts")})`, a],
      ["with marks and a space before the bracket", `read_file {path:${q("a.ts")}}`, a],
      ["with marks, on a line of its own", `I look.\n${body}`, text("I look."), a],
      ["with a declared key", "read_file{path:a.ts}", a],
      ["with JSON", 'read_file{"path":"a.ts"}', a],
      ["with JSON on the next line", 'read_file\n{"path":"a.ts"}', a],
      ["with a namespace and a number", 'functions.read_file:0{"path":"a.ts"}', a],
      [
        "with a namespace and a number, on a line of its own",
        'I look.\nfunctions.read_file:0{"path":"a.ts"}',
        text("I look."),
        a,
      ],
      ["cut off", `read_file{path:<|"|>a`, broken("read_file")],
      ["with a missing value", "read_file{path:}", broken("read_file")],
      ["text if the tool is unknown", `other{path:${q("a.ts")}}`, text(`other{path:${q("a.ts")}}`)],
      ["text if the key is not declared", "search{display:none}", text("search{display:none}")],
      ["text in a sentence about the call", `${body} reads a file.`, text(`${body} reads a file.`)],
      ['text after "For example"', `For example:\n${body}`, text(`For example:\n${body}`)],
      ["text on a line below words, without marks", "See:\nsearch{query: x}", text("See:\nsearch{query: x}")],
      ["text if there is only the name", "search", text("search")],
      ["text if a longer word starts with the name", "searching", text("searching")],
    ]);
  });

  describe("a body that can't be read is not run", () => {
    checkEveryCut([
      ["keys on lines", "<|tool_call>call:write_file\npath: a.ts\ncontent:\nfoo\n<tool_call|>", broken("write_file")],
      [
        "keys after the name",
        "<|tool_call>call:write_file path=a.ts\ncontent=foo\n<tool_call|>\nDone.",
        broken("write_file"),
        text("Done."),
      ],
      [
        "values with tags",
        "<|tool_call>call:write_file\n- path: a\n- content: <b>x</b>\n<tool_call|>",
        broken("write_file"),
      ],
      ["without the closing token", "<|tool_call>call:write_file\npath: a.ts\ncontent:\nfoo", broken("write_file")],
      ["without the label", "<|tool_call>write_file\npath: a.ts\n<tool_call|>", broken("write_file")],
      ["without the label, on the next line", "<|tool_call>\nwrite_file a.ts\n<tool_call|>", broken("write_file")],
      [
        "after text",
        "I write.\n<|tool_call>call:write_file\npath: a\n<tool_call|>",
        text("I write."),
        broken("write_file"),
      ],
      ["doubled brackets", native(`read_file{{path:${q("a.ts")}}}`), broken("read_file")],
      ["a value without a key", native(`read_file{${q("a.ts")}}`), broken("read_file")],
      ["a value without a key in round brackets", native('read_file("a.ts")'), broken("read_file")],
      [
        "text in a sentence about the token",
        "<|tool_call>call:read_file is how it begins.",
        text("<|tool_call>call:read_file is how it begins."),
      ],
    ]);
  });

  describe("the tool's name", () => {
    checkEveryCut([
      ["after an unknown namespace", native(`ns:create{title:${q("x")}}`), call("create", { title: "x" })],
      ["after Google's namespace", native(`default_api:create{title:${q("x")}}`), call("create", { title: "x" })],
      ["after a namespace and a dot", native(`fs.${body}`), a],
      ["after a namespace and a slash", native(`tools/${body}`), a],
      ["after two namespaces", native(`a:b.${body}`), a],
      ["after an MCP server's name", native(`mcp__fs__${body}`), a],
      ["followed by a number", native(`read_file:1{path:${q("a.ts")}}`), a],
      [
        "of which another tool's name is a part",
        native(`thread_file{path:${q("a.ts")}}`),
        call("thread_file", { path: "a.ts" }),
      ],
      [
        "after a namespace, in JSON between tags",
        '<tool_call>{"name":"ns:create","arguments":{"title":"x"}}</tool_call>',
        call("create", { title: "x" }),
      ],
      ["after a namespace, cut off", `<|tool_call>call:ns:create{title:<|"|>x`, broken("create")],
    ]);
    const alike = ["create", "ns:create"].map((name) => ({
      name,
      description: "",
      parameters: { type: "object" as const, properties: { title: { type: "string" as const } } },
    }));
    checkEveryCut(
      [
        ["declared with its namespace", native(`ns:create{title:${q("x")}}`), call("ns:create", { title: "x" })],
        [
          "stays as it is if two tools fit",
          native(`a.ns:create{title:${q("x")}}`),
          call("a.ns:create", { title: "x" }),
        ],
      ],
      { tools: alike },
    );
  });
});
