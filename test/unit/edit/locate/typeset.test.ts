import assert from "node:assert/strict";
import { applyEdit } from "../../../../src/edit/index.ts";
import { replace } from "../replaceSupport.ts";

/** [name, file, oldText, newText, expected] */
type Row = [string, string, string, string, string];

/** The file has plain characters, the model wrote typeset ones. */
const plain: Row[] = [
  ["double quotes", 'say("a");\n', "say(“a”);\n", "say(“b”);\n", 'say("b");\n'],
  ["single quotes", "say('a');\n", "say(‘a’);\n", "say(‘b’);\n", "say('b');\n"],
  ["an apostrophe", "// it's a\n", "// it’s a\n", "// it’s b, isn’t it\n", "// it's b, isn't it\n"],
  ["an apostrophe within quotes", "say('hi')\n", "say(‘hi’)\n", "say(‘it’s’)\n", "say('it’s')\n"],
  ["an apostrophe in a piece of a line", "x = say('hi');\n", "say(‘hi’)", "say(‘it’s’)", "x = say('it’s');\n"],
  ["a string with one", "x = 'a'\n", "x = ‘a’\n", "x = ‘don’t go’\n", "x = 'don’t go'\n"],
  ["a word of a shell with one", "echo 'a'\n", "echo ‘a’\n", "echo ‘what’s up’\n", "echo 'what’s up'\n"],
  ["an apostrophe within plain quotes", "say('a')\n", "say(‘a’)\n", "say('it’s', ‘b’)\n", "say('it’s', 'b')\n"],
  ["an apostrophe within double quotes", 'say("a")\n', "say(“a”)\n", "say(“it’s”)\n", 'say("it\'s")\n'],
  ["quotes within quotes", 'say("a")\n', "say(“a”)\n", "say(“he said “x””)\n", 'say("he said “x”")\n'],
  ["quotes within others", 'say("a")\n', "say(“a”)\n", "say(“he said ‘x’”)\n", "say(\"he said 'x'\")\n"],
  ["several low quotes", 'say("a")\n', "say(„a“)\n", "say(„b“, „c“)\n", 'say("b", "c")\n'],
  ["dashes", "x = a - b;\n", "x = a – b;\n", "x = a – b – c;\n", "x = a - b - c;\n"],
  ["a minus sign", "x = -1;\n", "x = −1;\n", "x = −2;\n", "x = -2;\n"],
  ["no-break spaces", "a = 1\n", "a\u00a0= 1\n", "a\u00a0=\u00a02\n", "a = 2\n"],
  ["narrow no-break spaces", "a = 1\n", "a\u202f= 1\n", "b\u202f=\u202f2\n", "b = 2\n"],
  ["dots", 'f("a", ...b)\n', "f(“a”, ...b)\n", "f(“c”, …b)\n", 'f("c", ...b)\n'],
  ["kinds that the search has not", 'f("a")\n', "f(“a”)\n", "f(“b”, ‘c’, d – e)\n", "f(\"b\", 'c', d - e)\n"],
  ["a piece of a line", 'x = f("a") + 1;\n', "f(“a”)", "f(“b”, “c”)", 'x = f("b", "c") + 1;\n'],
  ["low quotes", 'say("a");\n', "say(„a“);\n", "say(„b“);\n", 'say("b");\n'],
  [
    "new lines beside kept ones",
    'a("x");\nb();\n',
    "a(“x”);\nb();\n",
    "a(“x”);\nc(“y”, ‘z’);\nb();\n",
    'a("x");\nc("y", \'z\');\nb();\n',
  ],
  ["lines that were exact, too", 'a("x");\nb(1);\n', "a(“x”);\nb(1);\n", "a(“x”);\nb(“y”);\n", 'a("x");\nb("y");\n'],
  [
    "in another indentation",
    '    a("x");\n    b();\n',
    "a(“x”);\nb();\n",
    "a(“x”);\nif (c) {\n  b(“y”);\n}\n",
    '    a("x");\n    if (c) {\n      b("y");\n    }\n',
  ],
  ["in a CRLF file", 'a("x");\r\nb();\r\n', "a(“x”);\nb();\n", "a(“y”);\nb(“z”);\n", 'a("y");\r\nb("z");\r\n'],
  [
    "around lines left out",
    'f("a");\ng();\nh(1);\n',
    "f(“a”);\n...\nh(1);\n",
    "f(“b”);\n...\nh(“c”);\n",
    'f("b");\ng();\nh("c");\n',
  ],
  ["beside accents of another form", 'cafe\u0301("a")\n', "café(“a”)\n", "café(“b”)\n", 'cafe\u0301("b")\n'],
];

/** The file has typeset characters, the model wrote plain ones. */
const typeset: Row[] = [
  ["an apostrophe", "// it’s a\n", "// it's a\n", "// it's b\n", "// it’s b\n"],
  ["quotes around what changes", "Say “yes” now.\n", 'Say "yes" now.\n', 'Say "no" now.\n', "Say “no” now.\n"],
  ["dashes", "One – two – three\n", "One - two - three\n", "One - two - four\n", "One – two – four\n"],
  ["no-break spaces", "10\u00a0km far\n", "10 km far\n", "10 km near\n", "10\u00a0km near\n"],
  ["what is taken over of a line", "“a” – b, c\n", '"a" - b, c\n', '"a" - b, c, d\n', "“a” – b, c, d\n"],
  ["new quotes as they are written", "log(“a”) + b\n", 'log("a") + b\n', "log('x') + b\n", "log('x') + b\n"],
  ["quotes in pairs", "say(“a”, x)\n", 'say("a", x)\n', 'say("b" + c, x)\n', 'say("b" + c, x)\n'],
  ["new lines as they are written", "// it’s\nb\n", "// it's\nb\n", '// it\'s\n"c"\nb\n', '// it’s\n"c"\nb\n'],
  ["accents", "cafe\u0301 = 1;\n", "café = 1;\n", "café = 2;\n", "cafe\u0301 = 2;\n"],
  ["in a piece of a line", "x = t(“it’s”, 1);\n", 't("it\'s", 1)', 't("it\'s", 2)', "x = t(“it’s”, 2);\n"],
  ["in another indentation", "    // it’s a\n    b\n", "// it's a\nb\n", "// it's c\nb\n", "    // it’s c\n    b\n"],
];

/** The file has both. */
const mixed: Row[] = [
  ["plain quotes around an apostrophe", 't("don’t");\n', "t(“don’t”);\n", "t(“don’t”, “x”);\n", 't("don’t", "x");\n'],
  ["typeset quotes in plain ones", "t('“a” b');\n", "t(‘“a” b’);\n", "t(‘“a” c’);\n", "t('“a” c');\n"],
  [
    "an apostrophe in plain quotes of its kind",
    "t('don’t');\n",
    "t(‘don’t’);\n",
    "t(‘don’t’);\nt(‘can’t’);\n",
    "t('don’t');\nt('can’t');\n",
  ],
];

/** Found as it is: the replacement is literal. */
const literal: Row[] = [
  ["plain quotes become typeset", 'Say "a".\n', 'Say "a".\n', "Say “a”.\n", "Say “a”.\n"],
  ["typeset quotes become plain", "Say “a”.\n", "Say “a”.\n", 'Say "a".\n', 'Say "a".\n'],
  ["typeset text in an exact place", "a();\n", "a();\n", "a(“b” – ‘c’…);\n", "a(“b” – ‘c’…);\n"],
  ["in another indentation", "    a();\n    b();\n", "a();\nb();\n", "a(“x”);\nb();\n", "    a(“x”);\n    b();\n"],
  ["with white space at the ends", "a(); \nb();\n", "a();\nb();\n", "a(“x”);\nb();\n", "a(“x”);\nb();\n"],
];

describe("replace: the file's own typography", () => {
  for (const [title, rows] of Object.entries({
    "writes plain characters into plain text": plain,
    "keeps typeset characters": typeset,
    "tells them apart where there are both": mixed,
    "writes what is asked where the search is exact": literal,
  }))
    describe(title, () => {
      for (const [name, file, oldText, newText, expected] of rows)
        it(name, () => {
          const result = replace(file, { oldText, newText });
          assert.ok(result.ok, result.ok ? "" : result.error.message);
          assert.equal(result.text, expected);
          if (!oldText.endsWith("\n") || oldText.includes("...")) return;
          const rows = [
            ...oldText
              .trimEnd()
              .split("\n")
              .map((line) => `-${line}`),
          ];
          const text = [
            "--- a/a",
            "+++ b/a",
            "@@ ... @@",
            ...rows,
            ...newText
              .trimEnd()
              .split("\n")
              .map((line) => `+${line}`),
            "",
          ];
          const patched = applyEdit(file, { kind: "diff", text: text.join("\n") });
          assert.ok(patched.ok, patched.ok ? "" : patched.error.message);
          assert.equal(patched.text.replace(/ +$/gm, ""), expected);
        });
    });
  it("says that nothing changes where only the typography of the edit differs from the file's", () => {
    const result = replace('say("a");\nb();\n', { oldText: "say(“a”);\nb();\n", newText: "say(‟a”);\nb();\n" });
    assert.ok(!result.ok && result.error.kind === "no-change");
  });
  it("takes long lines as a whole", () => {
    const long = "a".repeat(3000);
    const result = replace(`x("${long}");\n`, { oldText: `x(“${long}”);\n`, newText: `y(“${long}”);\n` });
    assert.ok(result.ok && result.text === `y("${long}");\n`);
  });
});
