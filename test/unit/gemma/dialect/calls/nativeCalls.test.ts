import assert from "node:assert/strict";
import { read } from "../../../../fuzz/gemma/gemmaCases.ts";
import { broken, call, check, native, q, text, thought } from "../rows.ts";

describe("Gemma 4 calls", () => {
  describe("values", () => {
    check(
      [
        ["a string", native(`f{a:${q("x")}}`), call("f", { a: "x" })],
        ["two strings", native(`f{a:${q("x")},b:${q("y z")}}`), call("f", { a: "x", b: "y z" })],
        ["no arguments", native("f{}"), call("f")],
        ["white space only", native("f{  }"), call("f")],
        ["no body at all", native("f"), call("f")],
        ["integers", native("f{a:42,b:-7,c:0}"), call("f", { a: 42, b: -7, c: 0 })],
        ["decimals", native("f{a:2.5,b:-0.25,c:1.5e10,d:7.}"), call("f", { a: 2.5, b: -0.25, c: 1.5e10, d: 7 })],
        ["booleans and null", native("f{a:true,b:false,c:null}"), call("f", { a: true, b: false, c: null })],
        ["an object", native(`f{o:{a:${q("x")},n:1}}`), call("f", { o: { a: "x", n: 1 } })],
        ["an empty object and list", native("f{o:{},l:[]}"), call("f", { o: {}, l: [] })],
        ["a list of strings", native(`f{l:[${q("a")},${q("b]")}]}`), call("f", { l: ["a", "b]"] })],
        [
          "a list of mixed values",
          native(`f{l:[1,true,null,${q("s")},2.5]}`),
          call("f", { l: [1, true, null, "s", 2.5] }),
        ],
        ["lists in lists", native(`f{l:[[1,[2]],[]]}`), call("f", { l: [[1, [2]], []] })],
        ["objects in a list", native(`f{l:[{a:1},{a:${q("}")}}]}`), call("f", { l: [{ a: 1 }, { a: "}" }] })],
        [
          "quoted scalars, which stay text",
          native(`f{a:${q("1")},b:${q("true")},c:${q("null")}}`),
          call("f", { a: "1", b: "true", c: "null" }),
        ],
        [
          "line breaks around values",
          native(`f{\n  a: ${q("x")},\n  l: [\n 1,\n 2\n ]\n}`),
          call("f", { a: "x", l: [1, 2] }),
        ],
        ["a trailing comma", native("f{a:1,l:[1,2,],}"), call("f", { a: 1, l: [1, 2] })],
        ["a key without a value", native("f{a:,b:1}"), broken("f")],
        ["bare words", native("f{unit:celsius,city:New York}"), call("f", { unit: "celsius", city: "New York" })],
        ["a leading zero, which makes no number", native("f{zip:02134}"), call("f", { zip: "02134" })],
        ["keys between string marks", native(`f{m:{${q("3")}:${q("x")}}}`), call("f", { m: { "3": "x" } })],
        [
          "keys with spaces",
          native("f{o:{First Step:{n:1}, Second Step:{n:2}}}"),
          call("f", { o: { "First Step": { n: 1 }, "Second Step": { n: 2 } } }),
        ],
        ["keys of any script", native(`f{名前:${q("x")}}`), call("f", { 名前: "x" })],
        ["a key that every object inherits", native("f{toString:1}"), call("f", { toString: 1 })],
      ],
      { format: "gemma4" },
    );

    it("keeps __proto__ a plain key", () => {
      const [event] = read([native("f{__proto__:{x:1}}")], { format: "gemma4" });
      assert.ok(event?.type === "tool-call");
      assert.equal(Object.getPrototypeOf(event.arguments), Object.prototype);
      assert.deepEqual(Object.keys(event.arguments), ["__proto__"]);
    });
  });

  describe("texts that a string may hold", () => {
    const holds: [string, string][] = [
      ["commas, colons and brackets", "a, b: {c} [d] (e)"],
      ["double quotes", 'say "hi", then "bye"'],
      ["an apostrophe", "it's"],
      ["backslashes", String.raw`C:\users\bob \n \u2603 \"x\"`],
      ["line breaks", "one\ntwo\n\n"],
      ["carriage returns", "one\r\ntwo"],
      ["code", 'function f() { return { a: "b" }; }\n'],
      ["HTML", '<div class="x">1 < 2</div>'],
      ["a code block", "# T\n```ts\nlet a;\n```\n"],
      ["the opening token", "text with <|tool_call> inside"],
      ["a whole call without strings", "<|tool_call>call:now{}<tool_call|>"],
      ["the closing token", "a <tool_call|> b"],
      ["a thought's tokens", "<|channel>thought\nx<channel|>"],
      ["stop tokens", "a<turn|><eos><end_of_turn>b"],
      ["FunctionGemma's mark", "<escape>x<escape>"],
      ["LM Studio's tokens", "[TOOL_REQUEST]{}[END_TOOL_REQUEST]"],
      ["other scripts and emoji", "日本語 ❤️ 👩‍👩‍👧 é"],
      ["the character 0", "a\u0000b"],
      ["an empty text", ""],
      ["white space", "  \t"],
      ["half a string mark", 'a <|" b |> c'],
    ];
    check(
      holds.map(([name, value]) => [name, native(`f{a:${q(value)},n:1}`), call("f", { a: value, n: 1 })] as const),
      { formats: ["gemma4", "auto"] },
    );
  });

  describe("names, and what stands beside a call", () => {
    check(
      [
        ["a name with a hyphen", native("web-search{}"), call("web-search")],
        ["a name with a dot", native("fs.read{}"), call("fs.read")],
        ["an unknown tool", native("nobody_knows{a:1}"), call("nobody_knows", { a: 1 })],
        ["a namespace before a known tool", native("default_api.now{}"), call("now")],
        ["a namespace before an unknown tool", native("default_api.later{}"), call("default_api.later")],
        ["two calls", native("f{a:1}") + native("g{b:2}"), call("f", { a: 1 }), call("g", { b: 2 })],
        ["two calls on two lines", `${native("f{}")}\n${native("g{}")}\n`, call("f"), call("g")],
        ["text before the call", `Let me look.\n\n${native("f{}")}`, text("Let me look."), call("f")],
        ["text before it on the same line", `Let me look. ${native("f{}")}`, text("Let me look."), call("f")],
        ["text after the call", `${native("f{}")}\nDone.`, call("f"), text("Done.")],
        ["text between two calls", `${native("f{}")} then ${native("g{}")}`, call("f"), text("then"), call("g")],
        ["markup after the call", `${native("f{}")}<div>`, call("f"), text("<div>")],
        ["a call, then the end of the turn", `${native("f{}")}<turn|>\n`, call("f")],
        ["a call, then a result's token", `${native("f{}")}<|tool_response>`, call("f")],
        [
          "a made-up result is dropped",
          `${native("f{}")}<|tool_response>response:f{a:${q("x")}}<tool_response|>So.`,
          call("f"),
          text("So."),
        ],
        [
          "a made-up result without its end",
          `${native("f{}")}<|tool_response>response:f{a:1}\nSo.`,
          call("f"),
          text("So."),
        ],
        ["white space inside the tokens", "<|tool_call>\ncall: f {a:1}\n<tool_call|>", call("f", { a: 1 })],
      ],
      { formats: ["gemma4", "auto"] },
    );
  });

  describe("a call without the opening token", () => {
    check(
      [
        [
          "right after a thought",
          `<|channel>thought\nhm<channel|>call:f{a:${q("x")}}`,
          thought("hm"),
          call("f", { a: "x" }),
        ],
        ["as the whole answer", "call:f{a:x}", call("f", { a: "x" })],
        [
          "with marks, on a line of its own",
          `Let me see.\ncall:f{a:${q("x")}}`,
          text("Let me see."),
          call("f", { a: "x" }),
        ],
        ["a known tool, on a line of its own", "Let me see.\ncall:now{}", text("Let me see."), call("now")],
        [
          "text for an unknown tool without marks",
          "The line\ncall:f{a:1}\nis it.",
          text("The line\ncall:f{a:1}\nis it."),
        ],
        ["text within a sentence", "I call:now{} often.", text("I call:now{} often.")],
        ["directly after a sentence", "I look.call:now{}", text("I look."), call("now")],
        [
          "directly after a sentence, with marks and a closing token",
          `I look:call:f{a:${q("x")}}<tool_call|>\nSo.`,
          text("I look:"),
          call("f", { a: "x" }),
          text("\nSo."),
        ],
        [
          "text directly after a sentence if the line goes on",
          "See.call:now{} for it.",
          text("See.call:now{} for it."),
        ],
        ["text directly after a sentence in a block quote", "> See.call:now{}\n", text("> See.call:now{}\n")],
      ],
      { formats: ["gemma4", "auto"] },
    );
    check(
      [
        ["with marks, if no tools are known", `So.\ncall:f{a:${q("x")}}`, text("So."), call("f", { a: "x" })],
        ["without marks, if no tools are known", "call:f{a:x}", text("call:f{a:x}")],
      ],
      { format: "auto", tools: [] },
    );
    check([["as the whole answer, if only the format tells of calls", "call:f{a:x}", call("f", { a: "x" })]], {
      formats: ["gemma4", "functiongemma"],
      tools: [],
    });
  });
});
