import assert from "node:assert/strict";
import { type Answer, readAnswer } from "../../../../src/prompts/answer/readAnswer.ts";

const two = "function two() {\n  return 2;\n}\n";
const price = "\tprice(net) {\n\t\treturn net - tax(net);\n\t}\n";
const python =
  "def total(items):\n    result = 0\n    for item in items:\n        result += item.price\n    return result\n";
const sql = "SELECT name FROM users WHERE age > 18 ORDER BY name\n";
const yaml = "services:\n  web:\n    image: nginx\n    ports:\n      - 80:80\n";
const readme =
  "# Setup\n\nFirst you install the tool and then you run it with the file you want to have checked.\n\nIs it slow? Use the cache.\n";
const css = ".button {\n  color: red;\n}\n";
const shell = "cp -r src dist && rm -rf tmp\n";
const ruby = 'def greet(name)\n  puts "Hello #{name}"\nend\n';
const gherkin =
  "Given a user with an account\nWhen the user signs in with the right password\nThen the user sees the start page\n";
const html = "<p>Welcome to our shop.</p>\n<p>We sell books and records.</p>\n";
const haskell = "add a b = a + b\n";

/** Answers that are words: [name, answer, region]. */
const words: [string, string, string][] = [
  [
    "a question with a list",
    "I need a bit more information:\n- Which currency?\n- Which rounding?\nOnce I know, I can rewrite the function.",
    two,
  ],
  ["a refusal", "I'm sorry, but I can't help with that.", two],
  ["nothing to change", "The function already returns 2, so there is nothing to change.", two],
  ["a curly apostrophe", "I’m sorry, but I can’t help with that.", two],
  ["a short question", "Which tax?", price],
  ["one word", "Done.", two],
  ["two words", "No changes.", two],
  ["a word without a sign", "N/A", two],
  ["an exclamation", "Sure!", two],
  ["only an introduction", "Sure, here is the rewritten function:", two],
  [
    "an explanation with inline code",
    "You could use `net * (1 + rate)` instead of `net - tax(net)`, since the sign is wrong there.",
    price,
  ],
  [
    "an explanation of steps",
    "1. Rename the variable.\n2. Return it at the end.\n3. Remove the loop that is not needed.",
    python,
  ],
  ["a heading and words", "## Summary\n\nThe loop adds up the prices of all items.", python],
  ["bold words", "**Note:** The code looks fine to me as it is.", python],
  ["a quote of the code", "The line\n\n    return 2;\n\nalready does what you ask for.", two],
  [
    "a quote of the whole with a refusal",
    "I cannot change this:\n\nfunction two() {\n  return 2;\n}\n\nIt is needed as it is. What should it return?",
    two,
  ],
  ["German", "Das kann ich leider nicht beantworten. Welche Währung ist gemeint?", price],
  ["German without a question", "Die Funktion gibt bereits 2 zurück, es ist also nichts zu ändern.", two],
  ["French", "Je suis désolé, mais je ne peux pas vous aider avec cette demande.", two],
  ["French, short", "Quelle devise voulez-vous utiliser ?", price],
  ["Spanish", "Lo siento, no puedo ayudarte con eso.", two],
  ["Spanish question", "¿Qué moneda quieres usar en esta función?", price],
  ["Portuguese", "Desculpe, preciso de mais informações sobre o que a função deve fazer.", two],
  ["Italian", "La funzione restituisce già il valore giusto, quindi non c'è niente da cambiare.", two],
  ["Dutch", "Helaas kan ik dat niet doen zonder meer informatie.", two],
  ["Polish", "Przepraszam, nie mogę w tym pomóc bez dodatkowych informacji.", two],
  ["Russian", "Извините, я не могу помочь с этим.", two],
  ["Russian with code", "Функция two уже возвращает 2, менять нечего.", two],
  ["Chinese", "抱歉，我无法帮助您完成此操作。", two],
  ["Chinese question", "请问您想使用哪种货币？", price],
  ["Japanese", "申し訳ありませんが、もう少し情報が必要です。", two],
  ["Korean", "죄송하지만 더 많은 정보가 필요합니다.", two],
  ["Arabic", "آسف، لا يمكنني المساعدة في ذلك.", two],
  ["Hindi", "क्षमा करें, मुझे और जानकारी चाहिए।", two],
  ["Greek", "Λυπάμαι, δεν μπορώ να βοηθήσω με αυτό.", two],
  ["words about SQL", "Which table should I join, and on which column do you want to do it?", sql],
  ["words about YAML", "I would need to know which ports the other services use.", yaml],
  ["a question about prose", "Could you tell me who the readers are?", readme],
  ["a refusal about prose", "I'm sorry, I can't rewrite this text.", readme],
  ["words about a page", "What should the page say instead?", html],
  ["words about a command", "I won't write a command that deletes files without knowing more.", shell],
  [
    "a fence that is an example",
    "Do you mean something like this?\n```js\nround(x);\n```\nOr should it be rounded down?",
    two,
  ],
  ["a fence after a request", "Please tell me the rate, for example:\n```js\nconst rate = 0.19;\n```", price],
  ["a command to run", "Install the library first:\n```bash\nnpm install big.js\n```\nThen I can rewrite it.", price],
  ["an output", "It prints this at the moment:\n```text\nundefined\n```\nWhat should it print?", two],
  ["an example in German", "Ich brauche mehr Angaben, zum Beispiel:\n```js\nconst satz = 0.19;\n```", price],
];

/** Answers that are code: [name, answer, region, code]; without the last the whole answer. */
const code: [string, string, string, string?][] = [
  ["only a fence", "```js\nfunction two() {\n  return 3;\n}\n```", two, "function two() {\n  return 3;\n}"],
  ["a fence after an introduction", "Sure:\n```ts\nconst a = 1;\n```\nDone.", two, "const a = 1;"],
  ["an empty fence", "```\n\n```", two, ""],
  ["a longer fence around a shorter one", "````md\n```\nx\n```\n````", readme, "```\nx\n```"],
  ["tildes", "~~~\nx\n~~~", two, "x"],
  ["no closing fence", "```ts\nconst a = 1;\n", two, "const a = 1;"],
  ["a fence before an offer", `\`\`\`js\n${two}\`\`\`\nWould you like me to add tests too?`, two, two.trimEnd()],
  [
    "a fence after a doubt",
    `I can't run it, but here it is:\n\`\`\`js\n${two.replace("2;", "3;")}\`\`\``,
    two,
    two.replace("2;", "3;").trimEnd(),
  ],
  [
    "what comes after what was",
    `Before:\n\`\`\`js\n${two}\`\`\`\nAfter:\n\`\`\`js\n${two.replace("2;", "3;")}\`\`\``,
    two,
    two.replace("2;", "3;").trimEnd(),
  ],
  ["a shell script's fence", "```sh\ncp -r src dist\n```", shell, "cp -r src dist"],
  ["the function", "function two() {\n  return 3;\n}", two],
  ["blank lines around it", "\n\nfunction two() {\n  return 3;\n}\n\n", two, "function two() {\n  return 3;\n}"],
  ["an indentation of its own", "    price(net) {\n        return net + tax(net);\n    }", price],
  ["an arrow in place of it", "const two = () => 2;", two],
  [
    "with a comment of words",
    "// This function returns the number two, which is what we want here.\nfunction two() {\n  return 2;\n}",
    two,
  ],
  [
    "with documentation",
    "/**\n * Returns the number two to whoever asks for it.\n * @returns the number\n */\nfunction two() {\n  return 2;\n}",
    two,
  ],
  [
    "with a docstring",
    'def total(items):\n    """Add up the prices of all items.\n\n    Returns the sum of them all.\n    """\n    return sum(item.price for item in items)',
    python,
  ],
  [
    "with words in quotes",
    'function two() {\n  throw new Error("This should never happen here, please report it.");\n}',
    two,
  ],
  ["with words in another language", "function two() {\n  // Возвращает число два\n  return 2;\n}", two],
  ["a comprehension", "def total(items):\n    return sum(item.price for item in items)", python],
  ["a query", "SELECT name, age FROM users WHERE age >= 21 ORDER BY name", sql],
  ["a file of settings", "services:\n  web:\n    image: nginx:1.27\n    ports:\n      - 8080:80", yaml],
  ["a rule", ".button {\n  color: blue;\n}", css],
  ["a command", "cp -R src/. dist/ && rm -rf tmp", shell],
  ["Ruby", 'def greet(name)\n  puts "Hi there, my dear #{name}!"\nend', ruby],
  ["Haskell", "add = (+)", haskell],
  [
    "steps of a scenario",
    "Given a user with an account\nWhen the user signs in with a wrong password\nThen the user sees the error page",
    gherkin,
  ],
  ["a page", "<p>Welcome to our little shop.</p>\n<p>We sell books and records.</p>", html],
  ["one word of it", "two", two],
  ["a number for a number", "3", "2\n"],
  ["a sign", "}", "}\n"],
  [
    "prose for prose",
    "# Setup\n\nInstall the tool, then run it with the file that you want checked.\n\nIs it slow? Use the cache.",
    readme,
  ],
  [
    "a lead of words in front",
    "Here is the rewritten function:\n\nfunction two() {\n  return 3;\n}",
    two,
    "function two() {\n  return 3;\n}",
  ],
  [
    "words after",
    "function two() {\n  return 3;\n}\n\nThis version returns three, as you asked.",
    two,
    "function two() {\n  return 3;\n}",
  ],
  [
    "a lead and its comment",
    "Sure, this is the new version:\n\n// three\nfunction two() {\n  return 3;\n}",
    two,
    "// three\nfunction two() {\n  return 3;\n}",
  ],
];

const wanted = (row: (typeof code)[number]): Answer => ({ type: "code", code: row[3] ?? row[1] });

describe("an answer to a request for code", () => {
  for (const [name, answer, region] of words) {
    it(`is words: ${name}`, () => assert.deepEqual(readAnswer(answer, region), { type: "words", words: answer }));
  }
  for (const row of code) it(`is code: ${row[0]}`, () => assert.deepEqual(readAnswer(row[1], row[2]), wanted(row)));

  it("is words where a fence holds a refusal", () => {
    const refusal = "I'm sorry, but I can't help with that.";
    assert.deepEqual(readAnswer(`\`\`\`\n${refusal}\n\`\`\``, two), { type: "words", words: refusal });
  });

  it("is empty where nothing is said", () => assert.deepEqual(readAnswer("  \n\n", two), { type: "empty" }));

  it("is words for every region of code where it is a sentence", () => {
    const sentences = words
      .map(([, answer]) => answer)
      .filter((answer) => !answer.includes("```") && !answer.includes("\n"));
    for (const region of [two, price, python, sql, yaml, css, shell, ruby, haskell]) {
      for (const sentence of sentences)
        assert.equal(readAnswer(sentence, region).type, "words", `${sentence} for ${region}`);
    }
  });

  it("is the region's own text where a model repeats it", () => {
    for (const region of [two, price, python, sql, yaml, readme, css, shell, ruby, gherkin, html, haskell])
      assert.deepEqual(readAnswer(region, region), { type: "code", code: region.trimEnd() });
  });
});
