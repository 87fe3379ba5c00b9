import assert from "node:assert/strict";
import { read } from "../../../../fuzz/gemma/gemmaCases.ts";
import { broken, call, check, native, q, text } from "../rows.ts";

describe("Gemma 4 calls with mistakes", () => {
  describe("are read as they were meant", () => {
    check(
      [
        [
          "JSON in place of the body",
          native('f{"a": "x", "n": 1, "l": [true, null]}'),
          call("f", { a: "x", n: 1, l: [true, null] }),
        ],
        ["JSON escapes in a quoted value", native(String.raw`f{a:"say \"hi\"\n"}`), call("f", { a: 'say "hi"\n' })],
        [
          "quoted and marked values together",
          native(`f{a:"x, y: z",b:${q("w")}}`),
          call("f", { a: "x, y: z", b: "w" }),
        ],
        ["quotes inside a quoted value", native('f{a:"<p class="x">"}'), call("f", { a: '<p class="x">' })],
        [
          "a Windows path between quotes",
          native(String.raw`f{a:"C:\users\x"}`),
          call("f", { a: String.raw`C:\users\x` }),
        ],
        ["single quotes", native("f{a:'x',b:'it's'}"), call("f", { a: "x", b: "it's" })],
        [
          "a regular expression in single quotes",
          native(String.raw`f{a:':\d+\s'}`),
          call("f", { a: String.raw`:\d+\s` }),
        ],
        ["a stray mark after single quotes", native(`f{a:'x'<|"|>}`), call("f", { a: "x" })],
        ["a stray mark after a value", native(`f{a:${q("x")}<|"|>}`), call("f", { a: "x" })],
        ["a missing opening mark", native('f{a:one, two<|"|>,n:1}'), call("f", { a: "one, two", n: 1 })],
        [
          "a missing opening mark in an object",
          native(`f{o:{a:x<|"|>},b:${q("y")}}`),
          call("f", { o: { a: "x" }, b: "y" }),
        ],
        ["a missing opening mark in a list", native(`f{l:[${q("a")},b<|"|>]}`), call("f", { l: ["a", "b"] })],
        ["a doubled opening mark", native(`f{a:<|"|>${q("x")}}`), call("f", { a: "x" })],
        ["quotes around marks", native(`f{"a":"<|"|>x<|"|>"}`), call("f", { a: "x" })],
        ["marks inside quotes", native(String.raw`f{"a":"<|\"|>x<|\"|>"}`), call("f", { a: "x" })],
        ["an equals sign for the colon", native(`f{a='x',n=2,b=${q("y")}}`), call("f", { a: "x", n: 2, b: "y" })],
        ["round brackets", native(`f(a:${q("x (y)")},n:1)`), call("f", { a: "x (y)", n: 1 })],
        [
          "a call with Python's syntax",
          native('f(a="x", ok=True, none=None)'),
          call("f", { a: "x", ok: true, none: null }),
        ],
        ["an object in round brackets", native('f({"a": 1})'), call("f", { a: 1 })],
        [
          "a JSON call between the tokens",
          '<|tool_call>{"name": "f", "arguments": {"a": 1}}<tool_call|>',
          call("f", { a: 1 }),
        ],
        [
          "a list in Python between the tokens",
          "<|tool_call>[f(a='x'), g()]<tool_call|>",
          call("f", { a: "x" }),
          call("g"),
        ],
        ["a missing last bracket", native("f{a:1"), call("f", { a: 1 })],
        ["missing inner brackets", native("f{o:{a:1,l:[1,2"), call("f", { o: { a: 1, l: [1, 2] } })],
        ["a surplus bracket of a list", native(`f{l:[${q("a")}]],b:1}`), call("f", { l: ["a"], b: 1 })],
        ["Python's long strings", native('f{a:"""x\n"y", }\n""",b:1}'), call("f", { a: 'x\n"y", }\n', b: 1 })],
        [
          "a key that starts inside the string before it",
          native(`f{a:<|"|>x\`,b:<|"|>,b:${q("y")}}`),
          call("f", { a: "x", b: "y" }),
        ],
        ["a surplus bracket", native("f{a:1}}"), call("f", { a: 1 })],
        [
          "a surplus bracket without the closing token",
          "<|tool_call>call:f{a:1}}\nDone",
          call("f", { a: 1 }),
          text("Done"),
        ],
        ["other brackets on the same line", "<|tool_call>call:f{a:1}} else {", call("f", { a: 1 }), text("} else {")],
        ["two calls between one pair of tokens", native("f{a:1}call:g{b:2}"), call("f", { a: 1 }), call("g", { b: 2 })],
        ["three calls on lines and with commas", native("f{},\ncall:g{};call:h{}"), call("f"), call("g"), call("h")],
        ["a missing end mark", native(`f{a:<|"|>x}`), call("f", { a: "x" })],
        ["a missing end mark and bracket", native(`f{a:<|"|>x`), call("f", { a: "x" })],
        ["a missing end mark after another value", native(`f{a:${q("x")},b:<|"|>y}`), call("f", { a: "x", b: "y" })],
        [
          "a missing end mark in the first of two calls",
          native(`f{a:<|"|>x}`) + native(`g{b:${q("y")}}`),
          call("f", { a: "x" }),
          call("g", { b: "y" }),
        ],
        [
          "a doubled closing token",
          `${native("f{a:1}")}<tool_call|><tool_call|> Done`,
          call("f", { a: 1 }),
          text("Done"),
        ],
        ["no closing token", "<|tool_call>call:f{a:1}", call("f", { a: 1 })],
        ["half a closing token", "<|tool_call>call:f{a:1}<tool_ca", call("f", { a: 1 })],
        ["no closing token, then text", "<|tool_call>call:f{a:1}\nDone", call("f", { a: 1 }), text("Done")],
        [
          "no closing token, then another call",
          `<|tool_call>call:f{a:1}${native("g{}")}`,
          call("f", { a: 1 }),
          call("g"),
        ],
        [
          "no closing token nor bracket, then FunctionGemma's call",
          "<|tool_call>call:f{a:1<start_function_call>call:g{}<end_function_call>",
          call("f", { a: 1 }),
          call("g"),
        ],
        [
          "the end of the turn instead of the closing token",
          `<|tool_call>call:f{a:${q("x")}}<turn|>`,
          call("f", { a: "x" }),
        ],
        ["the end of the turn inside the body", "<|tool_call>call:f{a:1<turn|>", call("f", { a: 1 })],
        ["a stray colon", `<|tool_call>:call:f{a:1}<tool_call|>`, call("f", { a: 1 })],
        ["no label before the name", "<|tool_call>f{a:1}<tool_call|>", call("f", { a: 1 })],
        ["a doubled label", "<|tool_call>call:call:f{a:1}<tool_call|>", call("f", { a: 1 })],
        ["a doubled opening token", `<|tool_call><|tool_call>call:f{a:1}<tool_call|>`, call("f", { a: 1 })],
        ["a tool's name without a body", "<|tool_call>now<tool_call|>", call("now")],
        ["a name among the arguments", native(`{name:${q("f")},arguments:{a:${q("x")}}}`), call("f", { a: "x" })],
        ["a code block around a JSON call", '<|tool_call>\n```json\n{"name": "now"}\n```\n<tool_call|>', call("now")],
        [
          "a stray bracket and a second closing token",
          `${native("f{a:1}")})<tool_call|> So`,
          call("f", { a: 1 }),
          text("So"),
        ],
        ["a broken opening token", `<call>f{a:${q("x")}}`, call("f", { a: "x" })],
      ],
      { formats: ["gemma4", "auto"] },
    );
  });

  describe("text without marks for a declared string", () => {
    check(
      [
        ["up to the end of the call", native("search{query:a, b: c (d)}"), call("search", { query: "a, b: c (d)" })],
        [
          "over several lines",
          native("edit_file{newText:\n# It's\n\n- a, b\n}"),
          call("edit_file", { newText: "\n# It's\n\n- a, b\n" }),
        ],
        [
          "without the last bracket",
          native("edit_file{newText:\n# It's\n\n- a"),
          call("edit_file", { newText: "\n# It's\n\n- a" }),
        ],
        [
          "up to the next declared key",
          native(`edit_file{oldText:x,newText:${q("y")}}`),
          call("edit_file", { oldText: "x", newText: "y" }),
        ],
        ["a number where a string is declared", native("read_file{path:123}"), call("read_file", { path: "123" })],
        [
          "a version number where a string is declared",
          native("read_file{path:1.10}"),
          call("read_file", { path: "1.10" }),
        ],
      ],
      { format: "gemma4" },
    );
  });

  describe("files that show the call syntax", () => {
    const page = `# Gemma\nUse \`<|tool_call>call:NAME{key:${q("text")},n:42,o:{x:true}}<tool_call|>\`.\nThen stop.\n`;
    const rows: [string, string][] = [
      ["one call", page],
      ["two calls", `${page}${page}`],
      ["parallel calls", `${native(`f{a:${q("x")}}`)}${native(`g{b:${q("y")}}`)} and on`],
      ["only a closing token", `It ends with <tool_call|>, and strings with ${q("x")} marks.`],
      ["a call with an empty string", `So: ${native(`f{a:${q("")}}`)} it is.`],
      ["an incomplete call", "Calls begin with <|tool_call>call: always."],
      ["an incomplete call with a bracket", "Calls begin with <|tool_call>call:f{ always."],
      ["a hundred calls", page.repeat(100)],
      ["a call without its opening token", `So: call:f{a:${q("x")}}<turn|> it is.`],
      ["only a call's opening token", `So: ${q("x")} opens with <|tool_call>`],
      ["only string marks", `Strings stand between <|"|> and <|"|>.`],
    ];
    check(
      rows.map(
        ([name, content]) =>
          [
            name,
            `${native(`edit_file{path:${q("a.md")},oldText:${q("")},newText:${q(content)}}`)}`,
            call("edit_file", { path: "a.md", oldText: "", newText: content }),
          ] as const,
      ),
      { formats: ["gemma4", "auto"] },
    );
    check(
      [
        [
          "followed by another value",
          native(`edit_file{newText:${q(page)},path:${q("a.md")}}`),
          call("edit_file", { newText: page, path: "a.md" }),
        ],
        [
          "followed by text",
          `${native(`edit_file{newText:${q(page)}}`)}\nDone.`,
          call("edit_file", { newText: page }),
          text("Done."),
        ],
        [
          "followed by another call",
          native(`edit_file{newText:${q(page)}}`) + native("now{}"),
          call("edit_file", { newText: page }),
          call("now"),
        ],
        ["not run if the string could be two", native(`edit_file{newText:<|"|>a,path:${q("b")}}`), broken("edit_file")],
        [
          "cut off after a closing token in the file",
          `<|tool_call>call:edit_file{newText:<|"|>It ends with \`<tool_call|>\` and`,
          broken("edit_file"),
        ],
        [
          "cut off after a call in the file",
          `<|tool_call>call:edit_file{newText:<|"|>So: <|tool_call>call:f{}<tool_call|>`,
          broken("edit_file"),
        ],
      ],
      { formats: ["gemma4", "auto"] },
    );
  });

  describe("calls that are never run", () => {
    check(
      [
        ["cut off in a string", `<|tool_call>call:read_file{path:<|"|>src/a`, broken("read_file")],
        ["cut off after a string", `<|tool_call>call:read_file{path:${q("a")}`, broken("read_file")],
        ["cut off after a comma", `<|tool_call>call:f{a:1,`, broken("f")],
        ["cut off in text without marks", "<|tool_call>call:edit_file{newText:\n# Title", broken("edit_file")],
        ["cut off, with a bracket inside the string", `<|tool_call>call:f{a:<|"|>x}`, broken("f")],
        ["cut off in the name", "<|tool_call>call:read_", broken("read_")],
        ["cut off in the label", "<|tool_call>ca", broken()],
        ["cut off after the token", "Let me see. <|tool_call>", text("Let me see."), broken()],
        ["a missing end mark before another value", native(`f{a:<|"|>x,b:${q("y")}}`), broken("f")],
        ["a mark inside a string", native(`f{a:<|"|>x <|"|> y<|"|>}`), broken("f")],
        ["a value without a key", native("f{:[t:[]}"), broken("f")],
        ["a body without a name", native("{a:1}"), broken()],
        ["a list instead of the body", native("f[1,2]"), broken("f")],
        ["words instead of the body", native("f with x"), broken("f")],
        ["a number that JSON cannot hold", native("f{a:1e999}"), broken("f")],
        ["endless nesting", native(`f{a:${"[".repeat(500)}${"]".repeat(500)}}`), broken("f")],
        [
          "a broken call after a good one, which stays",
          `${native("f{a:1}")}<|tool_call>call:g{b:`,
          call("f", { a: 1 }),
          broken("g"),
        ],
      ],
      { formats: ["gemma4", "auto"] },
    );

    it("keeps the whole text of a call that can't be run", () => {
      const raw = `<|tool_call>call:read_file{path:<|"|>src/a`;
      assert.deepEqual(read([`Look: ${raw}`], { format: "gemma4" }).at(-1), {
        type: "incomplete-call",
        name: "read_file",
        raw,
      });
    });
  });
});
