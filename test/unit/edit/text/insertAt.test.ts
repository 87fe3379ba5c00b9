import assert from "node:assert/strict";
import { insertedCode, type InsertPlace } from "../../../../src/edit/text/insertAt.ts";

const place = (before: string, more: Partial<InsertPlace> = {}): InsertPlace => ({
  before,
  replaced: "",
  after: "",
  indent: "    ",
  ...more,
});

describe("code put in at the cursor", () => {
  const cases: [string, string, InsertPlace, string][] = [
    ["one line ends no line", "sum(prices)\n", place("total = "), "sum(prices)"],
    ["one line before text stays in the line", "sum(prices)\n", place("total = ", { after: " + 1" }), "sum(prices)"],
    ["one line before all text of a line is a line of its own", "a()\n", place("  ", { after: "b()" }), "a()\n  "],
    ["at the very start of a line too", "a()\n", place("", { after: "b()" }), "a()\n"],
    ["one line over a selected one leaves no empty line", "b = 2\n", place("", { replaced: "a = 1" }), "b = 2"],
    ["one line over a line with its break keeps the break", "b = 2\n", place("", { replaced: "a = 1\n" }), "b = 2\n"],
    [
      "further lines take the place's indentation",
      "def b(self):\n    return 1\n",
      place("    "),
      "def b(self):\n        return 1",
    ],
    [
      "code that has the place's indentation already gets no more of it",
      "    def b(self):\n        return 1\n",
      place("    "),
      "def b(self):\n        return 1",
    ],
    [
      "spaces become tabs in a file of tabs",
      "if (a) {\n  b();\n}\n",
      place("\t", { indent: "\t" }),
      "if (a) {\n\t\tb();\n\t}",
    ],
    [
      "spaces become tabs where the place is indented by tabs",
      "if (a) {\n  b();\n}\n",
      place("\t", { indent: "    " }),
      "if (a) {\n\t\tb();\n\t}",
    ],
    [
      "tabs become spaces in a file of spaces",
      "if (a) {\n\tb();\n}\n",
      place("  ", { indent: "  " }),
      "if (a) {\n    b();\n  }",
    ],
    [
      "two blanks a level become four",
      "if (a) {\n  if (b) {\n    c();\n  }\n}\n",
      place(""),
      "if (a) {\n    if (b) {\n        c();\n    }\n}",
    ],
    ["blank lines stay blank", "a()\n\nb()\n", place("    "), "a()\n\n    b()"],
    [
      "lines before the text of their line end with a break",
      "a()\nb()\n",
      place("    ", { after: "return" }),
      "a()\n    b()\n    ",
    ],
    ["at the start of a line code keeps its own depth", "    a()\n    b()\n", place(""), "    a()\n    b()"],
    [
      "a call over several lines stays one",
      "sum(\n    a,\n    b,\n)\n",
      place("    total = "),
      "sum(\n        a,\n        b,\n    )",
    ],
    ["aligned lines stay aligned", "f(a,\n  b)\n", place(""), "f(a,\n    b)"],
    ["odd alignment is left as it is", "f(aaa,\n     b)\n", place(""), "f(aaa,\n     b)"],
    ["line ends of the code do not matter", "a()\r\nb()\r\n", place("  "), "a()\n  b()"],
    ["several breaks at the end are none", "a()\n\n\n", place(""), "a()"],
    ["nothing is nothing", "", place("x"), ""],
  ];
  for (const [title, code, at, expected] of cases) {
    it(title, () => assert.equal(insertedCode(code, at), expected));
  }
});
