import { type Call, has, hasLong, hasShort } from "./call.ts";

/** How a program takes code from its command line. */
type Interpreter = {
  /** Short options that are followed by code. */
  code: string;
  /** Long options that are followed by code, or name code to load. */
  long?: readonly string[];
  /** Short options with a value, which is no script. */
  valued?: string;
};

const shell: Interpreter = { code: "c", long: ["command", "init-file", "rcfile"], valued: "oO" };
const interpreters = new Map(
  Object.entries<Interpreter>({
    ...Object.fromEntries(
      ["sh", "bash", "zsh", "dash", "ksh", "mksh", "fish", "csh", "tcsh", "ash", "rbash", "elvish", "nu", "xonsh"].map(
        (name) => [name, shell],
      ),
    ),
    python: { code: "c", long: ["command"], valued: "WXm" },
    pypy: { code: "c", valued: "WXm" },
    node: {
      code: "ep",
      long: [
        "eval",
        "print",
        "require",
        "import",
        "loader",
        "experimental-loader",
        "env-file",
        "inspect",
        "inspect-brk",
        "openssl-config",
        "run",
        "build-snapshot",
        "experimental-config-file",
        "experimental-sea-config",
        "test-reporter",
        "snapshot-blob",
      ],
      valued: "rC",
    },
    deno: { code: "e", long: ["eval"] },
    ruby: { code: "e", valued: "rIECFTKWx" },
    perl: { code: "eE", valued: "IMmx" },
    php: { code: "rBREdzS", long: ["run", "process-begin", "process-code", "process-end", "define"], valued: "cdft" },
    lua: { code: "e", valued: "l" },
    luajit: { code: "e", valued: "l" },
    osascript: { code: "e", valued: "l" },
    rscript: { code: "e" },
    r: { code: "e" },
    julia: { code: "eEL", long: ["eval", "print", "load"] },
    groovy: { code: "e" },
    scala: { code: "e" },
    elixir: { code: "e", long: ["eval", "rpc-eval"] },
    erl: { code: "", long: ["eval"] },
    ghc: { code: "e" },
    guile: { code: "c" },
    racket: { code: "e" },
    sbcl: { code: "", long: ["eval", "load"] },
    emacs: { code: "lf", long: ["eval", "execute", "load", "funcall", "batch", "script"] },
    tclsh: { code: "" },
    wish: { code: "" },
    expect: { code: "c" },
    irb: { code: "re" },
    tsx: { code: "ep", long: ["eval", "print", "require", "import", "loader"] },
    "ts-node": { code: "ep", long: ["eval", "print", "require", "compiler"] },
    gdb: { code: "x", long: ["ex", "eval-command", "command", "init-command"] },
    lldb: { code: "osS", long: ["one-line", "source"] },
  }),
);

const verbs = /^(eval|repl|run|x|exec|install|compile|upgrade|task|publish|serve)$/;

/**
 * What an interpreter would run that nobody can see from its name: code in an argument, standard input, a session.
 * "script" is a file named by its arguments; undefined if it is no interpreter.
 */
export function interpreted(
  call: Call,
): { kind: "code" | "input" | "session" | "script" | "plain"; script?: string } | undefined {
  const name = call.name
    .replace(/^(python|pypy|lua|ruby|perl|php|tclsh|node)[\d.]+w?$/, "$1")
    .replace(/^pythonw$|^py$/, "python")
    .replace(/^nodejs$/, "node");
  if (name === "powershell" || name === "pwsh") {
    const at = call.texts.findIndex((text) => /^-(f|file)$/i.test(text));
    return at < 0 ? { kind: "session" } : { kind: "script", script: call.texts[at + 1] ?? "" };
  }
  const row = interpreters.get(name);
  if (!row) return undefined;
  if (has(call, /^(--?version|-V|-v|--help|-h|-VV)$/) && call.args.length === 1) return { kind: "plain" };
  let script: string | undefined;
  for (let at = 0; at < call.texts.length; at++) {
    const text = call.texts[at]!;
    const isUnknown = call.args[at]?.kind === "dynamic" && text === "";
    if (isUnknown && call.mayHoldOptions) return { kind: "code" };
    if (text === "-" || text === "-s" || /^\/dev\/(stdin|fd)|^\/proc\//.test(text)) return { kind: "input" };
    if (text === "--" || text === "") {
      script = text === "" ? "" : call.texts[at + 1];
      break;
    }
    if (!/^[-+]/.test(text)) {
      script = text;
      break;
    }
    if (name === "node" && text === "--test") return { kind: "plain" };
    if (/^(-i|--interactive)$/.test(text) && !/^(perl|ruby|php)$/.test(name)) return { kind: "session" };
    if (
      row.code !== "" &&
      new RegExp(`^-[A-Za-z0-9]*[${row.code}]`).test(text) &&
      !text.startsWith("--") &&
      !startsWithValued(text, row)
    )
      return { kind: "code" };
    if (
      row.long &&
      hasLong({ ...call, texts: [text.replace(/^-(?=[a-z]{3})/, "--")] }, row.long, /^(node|tsx)$/.test(name) ? 99 : 3)
    )
      return { kind: "code" };
    if (name === "python" && /^-[A-Za-z]*m/.test(text))
      return module(call.texts[at + 1] ?? text.replace(/^-[A-Za-z]*m/, ""));
    if (row.valued && new RegExp(`^-[${row.valued}]$`).test(text)) {
      if (/^-[rIMl]$/.test(text)) return { kind: "code" };
      at++;
    } else if (name === "ruby" || name === "perl" || name === "lua") {
      if (/^-[A-Za-z]*[rMmlIi]/.test(text)) return { kind: "code" };
    }
  }
  if (script === undefined) return { kind: call.isFed ? "input" : "session" };
  if (name === "deno" || name === "elixir")
    return verbs.test(script) && /^(eval|repl)$/.test(script) ? { kind: "code" } : { kind: "script", script: "" };
  if (name === "node" && script === "inspect") return { kind: "code" };
  return { kind: "script", script };
}

const startsWithValued = (text: string, { valued }: Interpreter): boolean =>
  valued !== undefined && new RegExp(`^-[${valued}].`).test(text);

/** Modules of Python that run what their arguments say. */
function module(name: string): { kind: "code" | "plain" } {
  return {
    kind: /^(code|idlelib|pdb|timeit|cProfile|profile|trace|runpy|site|ensurepip|pty|webbrowser|http|http\.server|smtpd|zipapp|ftplib|asyncio|bdb|IPython|ipykernel|jupyter|antigravity)/.test(
      name,
    )
      ? "code"
      : "plain",
  };
}

/** Whether a program runs whatever is its input. */
export const runsInput = ({ name }: Call): boolean =>
  interpreters.has(name) ||
  /^(psql|mysql|mariadb|sqlite3|ssh|bc|dc|ed|ex|ftp|at|batch|sh|pwsh|powershell|cmd|gnuplot|octave|maxima|mail|patch|crontab|cpio|tclsh|m4|iex|xargs|parallel)$/.test(
    name,
  );

/** Whether a short or long option stands in a call of an interpreter; for tables. */
export const hasOption = (call: Call, short: string, long: readonly string[]): boolean =>
  hasShort(call, short) || hasLong(call, long);
