import { broken, call, check, text } from "../rows.ts";

const e = (value: string): string => `<escape>${value}<escape>`;
const fn = (body: string): string => `<start_function_call>call:${body}<end_function_call>`;

describe("FunctionGemma calls", () => {
  check(
    [
      ["a string", fn(`f{a:${e("x")}}`), call("f", { a: "x" })],
      [
        "several values",
        fn(`f{a:${e("x y")},n:1,ok:true,d:2.5,z:null}`),
        call("f", { a: "x y", n: 1, ok: true, d: 2.5, z: null }),
      ],
      ["no arguments", fn("now{}"), call("now")],
      [
        "a list and an object",
        fn(`f{l:[${e("a")},${e("b")}],o:{k:${e("v")},n:3}}`),
        call("f", { l: ["a", "b"], o: { k: "v", n: 3 } }),
      ],
      ["line breaks in a string", fn(`f{a:${e("one\r\ntwo\n")}}`), call("f", { a: "one\r\ntwo\n" })],
      ["quotes and brackets in a string", fn(`f{a:${e('{"x": [1]}')}}`), call("f", { a: '{"x": [1]}' })],
      ["other scripts", `はい ${fn(`f{名:${e("日本")}}`)}`, text("はい"), call("f", { 名: "日本" })],
      ["missing commas", fn(`f{a:${e("x")}b:${e("y")}c:${e("z")}}`), call("f", { a: "x", b: "y", c: "z" })],
      ["enclosed scalars without a schema", fn(`f{n:${e("42")},ok:${e("true")}}`), call("f", { n: 42, ok: true })],
      [
        "enclosed scalars with a schema",
        fn(`read_file{path:${e("42")},startLine:${e("3")}}`),
        call("read_file", { path: "42", startLine: 3 }),
      ],
      ["two calls", fn(`f{a:${e("x")}}`) + fn("g{}"), call("f", { a: "x" }), call("g")],
      [
        "text around and between calls",
        `A ${fn("f{}")}B${fn("g{}")} C`,
        text("A"),
        call("f"),
        text(" B"),
        call("g"),
        text(" C"),
      ],
      [
        "a made-up response is dropped",
        `${fn("f{}")}<start_function_response>response:f{a:${e("x")}}<end_function_response>So`,
        call("f"),
        text("So"),
      ],
      ["half a token stays text", "Hello <start world", text("Hello <start world")],
      ["other tags stay text", "a <value> and <b>b</b>", text("a <value> and <b>b</b>")],
      ["a missing closing token", `<start_function_call>call:f{a:${e("x")}}`, call("f", { a: "x" })],
      ["a missing last bracket", fn(`f{a:${e("x")}`), call("f", { a: "x" })],
      ["a missing end mark", fn("f{a:<escape>x}"), call("f", { a: "x" })],
      ["cut off in a string", "<start_function_call>call:f{a:<escape>x", broken("f")],
      ["cut off after the token", "<start_function_call>", broken()],
    ],
    { formats: ["functiongemma", "auto"] },
  );
});
