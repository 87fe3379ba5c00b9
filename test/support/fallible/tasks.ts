import { pick, type Random, randomFrom } from "./random.ts";

/**
 * One change of lines that stand next to each other in a file, as the model means it. `short`: the same with fewer lines
 * around, which stand elsewhere too; the model tries it first.
 */
export type Change = { path: string; old: readonly string[]; new: readonly string[]; short?: Omit<Change, "path"> };
export type Intent = { does: "edit"; change: Change } | { does: "create"; path: string; text: string };

/**
 * A small job in a repository. `meddles`: what the user does to a file themselves, once the model has read it: the line
 * is in no change of the task.
 */
export type Task = {
  name: string;
  seed: number;
  files: Readonly<Record<string, string>>;
  question: string;
  intents: readonly Intent[];
  meddles?: { path: string; old: string; new: string };
};

const nouns = ["order", "invoice", "user", "token", "route", "cache", "price", "queue", "image", "report"] as const;
const verbs = ["load", "save", "parse", "send", "merge", "count", "check", "build"] as const;
/** Spellings that a model corrects without noticing when it quotes them. */
export const misspelled: readonly (readonly [wrong: string, right: string])[] = [
  ["recieved", "received"],
  ["lenght", "length"],
  ["adress", "address"],
  ["seperator", "separator"],
  ["occured", "occurred"],
];

/** A module with functions that look alike; each has an operator, a limit and a message of its own. */
function typescriptModule(random: Random, count: number): string[] {
  const lines = ['import { log } from "./log.ts";', ""];
  for (let at = 0; at < count; at++) {
    const name = `${pick(random, verbs)}${titled(pick(random, nouns))}${at}`;
    lines.push(
      `/** ${titled(name)} returns how many of them are left. */`,
      `export function ${name}(items: readonly number[], limit = ${10 * (at + 1)}): number {`,
      "  let sum = 0;",
      "  for (const item of items) {",
      `    if (item > limit) log("${name} met " + item);`,
      `    sum ${pick(random, ["+=", "-="])} item;`,
      "  }",
      "  return sum;",
      "}",
      "",
    );
  }
  return lines;
}

function pythonModule(random: Random, count: number): string[] {
  const lines = ["import logging", ""];
  for (let at = 0; at < count; at++) {
    const [wrong] = pick(random, misspelled);
    const name = `${pick(random, verbs)}_${pick(random, nouns)}_${at}`;
    lines.push(
      "",
      `def ${name}(items, limit=${5 * (at + 1)}):`,
      `    """Counts what was ${wrong} in ${name}."""`,
      "    total = 0",
      "    for item in items:",
      "        if item > limit:",
      `            logging.warning("${wrong} %s in ${name}", item)`,
      "        total = total + item",
      "    return total",
      "",
    );
  }
  return lines;
}

const titled = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const textOf = (lines: readonly string[]): string => `${lines.join("\n")}\n`;

/** The line of the n-th function that holds a text. */
function lineWith(lines: readonly string[], text: string, n: number): { at: number; line: string } {
  const found = lines.flatMap((line, at) => (line.includes(text) ? [{ at, line }] : []));
  return found[n % found.length]!;
}

/** The change of some lines; the model quotes `around` of them with it on each side. */
function change(path: string, lines: readonly string[], at: number, now: readonly string[], around = 0): Intent {
  const [before, after] = [lines.slice(at - around, at), lines.slice(at + 1, at + 1 + around)];
  return {
    does: "edit",
    change: { path, old: [...before, lines[at]!, ...after], new: [...before, ...now, ...after] },
  };
}

const withShort = (wide: Intent, short: Intent): Intent =>
  wide.does === "edit" && short.does === "edit" ? { ...wide, change: { ...wide.change, short: short.change } } : wide;

type Kind = (random: Random) => Omit<Task, "name" | "seed">;

const kinds: Record<string, Kind> = {
  "one line": (random) => {
    const lines = typescriptModule(random, 4);
    const { at, line } = lineWith(lines, "limit =", Math.floor(random() * 4));
    const files = { "src/work.ts": textOf(lines), "src/log.ts": "export const log = console.log;\n" };
    const now = line.replace(/limit = \d+/, "limit = 99");
    return {
      files,
      question: `Set the limit to 99: ${line.trim()}`,
      intents: [change("src/work.ts", lines, at, [now])],
    };
  },
  "a line like others": (random) => {
    const lines = typescriptModule(random, 5);
    const { at, line } = lineWith(lines, "sum ", 1 + Math.floor(random() * 3));
    const now = line.includes("+=") ? line.replace("+=", "-=") : line.replace("-=", "+=");
    return {
      files: { "src/work.ts": textOf(lines) },
      question: `Turn the sign in the function at line ${at}.`,
      intents: [withShort(change("src/work.ts", lines, at, [now], 1), change("src/work.ts", lines, at, [now]))],
    };
  },
  "two places": (random) => {
    const lines = typescriptModule(random, 4);
    const places = [0, 2].map((n) => lineWith(lines, "met ", n));
    return {
      files: { "src/work.ts": textOf(lines) },
      question: 'Say "saw" instead of "met" in the first and third function.',
      intents: places.map(({ at, line }) => change("src/work.ts", lines, at, [line.replace("met", "saw")])),
    };
  },
  "two files": (random) => {
    const modules = ["src/lib/first.ts", "src/lib/second.ts"].map((path) => ({
      path,
      lines: typescriptModule(random, 3),
    }));
    return {
      files: Object.fromEntries(modules.map(({ path, lines }) => [path, textOf(lines)])),
      question: "Let both modules begin with a zero of type number.",
      intents: modules.map(({ path, lines }) => {
        const { at } = lineWith(lines, "let sum", 1);
        return change(path, lines, at, ["  let sum: number = 0;"], 1);
      }),
    };
  },
  "a new file": (random) => {
    const lines = typescriptModule(random, 3);
    return {
      files: { "src/work.ts": textOf(lines) },
      question: "Move the logger into src/shared/logger.ts.",
      intents: [
        { does: "create", path: "src/shared/logger.ts", text: "export const log = console.log;\n" },
        change("src/work.ts", lines, 0, ['import { log } from "./shared/logger.ts";']),
      ],
    };
  },
  "a misspelled line": (random) => {
    const lines = pythonModule(random, 4);
    const { at, line } = lineWith(lines, "logging.warning", Math.floor(random() * 4));
    const now = misspelled.reduce((text, [wrong, right]) => text.replace(wrong, right), line);
    return {
      files: { "app/work.py": textOf(lines) },
      question: `Correct the spelling in: ${line.trim()}`,
      intents: [
        change("app/work.py", lines, at, [now.replace("item)", "item, limit)").replace("%s in", "%s over %s in")]),
      ],
    };
  },
  "a place beside a misspelled line": (random) => {
    const lines = pythonModule(random, 4);
    const { at } = lineWith(lines, "total = 0", 1 + Math.floor(random() * 2));
    return {
      files: { "app/work.py": textOf(lines), "app/__init__.py": "" },
      question: `Start from one in the function at line ${at - 1}.`,
      intents: [change("app/work.py", lines, at, ["    total = 1"], 1)],
    };
  },
  "a file that the user changes": (random) => {
    const lines = typescriptModule(random, 4);
    const { at, line } = lineWith(lines, "limit =", 2);
    const other = lineWith(lines, "limit =", Math.floor(random() * 2) === 0 ? 1 : 3).line;
    return {
      files: { "src/work.ts": textOf(lines) },
      question: `Set the limit to 7: ${line.trim()}`,
      intents: [change("src/work.ts", lines, at, [line.replace(/limit = \d+/, "limit = 7")])],
      meddles: { path: "src/work.ts", old: other, new: random() < 0.5 ? `${other} // mine` : `${other}\n  // mine` },
    };
  },
};

/** Forty tasks: five of each kind. */
export const tasks: readonly Task[] = Object.entries(kinds).flatMap(([name, make], row) =>
  Array.from({ length: 5 }, (_, n): Task => {
    const seed = 1000 * (row + 1) + n;
    return { name: `${name} ${n + 1}`, seed, ...make(randomFrom(seed)) };
  }),
);

/**
 * Whether a file holds what nobody asked for: it is none of the states that the task's changes, made or not, lead to.
 * `before`: with what the user did meanwhile.
 */
export function isHarmed(task: Task, path: string, before: string | undefined, now: string | undefined): boolean {
  let states: (string | undefined)[] = [before];
  for (const intent of task.intents) {
    if (intent.does === "create" && intent.path === path) states.push(intent.text);
    if (intent.does !== "edit" || intent.change.path !== path) continue;
    states = states.flatMap((text) => [text, text && made(text, intent.change)]);
  }
  return !states.includes(now);
}

/** The text with a change made, at the first place in order. */
export function made(text: string, { old, new: now }: Change): string {
  return `\n${text}`.replace(`\n${old.join("\n")}\n`, () => `\n${now.join("\n")}\n`).slice(1);
}
