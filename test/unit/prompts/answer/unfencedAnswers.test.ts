import assert from "node:assert/strict";
import { readAnswer } from "../../../../src/prompts/answer/readAnswer.ts";

/** Answers without a fence that are code as a whole: [name, region, answer]. */
const code: [string, string, string][] = [
  [
    "applescript",
    'tell application "Finder"\n  open home\nend tell',
    'tell application "Finder"\n  activate\n  open the home folder\nend tell',
  ],
  [
    "latex",
    "\\section{Intro}\nThis is a paper about cats and dogs.",
    "\\section{Introduction}\nThis paper is about cats, dogs and birds.",
  ],
  [
    "json i18n",
    '{\n  "hello": "Hello there",\n  "bye": "Bye"\n}',
    '{\n  "hello": "Hallo zusammen",\n  "bye": "Tschüss"\n}',
  ],
  [
    "plain text file",
    "buy milk and eggs\ncall mum about the party\n",
    "Buy milk and eggs.\nCall mum about the party on Sunday.",
  ],
  ["comment region to code", "// compute the sum of all prices\n", "const sum = prices.reduce((a, b) => a + b, 0);"],
  [
    "comment py to code",
    "# read the file and print each line\n",
    'with open("x") as f:\n    for line in f:\n        print(line)',
  ],
  [
    "dockerfile",
    "FROM node:20\nRUN npm install\nCMD node app.js\n",
    'FROM node:22-alpine\nRUN npm ci --omit=dev\nCMD ["node", "app.js"]',
  ],
  ["env", "PORT=3000\nHOST=localhost\n", "PORT=8080\nHOST=0.0.0.0"],
  [
    "sql where",
    "select * from users where name is not null order by name",
    "select id, name from users where name is not null and active order by name",
  ],
  ["cobol", "ADD A TO B GIVING C.\nDISPLAY C.\n", "COMPUTE C = A + B.\nDISPLAY C."],
  [
    "vb",
    'If x > 1 Then\n  MsgBox "Too many"\nEnd If\n',
    'If x > 2 Then\n  MsgBox "There are too many of them"\nEnd If',
  ],
  ["lisp", "(defun f (x) (+ x 1))", "(defun f (x) (1+ x))"],
  [
    "vue",
    "<template>\n  <p>Welcome to the shop of my dear friend</p>\n</template>",
    "<template>\n  <p>Welcome to our shop, my dear friend</p>\n</template>",
  ],
  ["html text only", "<p>Some words are here for you.</p>", "<p>Other words are here for you now.</p>"],
  ["md list", "- first do this thing\n- then do that thing\n", "1. First do this thing.\n2. Then do that thing."],
  [
    "md question",
    "# FAQ\n\nHow do I install it? Run the installer.\n",
    "# FAQ\n\n## How do I install it?\n\nRun the installer, then restart.",
  ],
  ["jsdoc only", "/** Adds two numbers. */\n", "/**\n * Adds two numbers and returns the sum.\n */"],
  ["py docstring only", '"""Adds two numbers."""\n', '"""Add two numbers and return the sum of them."""'],
  ["string", '"Please enter your name"', '"Please enter your full name, then press Enter."'],
  [
    "string2",
    '  throw new Error("not found");\n',
    "  throw new Error(`Could not find the file you asked for: ${path}`);",
  ],
  ["true", "true", "false"],
  ["ident", "foo", "userCount"],
  ["number arg", "1000", "60 * 1000"],
  ["makefile", "build:\n\tgcc -o a a.c\n", "build: a.c\n\tgcc -O2 -Wall -o a a.c"],
  [
    "toml",
    '[package]\nname = "x"\ndescription = "A tool"\n',
    '[package]\nname = "x"\ndescription = "A small tool that checks files for you."',
  ],
  [
    "yaml prose",
    "description: does things\nname: x\n",
    "description: This workflow builds the project and runs all tests on every push.\nname: x",
  ],
  ["assembly", "mov eax, 1\nadd eax, 2\nret\n", "mov eax, 3\nret"],
  ["rust", "fn f(x: i32) -> i32 { x + 1 }", "fn f(x: i32) -> i32 {\n    x.saturating_add(1)\n}"],
  ["perl", 'print "hi\\n" if $x;', 'say "hi" if $x;'],
  ["regex", "/^[a-z]+$/", "/^[a-z0-9_-]+$/i"],
  ["css one", "color: red;", "color: var(--accent);"],
  [
    "go err",
    "if err != nil {\n\treturn err\n}\n",
    'if err != nil {\n\treturn fmt.Errorf("could not read the config file: %w", err)\n}',
  ],
  ["cyrillic comments", 'print("a")\n', '# Печатает букву а на экран\nprint("a")'],
  ["chinese strings", 'alert("ok")', 'alert("操作已成功完成，请继续")'],
  [
    "haiku identifiers",
    "let total = 0\nfor each item in cart do total += item.price\n",
    "let total = cart.sum(item => item.price)",
  ],
  ["sorry in code", 'return "x"', 'return "Sorry, I can\'t do that."'],
  ["rename all", "a = b + c", "total = price + tax"],
  [
    "jinja",
    "{% for u in users %}\n{{ u }}\n{% endfor %}",
    "<ul>\n{% for user in users %}\n  <li>{{ user }}</li>\n{% endfor %}\n</ul>",
  ],
  ["csv", "name,age\nAnn,3\n", "name,age,city\nAnn,3,Rome"],
  ["gitignore", "node_modules\ndist\n", "node_modules/\ndist/\n*.log"],
  ["empty fn", "function f() {}", "function f() {\n  // nothing to do here yet\n}"],
];

/** Answers that are words: [name, region, answer]. */
const words: [string, string, string][] = [
  ["ok as is", "function f() { return 1; }", "Looks good to me"],
  ["short no punct", "function f() { return 1; }", "No change needed"],
  ["names code", "function f(a) { return a; }", "The function f already returns a."],
  ["f() already", "function total(a) { return a; }", "`total(a)` is already as simple as it can be."],
  ["return", "function total(a) { return a; }", "Do you want total to return a number or a string?"],
  [
    "w/ unfenced snippet",
    "function total(a) {\n  let s = 0;\n  for (const x of a) s += x;\n  return s;\n}\n",
    "Should I use reduce, like this?\n\nreturn a.reduce((s, x) => s + x, 0);\n\nOr keep the loop?",
  ],
  ["md bullets bold", "x = 1", "I can't do this because:\n\n* **Scope**: it is global.\n* **Type**: it is unknown."],
  ["table", "x = 1", "| Option | Effect |\n|---|---|\n| A | keeps x |\n| B | drops x |\n\nWhich one do you want?"],
  ["error json", "const x = 1;", '{"error": "I cannot help with that request."}'],
  ["sorry lower", "x = 1", "sorry, can't do that"],
  ["I cannot", "x = 1", "I cannot fulfill this request"],
  ["As an AI", "x = 1", "As an AI language model, I can't modify files directly."],
  ["ellipsis", "x = 1", "Hmm..."],
  ["emoji", "x = 1", "👍 Done!"],
  ["turkish", "function iki() { return 2; }", "Üzgünüm, bu konuda yardımcı olamam."],
  ["vietnamese", "function f() { return 2; }", "Xin lỗi, tôi không thể giúp với yêu cầu này."],
  ["thai", "function f() { return 2; }", "ขออภัย ฉันไม่สามารถช่วยเรื่องนี้ได้"],
  ["hebrew", "function f() { return 2; }", "מצטער, אני לא יכול לעזור בזה."],
  ["heading+numbered", "function f() { return 2; }", "### Questions\n1. What is the unit?\n2. What about negatives?"],
  [
    "option list",
    "function f(x) { return x; }",
    "Option 1: use Math.round(x)\nOption 2: use x.toFixed(2)\n\nPlease choose.",
  ],
  ["colon list", "function f(x) { return x; }", "Please specify:\n- currency\n- rounding"],
  ["quoted", "function f(x) { return x; }", '"simplify" is ambiguous here; what do you mean by it?'],
  ["with error trace", "x = 1", "Error: context length exceeded"],
  ["thinking", "function f(x) { return x; }", "Let me think about what f does with x first. It returns x unchanged."],
  ["single rejected", "function f(x) { return x; }", "Unable to comply."],
  ["first-user with code mention", "const a = b ? c : d;", "You have `b ? c : d` here, which I would leave as is."],
  [
    "prose for python region",
    "def f(x):\n    return x\n",
    "I could not find anything to improve in f(x): it returns x, and that is all.",
  ],
];

describe("an answer without a fence, in many languages,", () => {
  for (const [name, region, answer] of code) {
    it(`is code: ${name}`, () => assert.deepEqual(readAnswer(answer, region), { type: "code", code: answer }));
  }
  for (const [name, region, answer] of words) {
    it(`is words: ${name}`, () => assert.deepEqual(readAnswer(answer, region), { type: "words", words: answer }));
  }
});
