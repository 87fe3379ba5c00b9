import { staticWord, unknownWord, type Word } from "../line/script.ts";
import type { Shell } from "../../path/question.ts";
import { programName } from "./call.ts";

/**
 * What a program runs that is given to it: `words` as they are, or a `line` that a shell reads. `isAppended` if further
 * arguments that nobody knows follow. `isOwn` if a rule must name the program too, because it does something itself.
 */
export type Wrapped =
  | {
      kind: "words";
      words: readonly Word[];
      at: number;
      isOwn?: boolean;
      isFed?: boolean;
      assignments?: readonly string[];
    }
  | { kind: "line"; line: string; at: number; isOwn?: boolean; language?: Shell }
  | { kind: "unclear"; reason: string };

/** Options of a program that stand before what it runs. */
type Options = { flags: RegExp; valued?: RegExp; skip?: number; isOwn?: boolean };

const wrappers = new Map(
  Object.entries<Options>({
    timeout: {
      flags: /^(-[vf]+|--(preserve-status|foreground|verbose)|--(kill-after|signal)=[\w.]+|-[ks][\w.]+)$/,
      valued: /^(-[ks]|--kill-after|--signal)$/,
      skip: 1,
    },
    gtimeout: {
      flags: /^(-[vf]+|--(preserve-status|foreground|verbose)|--(kill-after|signal)=[\w.]+|-[ks][\w.]+)$/,
      valued: /^(-[ks]|--kill-after|--signal)$/,
      skip: 1,
    },
    nice: { flags: /^(-n?-?\d+|--adjustment=-?\d+)$/, valued: /^(-n|--adjustment)$/ },
    nohup: { flags: /^$a/ },
    time: { flags: /^-[pvlh]$/ },
    gtime: { flags: /^-[pv]$/ },
    stdbuf: { flags: /^(-[ioe][0L]|--(input|output|error)=[0L])$/, valued: /^-[ioe]$/ },
    setsid: { flags: /^-[fw]$|^--(fork|wait)$/ },
    ionice: { flags: /^(-[cn]\d|-t)$/, valued: /^-[cn]$/ },
    command: { flags: /^-p$/ },
    builtin: { flags: /^$a/ },
    exec: { flags: /^$a/ },
    noglob: { flags: /^$a/ },
    nocorrect: { flags: /^$a/ },
    busybox: { flags: /^$a/ },
    toybox: { flags: /^$a/ },
    caffeinate: { flags: /^-[disum]+$/, valued: /^-t$/ },
    call: { flags: /^$a/ },
    dotenv: { flags: /^--$/, isOwn: true },
    "cross-env": { flags: /^$a/, isOwn: true },
  }),
);

/** Programs that find and run a package's program; its name is part of what a rule must name. */
const packageRunners = new Map(
  Object.entries<RegExp>({
    npx: /^(-y|--yes|--no|--no-install|-q|--quiet|--prefer-offline|--offline)$/,
    bunx: /^(--bun|--silent)$/,
    pnpx: /^$a/,
    uvx: /^(-q|--quiet)$/,
    pipx: /^run$/,
    poetry: /^run$/,
    pipenv: /^run$/,
    uv: /^(run|-q|--quiet|--frozen|--locked|--)$/,
    hatch: /^run$/,
    bundle: /^exec$/,
    npm: /^(exec|x|--)$/,
    pnpm: /^(exec|dlx)$/,
    yarn: /^(exec|dlx)$/,
    bun: /^x$/,
    rye: /^run$/,
    pdm: /^run$/,
    conda: /^run$/,
  }),
);

/** What a command runs that its arguments name; undefined if it isn't known as a runner of others. */
export function wrapped(
  words: readonly Word[],
  isSimpleEnvironment: (name: string, value: string) => boolean,
): Wrapped | undefined {
  const name = programName(words[0]?.text ?? "");
  if (name === "env") return environment(words, isSimpleEnvironment);
  if (name === "xargs" || name === "gxargs") return xargs(words);
  if (name === "eval") return line(words, 1);
  if (name === "watch") return watch(words);
  if ((name === "command" || name === "type") && /^-[vV]$/.test(words[1]?.text ?? "")) return undefined;
  if (["sh", "bash", "zsh", "dash", "ksh"].includes(name)) return shell(words);
  if (name === "powershell" || name === "pwsh") return powerShell(words);
  if (name === "cmd") return commandPrompt(words);
  const own = packageRunners.get(name);
  if (own) return packaged(words, own, name);
  const options = wrappers.get(name);
  if (!options) return undefined;
  let at = 1;
  let { skip = 0 } = options;
  const assignments: string[] = [];
  for (; at < words.length; at++) {
    const { text, kind } = words[at]!;
    if (kind !== "static") break;
    if (options.flags.test(text)) continue;
    if (options.valued?.test(text)) at++;
    else if (name === "cross-env" && /^\w+=/.test(text)) assignments.push(text);
    else if (skip > 0 && !text.startsWith("-")) skip--;
    else break;
  }
  if (at >= words.length)
    return name === "exec" || name === "time" || name === "nice" || name === "command"
      ? undefined
      : { kind: "unclear", reason: `What "${name}" runs is not understood.` };
  if (words[at]!.text.startsWith("-")) return { kind: "unclear", reason: `An option of "${name}" is not understood.` };
  return { kind: "words", words: words.slice(at), at, assignments, ...(options.isOwn && { isOwn: true }) };
}

function environment(words: readonly Word[], isSimple: (name: string, value: string) => boolean): Wrapped | undefined {
  let at = 1;
  const assignments: string[] = [];
  for (; at < words.length; at++) {
    const { text, kind } = words[at]!;
    if (/^(-i|-|--ignore-environment|-0|--null)$/.test(text) && kind === "static") continue;
    const unset = text === "-u" ? words[++at]?.text : /^--unset=(\w+)$/.exec(text)?.[1];
    if (unset !== undefined && !isSimple(unset, ""))
      return { kind: "unclear", reason: `The variable ${unset} changes what programs do.` };
    if (unset !== undefined) continue;
    if (kind === "static" && /^\w+=/.test(text)) {
      const [, name = "", value = ""] = /^(\w+)=([^]*)$/.exec(text) ?? [];
      if (!isSimple(name, value)) return { kind: "unclear", reason: `The variable ${name} changes what programs do.` };
      assignments.push(text);
    } else break;
  }
  // Alone it shows all variables.
  if (at >= words.length) return undefined;
  if (words[at]!.text.startsWith("-")) return { kind: "unclear", reason: 'An option of "env" is not understood.' };
  return { kind: "words", words: words.slice(at), at, assignments };
}

function xargs(words: readonly Word[]): Wrapped {
  let at = 1;
  let placeholder: string | undefined;
  for (; at < words.length; at++) {
    const { text, kind } = words[at]!;
    if (kind !== "static") break;
    if (
      /^(-[0rtx]+|--(null|no-run-if-empty|verbose|exit)|-[nPLs]\d+|-d(\\?.)|--(max-args|max-procs|max-lines|delimiter)=\S+)$/.test(
        text,
      )
    )
      continue;
    if (/^-[nPLsd]$/.test(text)) at++;
    else if (/^(-I|-J|--replace)$/.test(text)) placeholder = text === "--replace" ? "{}" : words[++at]?.text;
    else if (/^-I./.test(text)) placeholder = text.slice(2);
    else break;
  }
  const inner = words.slice(at);
  if (inner.length === 0) return { kind: "unclear", reason: 'What "xargs" runs is not named.' };
  if (inner[0]!.text.startsWith("-")) return { kind: "unclear", reason: 'An option of "xargs" is not understood.' };
  const filled =
    placeholder === undefined || placeholder === ""
      ? [...inner, unknownWord("…")]
      : inner.map((word) => {
          const found = word.text.indexOf(placeholder);
          return found < 0
            ? word
            : { ...word, kind: "dynamic" as const, head: word.text.slice(0, found), isOutput: true };
        });
  return { kind: "words", words: filled, at, isFed: false };
}

function watch(words: readonly Word[]): Wrapped {
  let at = 1;
  for (; at < words.length; at++) {
    const { text } = words[at]!;
    if (/^(-n|--interval)$/.test(text)) at++;
    else if (!/^(-[dtebcgx]+|-n[\d.]+|--(differences|no-title|errexit|beep|color|chgexit|interval=[\d.]+))$/.test(text))
      break;
  }
  return line(words, at);
}

/** Words that a shell reads again as one line. */
function line(words: readonly Word[], at: number): Wrapped {
  const rest = words.slice(at);
  if (rest.length === 0) return { kind: "unclear", reason: "What it runs is not named." };
  if (rest.some(({ kind, isTilde }) => kind !== "static" || isTilde))
    return { kind: "unclear", reason: "It runs a text that is not known." };
  return { kind: "line", line: rest.map(({ text }) => text).join(" "), at };
}

function shell(words: readonly Word[]): Wrapped | undefined {
  let at = 1;
  let isCode = false;
  for (; at < words.length; at++) {
    const { text, kind } = words[at]!;
    if (kind !== "static") break;
    if (/^-[euxlcfv]+$/.test(text)) isCode ||= text.includes("c");
    else if (/^-[eux]*o$/.test(text) && words[at + 1]?.text === "pipefail") at++;
    else if (!/^--(login|noprofile|norc|posix)$/.test(text)) break;
  }
  if (!isCode) return undefined;
  const code = words[at];
  if (!code || code.kind !== "static" || code.isTilde)
    return { kind: "unclear", reason: "It runs a text that is not known." };
  if (words.slice(at + 1).some(({ kind }) => kind !== "static"))
    return { kind: "unclear", reason: "It runs a text with arguments that are not known." };
  const language = programName(words[0]!.text) === "zsh" ? "zsh" : "bash";
  return { kind: "line", line: code.text, at, language };
}

/** `pwsh -NoProfile -Command …`; a file is a script like any other. */
function powerShell(words: readonly Word[]): Wrapped | undefined {
  let at = 1;
  while (/^-(nop|noprofile|noni|noninteractive|nol|nologo)$/i.test(words[at]?.text ?? "")) at++;
  const option = words[at]?.text ?? "";
  if (/^-(f|file)$/i.test(option) && words[at + 1]?.kind === "static" && words[at + 1]?.text !== "-") return undefined;
  if (/^-(version|help|\?)$/i.test(option) && words.length === at + 1) return undefined;
  if (!/^-(c|command)$/i.test(option)) return { kind: "unclear", reason: "What PowerShell runs is not understood." };
  const inner = line(words, at + 1);
  return inner.kind === "line" && inner.line.trim() !== "-"
    ? { ...inner, language: "powershell" }
    : { kind: "unclear", reason: "What PowerShell runs is not known." };
}

/** `cmd /c …`. */
function commandPrompt(words: readonly Word[]): Wrapped {
  let at = 1;
  while (/^\/[dsq]$/i.test(words[at]?.text ?? "")) at++;
  if (!/^\/c$/i.test(words[at]?.text ?? "")) return { kind: "unclear", reason: "What cmd runs is not understood." };
  const inner = line(words, at + 1);
  return inner.kind === "line" ? { ...inner, language: "cmd" } : inner;
}

function packaged(words: readonly Word[], own: RegExp, name: string): Wrapped | undefined {
  let at = 1;
  let isRun = ["npx", "bunx", "pnpx", "uvx"].includes(name);
  for (; at < words.length && words[at]!.kind === "static" && own.test(words[at]!.text); at++)
    isRun ||= /^(run|exec|x|dlx)$/.test(words[at]!.text);
  if (!isRun) return undefined;
  const inner = words[at];
  if (!inner) return { kind: "unclear", reason: `What "${name}" runs is not named.` };
  if (inner.text.startsWith("-")) return { kind: "unclear", reason: `An option of "${name}" is not understood.` };
  // A package's program may be named like one of the system's; its version does not matter to what it does.
  const plain =
    inner.kind === "static" ? { ...inner, ...staticWord(inner.text.replace(/(?!^)@[^@]*$/, ""), inner.raw) } : inner;
  return { kind: "words", words: [plain, ...words.slice(at + 1)], at, isOwn: true };
}

/** The commands in a call of find. */
export function foundCommands(words: readonly Word[]): Wrapped[] {
  const found: Wrapped[] = [];
  for (let at = 1; at < words.length; at++) {
    if (!/^-(exec|execdir|ok|okdir)$/.test(words[at]!.text)) continue;
    const end = words.findIndex(({ text }, index) => index > at && (text === ";" || text === "+"));
    const inner = words.slice(at + 1, end < 0 ? words.length : end);
    if (end < 0 || inner.length === 0) found.push({ kind: "unclear", reason: "What find runs is not understood." });
    else {
      found.push({
        kind: "words",
        at: at + 1,
        words: inner.map((word) =>
          word.text.includes("{}")
            ? { ...word, kind: "dynamic" as const, head: word.text.split("{}")[0]! || "./" }
            : word,
        ),
      });
      at = end;
    }
  }
  return found;
}
