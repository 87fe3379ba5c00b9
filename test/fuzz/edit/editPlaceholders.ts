import assert from "node:assert/strict";
import { applyEdit, type EditResult } from "../../../src/edit/index.ts";
import type { Property } from "./editCases.ts";
import { random, type Random } from "./editRandom.ts";

/** A language that a file is written in: its comments, and a function of two lines. */
type Language = { comment: (words: string) => string; define: (name: string, body: string) => string[] };

const languages: readonly Language[] = [
  { comment: (words) => `# ${words}`, define: (name, body) => [`def ${name}(x):`, `    ${body}`] },
  { comment: (words) => `// ${words}`, define: (name, body) => [`function ${name}(x) {`, `  ${body}`, "}"] },
  {
    comment: (words) => `/* ${words} */`,
    define: (name, body) => [`static int ${name}(int x)`, "{", `\t${body}`, "}"],
  },
  { comment: (words) => `// ${words}`, define: (name, body) => [`func (s *S) ${name}(x int) {`, `\t${body}`, "}"] },
  { comment: (words) => `-- ${words}`, define: (name, body) => [`function M.${name}(x)`, `  ${body}`, "end"] },
  { comment: (words) => `; ${words}`, define: (name, body) => [`(defun ${name} (x)`, `  (${body}))`] },
  { comment: (words) => `<!-- ${words} -->`, define: (name, body) => [`<${name}>`, `  ${body}`, `</${name}>`] },
];

/** What may be left out, and that it stays, in words that go with one another: [the rest, named things, what is said]. */
const grammars: readonly [readonly string[], readonly string[], readonly string[]][] = [
  [
    ["the rest", "everything else", "all other functions", "the remaining code", "the others", "other methods"],
    ["NAMES", "the functions NAMES", "code of NAMES", "NAMES here"],
    [
      "unchanged",
      "stays the same",
      "not changed",
      "as before",
      "is left as it was",
      "remains untouched",
      "omitted for brevity",
    ],
  ],
  [
    ["der Rest", "alles andere", "alle anderen Funktionen", "restlicher Code"],
    ["NAMES", "die Funktionen NAMES"],
    ["unverändert", "bleibt gleich", "wie bisher", "bleiben, wie sie sind", "nicht geändert"],
  ],
  [
    ["le reste", "tout le reste", "les autres fonctions"],
    ["NAMES", "les fonctions NAMES"],
    ["inchangé", "sans changement", "ne change pas"],
  ],
  [
    ["el resto", "todo lo demás", "las otras funciones"],
    ["NAMES", "las funciones NAMES"],
    ["sin cambios", "permanece igual", "no cambia"],
  ],
  [["o resto", "as outras funções"], ["NAMES"], ["sem alterações", "permanece igual", "inalterado"]],
  [["il resto", "le altre funzioni"], ["NAMES"], ["invariato", "senza modifiche", "rimane uguale"]],
  [
    ["остальное", "остальной код", "все остальные функции"],
    ["NAMES", "функции NAMES"],
    ["без изменений", "не меняется", "как было"],
  ],
  [["残りは", "残りのコードは", "他の関数は"], ["NAMES は"], ["変更なし", "そのまま", "以前と同じ"]],
  [
    ["其余", "其他代码", "剩余函数"],
    ["NAMES ", "函数 NAMES "],
    ["保持不变", "不变", "没有修改"],
  ],
  [["나머지는 ", "다른 함수는 "], ["NAMES 함수는 "], ["변경 없음", "그대로", "동일"]],
];

/** What code is called that is there already, or comes here. */
const presents = [
  "existing code",
  "bestehende Funktionen",
  "hier kommt der restliche Code",
  "fonctions existantes",
  "ici vient le reste du code",
  "aquí va el resto del código",
  "métodos existentes",
  "o resto do código aqui",
  "codice esistente",
  "существующий код",
  "既存のコード",
  "现有代码",
  "기존 코드",
  "(same)",
  "rest here",
];

/** Remarks on code, of kinds that name nothing which an edit could leave out. */
const remarks = [
  "returns the OBJECT",
  "retries N times",
  "the OBJECT may be empty",
  "keeps the OBJECT sorted",
  "same OBJECT as in version N",
  "other OBJECTs are ignored",
  "the rest of the OBJECTs are sent later",
  "not called on an empty OBJECT",
  "do not change the OBJECT while it is read",
  "the OBJECT is passed as is",
  "from OBJECT to cursor",
  "existing OBJECTs are kept in order",
  "hier kommt der OBJECT an",
  "OBJECT ... cursor",
  "der Rest des OBJECTs folgt im nächsten Aufruf",
  "le reste des OBJECTs est envoyé",
  "остаток OBJECT обрабатывается",
  "OBJECT を返す",
  "返回 OBJECT 的长度",
];
const objects = ["packet", "cursor", "token", "address", "invoice", "pixel", "socket", "thread", "user", "vector"];
const verbs = [
  "load",
  "parse",
  "store",
  "fetch",
  "merge",
  "split",
  "trim",
  "sort",
  "delete_",
  "remove_",
  "alter_",
  "drop_",
];
const nouns = ["Row", "Page", "Tree", "Mail", "Font", "Zone", "Path", "Tax"];

type Case = { language: Language; names: string[]; kept: number; file: string; text: (words: string) => string };

/** A file of functions, and a text for it that has the first ones, one of them changed, and a comment for the rest. */
function fileOf(r: Random): Case {
  const language = r.pick(languages);
  const names = [...new Set(Array.from({ length: 3 + r.int(4) }, () => r.pick(verbs) + r.pick(nouns)))];
  const define = (name: string, i: number, body: string): string[] => [
    ...(i > 0 ? [""] : []),
    ...language.define(name, body),
  ];
  const kept = 1 + r.int(Math.max(1, names.length - 2));
  const all = names.map((name, i) => define(name, i, `first_${i}(); second(${i});`));
  const shown = names
    .slice(0, kept)
    .map((name, i) => define(name, i, i === 0 ? "changed();" : `first_${i}(); second(${i});`));
  const join = (lines: string[]): string => lines.join("\n") + "\n";
  return {
    language,
    names,
    kept,
    file: join(all.flat()),
    text: (words) => join([...shown.flat(), "", language.comment(words)]),
  };
}

const applied = (file: string, text: string): EditResult[] => [
  applyEdit(file, { kind: "rewrite", text }),
  applyEdit(`first\n${file}last\n`, { kind: "replace", edits: [{ oldText: file, newText: text }] }),
];

/** A comment that says, in any language, that what an edit leaves out stays: refused, by a rewrite and by a replacement. */
export const keptInWords: Property = (seed) => {
  const r = random(seed);
  const { names, kept, file, text } = fileOf(r);
  if (names.length - kept < 2) return false;
  const [rest, named, says] = r.pick(grammars);
  const lost = names.slice(kept).map((name) => (r.chance(40) ? `${name}()` : r.chance(20) ? `\`${name}\`` : name));
  const subject = r.chance(50) ? r.pick(rest) : r.pick(named).replace("NAMES", lost.join(r.pick([", ", "/", " & "])));
  const separator = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Hangul}] ?$/u.test(subject) ? "" : r.pick([" ", ": ", " - "]);
  const list = names.slice(kept).map((name) => `${name}()`);
  const said = r.chance(15)
    ? r.pick(presents)
    : r.chance(15)
      ? r.pick([
          list.join(" ... "),
          list.join(" … "),
          `${list.join(", ")} ...`,
          `... ${list.join(", ")}`,
          list.join(", "),
        ])
      : `${subject}${separator}${r.pick(says)}`;
  const words = r.pick([said, said, `(${said})`, `[${said}]`, `... ${said} ...`, `${said}.`, `--- ${said} ---`]);
  for (const result of applied(file, text(words)))
    assert.ok(
      !result.ok && result.error.kind === "placeholder",
      `seed ${seed} ${JSON.stringify({ words, file, text: text(words), result })}`,
    );
  return true;
};

/** An ordinary remark beside definitions that an edit takes away is none. */
export const remarksStay: Property = (seed) => {
  const r = random(seed);
  const { language, names, kept, file, text } = fileOf(r);
  const object = r.pick(objects);
  const words = r
    .pick(remarks)
    .replace("OBJECT", object)
    .replace("N", String(2 + r.int(8)));
  // Above the code, or where the rest was; with a name that is still there.
  const said = r.chance(30) ? `${names[0] ?? ""}: ${words}` : words;
  const now = r.chance(50)
    ? text(said)
    : text("")
        .replace(/^/, `${language.comment(said)}\n`)
        .replace(`${language.comment("")}\n`, "");
  if (kept === names.length) return false;
  for (const result of applied(file, now))
    assert.ok(result.ok, `seed ${seed} ${JSON.stringify({ said, file, now, result })}`);
  return true;
};
