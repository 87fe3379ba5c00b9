/** How a language writes a comment, the three functions, and the first one rewritten. */
export type Syntax = { comment: (words: string) => string; file: string; now: (comment: string) => string };

export const python: Syntax = {
  comment: (words) => `# ${words}`,
  file: "def load(path):\n    data = read(path)\n    return data\n\n\ndef save(path, data):\n    write(path, data)\n\n\ndef check(data):\n    return len(data) > 0\n",
  now: (comment) => `def load(path):\n    return parse(read(path))\n\n\n${comment}\n`,
};
export const script: Syntax = {
  comment: (words) => `// ${words}`,
  file: "class Store {\n  load(path) {\n    return read(path);\n  }\n\n  save(path, data) {\n    write(path, data);\n  }\n\n  check(data) {\n    return data.length > 0;\n  }\n}\n",
  now: (comment) => `class Store {\n  load(path) {\n    return parse(read(path));\n  }\n\n  ${comment}\n}\n`,
};

/** Texts that stand for something by a placeholder: [name, file, text]. */
export const refused: [string, string, string][] = [
  [
    "a comment in a block's first line",
    script.file,
    "class Store {\n  load(path) {\n    return 1;\n  }\n  save(path, data) { // unchanged\n  }\n  check(data) { // unchanged\n  }\n}\n",
  ],
  [
    "only the block's first line",
    "class A {\n  foo() {\n    a();\n  }\n  bar() {\n    b();\n  }\n}\n",
    "class A {\n  foo() {\n    c();\n  }\n\n  bar() { // unchanged\n}\n",
  ],
  [
    "after an empty body",
    script.file,
    script.file.replace(/save[^]*?\n {2}\}/, "save(path, data) {} // same as before"),
  ],
  ["in an empty body", script.file, script.file.replace(/save[^]*?\n {2}\}/, "save(path, data) { /* unchanged */ }")],
  ["after a signature", script.file, script.now("save(path, data); // unchanged\n  check(data); // unchanged")],
  ["after a Python stub", python.file, python.now("def save(path, data): ...  # unchanged")],
  ["after pass", python.file, python.file.replace("    write(path, data)", "    pass  # unchanged")],
  [
    "after a Python header",
    python.file,
    python.file.replace("def save(path, data):\n    write(path, data)", "def save(path, data):  # stays as it was"),
  ],
  ["as a Python body", python.file, python.file.replace("    write(path, data)", "    # body as before")],
  [
    "as a docstring that is the body",
    python.file,
    python.file.replace("    write(path, data)", '    """Stays the same."""'),
  ],
  ["as a body in braces", script.file, script.file.replace("    write(path, data);", "    // stays as it was")],
  [
    "elements of an HTML page",
    "<ul>\n  <li>a</li>\n  <li>b</li>\n  <li>c</li>\n</ul>\n",
    "<ul>\n  <li>x</li>\n  <!-- rest -->\n</ul>\n",
  ],
  [
    "elements named by their tags",
    "<header>\n  <h1>A</h1>\n</header>\n<main>\n  <p>x</p>\n</main>\n<footer>\n  <p>c</p>\n</footer>\n",
    "<header>\n  <h1>B</h1>\n</header>\n<!-- main and footer unchanged -->\n",
  ],
  [
    "JSX elements",
    "<A>\n  <B one />\n  <C two />\n  <D three />\n</A>\n",
    "<A>\n  <B four />\n  {/* other elements */}\n</A>\n",
  ],
  [
    "rules of a CSS file",
    ".a {\n  x: 1;\n}\n.b {\n  y: 2;\n}\n.c {\n  z: 3;\n}\n",
    ".a {\n  x: 2;\n}\n/* .b and .c unchanged */\n",
  ],
  [
    "the other CSS rules",
    ".a {\n  x: 1;\n}\n.b {\n  y: 2;\n}\n.c {\n  z: 3;\n}\n",
    ".a {\n  x: 2;\n}\n/* other rules */\n",
  ],
  ["YAML keys", "db:\n  url: a\ncache:\n  ttl: 1\nlog:\n  level: b\n", "db:\n  url: c\n# cache and log: unchanged\n"],
  [
    "the rest of a YAML file",
    "db:\n  url: a\ncache:\n  ttl: 1\nlog:\n  level: b\n",
    "db:\n  url: c\n# remaining settings\n",
  ],
  [
    "sections of an INI file",
    "[db]\nurl = a\n[cache]\nttl = 1\n[log]\nlevel = b\n",
    "[db]\nurl = c\n; cache and log stay the same\n",
  ],
  [
    "JSON keys",
    '{\n  "a": 1,\n  "scripts": {\n    "b": 2,\n    "c": 3\n  }\n}\n',
    '{\n  "a": 2,\n  // scripts unchanged\n}\n',
  ],
  [
    "SQL queries",
    "CREATE TABLE a (\n  x int\n);\nCREATE TABLE b (\n  y int\n);\n",
    "CREATE TABLE a (\n  x bigint\n);\n-- table b unchanged\n",
  ],
  [
    "Go functions",
    "func (s *S) Load() {\n\ta()\n}\n\nfunc (s *S) Save() {\n\tb()\n}\n",
    "func (s *S) Load() {\n\tc()\n}\n\n// Save stays as it is\n",
  ],
  [
    "Rust functions",
    "fn load() {\n    a();\n}\n\npub(crate) async fn save() {\n    b();\n}\n",
    "fn load() {\n    c();\n}\n\n// save: unchanged\n",
  ],
  [
    "Java methods",
    "class A {\n  void load() {\n    a();\n  }\n\n  public static List<String> save(int x) throws E {\n    b();\n  }\n}\n",
    "class A {\n  void load() {\n    c();\n  }\n\n  // save(int) unchanged\n}\n",
  ],
  [
    "C functions with braces on lines of their own",
    "void load()\n{\n  a();\n}\n\nstatic int save(void)\n{\n  b();\n}\n",
    "void load()\n{\n  c();\n}\n\n/* save() unchanged */\n",
  ],
  ["shell functions", "load() {\n  a\n}\n\nsave() {\n  b\n}\n", "load() {\n  c\n}\n\n# save stays the same\n"],
  [
    "Ruby methods",
    "class A\n  def load\n    a\n  end\n\n  def save!\n    b\n  end\nend\n",
    "class A\n  def load\n    c\n  end\n\n  # save! unchanged\nend\n",
  ],
  [
    "PHP functions",
    "<?php\nfunction load() {\n  a();\n}\nfunction save() {\n  b();\n}\n",
    "<?php\nfunction load() {\n  c();\n}\n// save() unchanged\n",
  ],
  [
    "Lua functions",
    "function M.load()\n  a()\nend\n\nlocal function save()\n  b()\nend\n",
    "function M.load()\n  c()\nend\n\n-- save() unchanged\n",
  ],
  [
    "Lisp functions",
    "(defun load ()\n  (a))\n\n(defun save-all ()\n  (b))\n",
    "(defun load ()\n  (c))\n\n;; save-all unchanged\n",
  ],
  [
    "Kotlin functions",
    "fun load() {\n    a()\n}\n\ndata class Item(val x: Int)\n",
    "fun load() {\n    c()\n}\n\n// data class Item unchanged\n",
  ],
  [
    "Elixir functions",
    "defmodule A do\n  def load do\n    a()\n  end\n\n  defp save(x) do\n    b()\n  end\nend\n",
    "defmodule A do\n  def load do\n    c()\n  end\n\n  # save/1 unchanged\nend\n",
  ],
  [
    "arrow functions",
    "const load = () => {\n  a();\n};\n\nexport const save = async (x) => {\n  b();\n};\n",
    "const load = () => {\n  c();\n};\n\n// save unchanged\n",
  ],
  [
    "TypeScript types",
    "interface A {\n  a: string;\n}\n\nexport type B = {\n  b: string;\n};\n",
    "interface A {\n  a: number;\n}\n\n// type B unchanged\n",
  ],
  [
    "Markdown headings",
    "## Set-up\n\nDo this.\n\n## Use\n\nDo that.\n\n## License\n\nMIT\n",
    "## Set-up\n\nDo it.\n\n<!-- Use and License unchanged -->\n",
  ],
  ["makefile targets", "all:\n\ta\n\nclean:\n\tb\n\ninstall:\n\tc\n", "all:\n\td\n\n# clean and install unchanged\n"],
];

/** Texts that only look so: [name, file, text]. */
export const taken: [string, string, string][] = [
  [
    "a comment that the file had already",
    python.file.replace("def save", "# everything else stays the same\ndef save"),
    python.now("# everything else stays the same"),
  ],
  [
    "a comment that the file had in another indentation",
    script.file.replace("  save", "  // save unchanged\n  save"),
    script.now("// save unchanged"),
  ],
  [
    "a comment that names code that is still there",
    python.file,
    python.file
      .replace("return data\n", "return parse(data)\n")
      .replace("def save", "# save and check are unchanged\ndef save"),
  ],
  ["a comment that names code that was never there", "a = 1\nb = 2\n", "a = 2\nb = 2\n# c and d unchanged\n"],
  [
    "a comment beside more code than before",
    "def load():\n    a()\n",
    "def load():\n    a()\n    b()\n    # keep everything else the same\n    c()\n",
  ],
  [
    "a comment in new code",
    "x = 1\n",
    "x = 1\n\n\ndef f(a, *rest):\n    # rest of the arguments are forwarded\n    return g(a, *rest)\n",
  ],
  [
    "a comment on the branches that are left",
    "if (a) {\n  x();\n  y();\n} else if (b) {\n  z();\n}\n",
    "switch (k) {\n  case a:\n    x();\n    break;\n  // all other cases\n  default:\n    z();\n}\n",
  ],
  ["a remark after a statement", "x = 1\ny = 2\nz = 3\n", "x = 1  # unchanged\ny = 5\n"],
  [
    "a remark after the first line of a block with a body",
    script.file,
    script.file.replace("check(data) {", "check(data) { // same as before").replace("    return read(path);\n", ""),
  ],
  [
    "words in quotes",
    script.file,
    script
      .now('label = "The rest stays the same";')
      .replace("    return parse(read(path));\n", '    return "save and check unchanged";\n'),
  ],
  [
    "a German text for users",
    "const t = {\n  a: 'x',\n  b: 'y',\n  c: 'z',\n};\n",
    "const t = {\n  a: 'Alles andere bleibt gleich.',\n};\n",
  ],
  ["a web address", "a\nb\nc\nd\n", "see: https://example.com/the/rest // unchanged.html\n"],
  ["a CSS selector", "#a {\n  x: 1;\n}\n#b {\n  y: 1;\n}\n.c {\n  z: 1;\n}\n", "#rest {\n  x: 1;\n}\n"],
  [
    "a renamed function with a docstring",
    "def fetch(a):\n    return a\n",
    'def fetch_all(a):\n    """Same as fetch, for all."""\n    return a\n',
  ],
  [
    "one function made from two",
    python.file,
    'def load(path):\n    """Load and check.\n\n    The file stays open.\n    """\n    return read(path)\n',
  ],
  [
    "a shorter body",
    "def f(items):\n    out = []\n    for item in items:\n        out.append(item)\n    return out\n",
    "def f(items):\n    # Keep the order of the items.\n    return list(items)\n",
  ],
  [
    "a shorter body beside unchanged functions",
    "function f(all, id) {\n  const out = [];\n  for (const one of all) {\n    out.push(one);\n  }\n  return out;\n}\n",
    "function f(all, id) {\n  // Others keep their state.\n  return all.map((one) => one);\n}\n",
  ],
  ["prose", "# Notes\n\nOne.\n\nTwo.\n\nThree.\n", "# Notes\n\nThe rest of the notes stays the same.\n"],
  ["a list in prose", "- one\n- two\n- three\n", "- the rest of us\n"],
  ["a call that looks like words", "a()\nb()\nc()\nd()\n", "keep(rest)\n"],
  ["spread arguments", "f(a)\ng(b)\nh(c)\ni(d)\n", "f(...rest)\n"],
  ["a type parameter", "type A<B> = {\n  a: B;\n  b: B;\n};\n", "type A<Rest> = Rest;\n"],
  ["a deletion", script.file, script.file.replace(/\n {2}check[^]*?\n {2}\}\n/, "")],
  ["a deletion with a remark", python.file, python.now("# save() and check() moved to storage.py, unchanged")],
];
