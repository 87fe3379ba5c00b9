import assert from "node:assert/strict";
import { cutsToken } from "../../../../src/edit/boundaries/tokens.ts";
import { refusal, replace } from "../replaceSupport.ts";

/** [file, oldText, newText]: the search has one place, which parts a word, name or number. */
const cut: [string, string, string][] = [
  ["timeout = 10\n", "timeout = 1", "timeout = 2"],
  ["timeout = 10\n", "0", "5"],
  ["timeout = 110\n", "10", "20"],
  ["port: 8080,\n", "port: 80", "port: 443"],
  ["x = 1.5\n", "x = 1", "x = 2"],
  ["x = 1.5\n", "5", "7"],
  ["x = 1.5\n", ".5", ".7"],
  ["x = 1.5\n", "1.", "2."],
  ["x = .5\n", "5", "7"],
  ["f(.5, 1)\n", "5", "7"],
  ["v = 1.22.3\n", "1.22", "1.23"],
  ["x = 1.50;\n", "x = 1.5", "x = 1.6"],
  ["x = 1e-5;\n", "x = 1e-", "x = 2e-"],
  ["x = 1.5e+10;\n", "10", "12"],
  ["x = 1e5;\n", "x = 1", "x = 2"],
  ["x = 0x1F;\n", "x = 0x1", "x = 0x2"],
  ["color: #ffaa00;\n", "#ff", "#ee"],
  ["x = 1_000;\n", "x = 1", "x = 2"],
  ["x = 1'000;\n", "x = 1", "x = 2"],
  ["x = 1'000;\n", "000", "500"],
  ["cost: 1,000\n", "cost: 1", "cost: 2"],
  ["cost: 1,000\n", "000", "500"],
  ["cost: 1,000,000\n", "1,000", "2,000"],
  ["$12,500 a year\n", "12,", "13,"],
  ["x = 10n;\n", "x = 10", "x = 11"],
  ["width: 10px;\n", "width: 10", "width: 20"],
  ["foobar();\n", "foo", "baz"],
  ["foobar();\n", "bar();", "baz();"],
  ["let getUserName;\n", "getUser", "fetchUser"],
  ["let getUserName;\n", "UserName", "Title"],
  ["get_user()\n", "get", "fetch"],
  ["get_user()\n", "user()", "name()"],
  ["_name = 1\n", "name = 1", "title = 1"],
  ["MAX_SIZE = 1\n", "SIZE = 1", "COUNT = 1"],
  ["echo $name;\n", "name;", "title;"],
  ["let a$b = 1;\n", "let a", "let c"],
  ["users$.pipe();\n", "users", "people"],
  ["let users$ = x;\n", "let users", "let people"],
  ["größer = 1\n", "größe", "breite"],
  ["größer = 1\n", "r = 1", "x = 1"],
  ["счётчик = 1\n", "счёт", "итог"],
  ["μm2 = 1\n", "m2 = 1", "x = 1"],
  ["𝑥𝑦 = 1\n", "𝑥", "z"],
  ["naïve = 1\n", "na", "x"],
  ["x = ١٢\n", "x = ١", "x = ٣"],
  ["a\nfoobar\n", "a\nfoo", "b\nfoo"],
  ["a\r\nfoobar\r\n", "a\nfoo", "b\nbaz"],
  ["foobar\nb\n", "bar\nb", "baz\nb"],
  ["say “foobar”\n", 'say "foo', 'say "baz'],
  ["import { foobar } from 'a';\n", "import { foo", "import { baz"],
  ["foobar", "foo", ""],
  ["x = 10", "x = 1", ""],
];

/** [file, oldText, newText, expected]: ends that part nothing. */
const whole: [string, string, string, string][] = [
  ["timeout = 10\n", "timeout = 10", "timeout = 20", "timeout = 20\n"],
  ["timeout = 10\n", "timeout", "wait", "wait = 10\n"],
  ["x = -1;\n", "1", "2", "x = -2;\n"],
  ["x = 1;\n", "x = 1", "x = 2", "x = 2;\n"],
  ["range(1..5)\n", "1", "2", "range(2..5)\n"],
  ["range(1..5)\n", "5", "9", "range(1..9)\n"],
  ["Costs 5.\n", "Costs 5", "Costs 6", "Costs 6.\n"],
  ["Costs $10 now.\n", "10", "12", "Costs $12 now.\n"],
  ["Costs 10$ now.\n", "10", "12", "Costs 12$ now.\n"],
  ["f(1,100)\n", "f(1", "f(2", "f(2,100)\n"],
  ["a = [1,100]\n", "[1", "[2", "a = [2,100]\n"],
  ["5,1,100\n", "5,1", "6,1", "6,1,100\n"],
  ["[1,2,3]\n", "2", "9", "[1,9,3]\n"],
  ["a.b1.c\n", "b1", "b2", "a.b2.c\n"],
  ["x = a-5\n", "5", "6", "x = a-6\n"],
  ["x = size-5\n", "5", "6", "x = size-6\n"],
  ["x = base-5\n", "x = base", "x = top", "x = top-5\n"],
  ["f('a1', 2)\n", "a1", "b1", "f('b1', 2)\n"],
  ["font-size: 1px;\n", "font", "text", "text-size: 1px;\n"],
  ['"a\\tb"\n', "\\t", "\\n", '"a\\nb"\n'],
  ['"one\\ntwo"\n', "two", "2", '"one\\n2"\n'],
  ['"\\x41foo"\n', "foo", "bar", '"\\x41bar"\n'],
  ['"caf\\u00e9s"\n', "\\u00e9", "e", '"cafes"\n'],
  ['"\\x1b[31mred"\n', "red", "error", '"\\x1b[31merror"\n'],
  ["printf('%dms')\n", "ms", "s", "printf('%ds')\n"],
  ["/a%20b\n", "b", "c", "/a%20c\n"],
  ["/^foo$/\n", "foo", "bar", "/^bar$/\n"],
  ["/\\bfoo\\b/\n", "foo", "bar", "/\\bbar\\b/\n"],
  ["echo ${name}\n", "name", "title", "echo ${title}\n"],
  ["x = `${a}px`;\n", "px", "em", "x = `${a}em`;\n"],
  ["说你好吗\n", "你好", "再见", "说再见吗\n"],
  ["设置timeout为\n", "timeout", "wait", "设置wait为\n"],
  ["設定を保存する\n", "保存", "削除", "設定を削除する\n"],
  ["สวัสดีชาวโลก\n", "ชาว", "x", "สวัสดีxโลก\n"],
  ["x = ‘foo’\n", "foo", "bar", "x = ‘bar’\n"],
  ["🎉party\n", "party", "game", "🎉game\n"],
  ["    foo()\n", "foo()", "bar()", "    bar()\n"],
  ["foo", "foo", "", ""],
];

describe("replace: no part of a word or number", () => {
  for (const [file, oldText, newText] of cut)
    it(`refuses ${JSON.stringify(oldText)} in ${JSON.stringify(file)}`, () => {
      const error = refusal(file, { oldText, newText });
      assert.equal(error.kind, "not-found");
      for (const more of [{ replaceAll: true }, { expectedCount: 1 }, { startLine: 1 }])
        assert.equal(refusal(file, { oldText, newText, ...more }).kind, "not-found");
    });
  for (const [file, oldText, newText, expected] of whole)
    it(`takes ${JSON.stringify(oldText)} in ${JSON.stringify(file)}`, () => {
      const result = replace(file, { oldText, newText });
      assert.ok(result.ok, result.ok ? "" : result.error.message);
      assert.equal(result.text, expected);
    });
  it("says what the word is and shows its line", () => {
    const error = refusal("a\nb\n  timeout = 10\n", { oldText: "timeout = 1", newText: "timeout = 2" });
    assert.ok(error.kind === "not-found" && error.nearest);
    assert.deepEqual([error.nearest.startLine, error.nearest.text], [3, "  timeout = 10"]);
    assert.match(error.message, /ends inside of "10" at line 3/);
    const decimal = refusal("x = 1.25\n", { oldText: "25", newText: "5" });
    assert.match(decimal.message, /begins inside of "1\.25"/);
  });
  it("refuses to replace all where one of the places is a part", () => {
    for (const [file, oldText] of [
      ["id width id\n", "id"],
      ["x1 x10\n", "x1"],
      ["f(1, 1.5)\n", "1"],
      ["user username\n", "user"],
      ["aaab aa\n", "aa"],
      ["baaa aa\n", "aa"],
      ["abab ab\n", "ab"],
      ["1010 10\n", "10"],
      ["0000\n", "00"],
    ] as const)
      assert.equal(refusal(file, { oldText, newText: "q", replaceAll: true }).kind, "not-found", file);
  });
  it("takes places that overlap as one", () => {
    for (const [file, oldText, expected] of [
      ["aaaa\n", "aa", "qq\n"],
      ["aaa\n", "aa", "qa\n"],
      ["x ababa y\n", "aba", "x qba y\n"],
      ["abababa\n", "aba", "qbq\n"],
    ] as const) {
      const result = replace(file, { oldText, newText: "q", replaceAll: true });
      assert.ok(result.ok && result.text === expected, file);
    }
  });
  it("takes parts of a word of which other edits of the call have the rest", () => {
    const result = replace("foobar\n", { oldText: "bar", newText: "Baz" }, { oldText: "foo", newText: "get" });
    assert.ok(result.ok && result.text === "getBaz\n");
    const error = refusal("foobarx\n", { oldText: "bar", newText: "Baz" }, { oldText: "foo", newText: "get" });
    assert.deepEqual([error.kind, error.index], ["not-found", 0]);
  });
  it("refuses it in what the earlier edits of the call wrote", () => {
    const error = refusal("a\n", { oldText: "a", newText: "b = 10" }, { oldText: "b = 1", newText: "b = 2" });
    assert.deepEqual([error.kind, error.index], ["not-found", 1]);
  });
  it("says that a change is made already before that its search parts a word", () => {
    for (const [file, oldText, newText] of [
      ["timeout = 10\n", "timeout = 1", "timeout = 10"],
      ["foobar\n", "foo", "foobar"],
    ] as const)
      assert.equal(refusal(file, { oldText, newText }).kind, "already-applied");
  });
  it("parts nothing at the ends of a text", () => {
    for (const text of ["", "a", "ab"])
      for (const at of [-1, 0, text.length, 9]) assert.equal(cutsToken(text, at), false);
  });
});
