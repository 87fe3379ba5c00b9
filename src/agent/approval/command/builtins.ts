import type { Shell } from "../path/question.ts";
import { isHarmlessSetting, isHarmlessVariable } from "./line/environment.ts";
import type { Word } from "./line/script.ts";
import { cmdlet } from "./programs/cmdlets.ts";

/** What a shell's own command does: nothing, change the folder, run a text, or something that is asked about. */
export type Builtin =
  | { kind: "free" }
  | { kind: "folder"; word: Word | undefined }
  | { kind: "line"; line: string }
  | { kind: "reason"; reason: string };

const free: Builtin = { kind: "free" };
const reason = (text: string): Builtin => ({ kind: "reason", reason: text });
const unclear = reason("What it sets is not understood.");

/** How a command of the shell itself is judged; undefined for all others. */
export function builtin(words: readonly Word[], shell: Shell): Builtin | undefined {
  if (shell === "bash" || shell === "zsh") return posix(words, shell);
  return shell === "cmd" ? prompt(words) : powerShell(words);
}

function powerShell([first, ...args]: readonly Word[]): Builtin | undefined {
  const name = cmdlet(first?.text ?? "");
  if (name !== "set-location" && name !== "push-location")
    return name === "pop-location" ? reason("It is not known which folder it changes to.") : undefined;
  const values = args.filter(({ text }) => !/^-(path|literalpath)$/i.test(text));
  return values.length === 1
    ? { kind: "folder", word: values[0] }
    : reason("It is not known which folder it changes to.");
}

function prompt([first, ...args]: readonly Word[]): Builtin | undefined {
  const texts = args.map(({ text }) => text.toLowerCase());
  switch (first?.text.toLowerCase()) {
    case "cd":
    case "chdir":
    case "pushd": {
      const values = args.filter(({ text }) => !/^\/d$/i.test(text));
      return values.length === 1
        ? { kind: "folder", word: values[0] }
        : values.length === 0 && args.length === 0
          ? undefined
          : reason("It is not known which folder it changes to.");
    }
    case "popd":
      return reason("It is not known which folder it changes to.");
    case "exit":
      return texts.every((text) => /^(\/b|\d+)$/.test(text)) ||
        args.every(({ raw }) => /^(\/b|%errorlevel%)$/i.test(raw))
        ? free
        : unclear;
    case "setlocal":
      return args.length === 0 ? free : unclear;
    case "endlocal":
      return free;
    case "set":
    case "path":
    case "prompt":
      return reason("It shows or sets variables.");
    default:
      return undefined;
  }
}

function posix([first, ...args]: readonly Word[], shell: Shell): Builtin | undefined {
  const isKnown = args.every(({ kind }) => kind === "static");
  const texts = args.map(({ text }) => text);
  switch (first?.text) {
    case ":":
    case "true":
    case "false":
    case "shift":
    case "wait":
      return isKnown && texts.every((text) => /^[\w./-]*$/.test(text)) && !texts.includes("-p")
        ? free
        : first.text === ":" || first.text === "true"
          ? free
          : unclear;
    case "exit":
    case "return":
    case "break":
    case "continue":
      return args.length === 0 || /^("?\$\??\w*"?|\$\{\w+\}|\d+)$/.test(args[0]?.raw ?? "")
        ? shell === "bash" || /^\d*$|^\$\?$/.test(args[0]?.raw ?? "")
          ? free
          : unclear
        : unclear;
    case "[":
    case "test":
      return tested(args, shell);
    case "set":
      return isKnown &&
        texts.length > 0 &&
        texts.every((text) => /^([-+][euxfvn]+|[-+][eux]*o|pipefail|errexit|nounset|xtrace)$/.test(text))
        ? free
        : unclear;
    case "shopt":
      return isKnown &&
        texts.every((text) => /^(-[su]|globstar|nullglob|extglob|dotglob|nocaseglob|failglob)$/.test(text))
        ? free
        : unclear;
    case "cd":
    case "pushd":
      return { kind: "folder", word: args.filter(({ text, isQuoted }) => isQuoted || !/^(--|-[LP])$/.test(text))[0] };
    case "popd":
      return reason("It is not known which folder it changes to.");
    case "export":
    case "declare":
    case "typeset":
    case "local":
    case "readonly":
      return declared(args, first.text === "export");
    case "unset":
      return isKnown && texts.every((text) => /^(-v|[A-Za-z_]\w*)$/.test(text) && isHarmlessSetting(text))
        ? free
        : unclear;
    case "read":
      return isKnown && texts.every((text) => /^(-[rs]+|[A-Za-z_]\w*)$/.test(text) && isHarmlessSetting(text))
        ? free
        : unclear;
    case "command":
    case "type":
      return /^-[vV]$/.test(texts[0] ?? "") && texts.length === 2 && args[1]!.kind === "static" ? free : undefined;
    case "printf":
      return args.some((word) => /^-v/.test(word.text)) || (args[0]?.kind === "dynamic" && args[0].head === "")
        ? reason("It sets a variable.")
        : undefined;
    case "print":
      return shell === "zsh" && texts.some((text) => /^-[A-Za-z]*[Pzsf]/.test(text)) ? unclear : undefined;
    case "mapfile":
    case "readarray":
      return texts.some((text) => /^-[A-Za-z]*[Cc]/.test(text)) || !isKnown ? unclear : undefined;
    case "let":
    case "fc":
    case "getopts":
    case "ulimit":
      return unclear;
    default:
      return undefined;
  }
}

/** `[ … ]` changes nothing, but evaluates what it is told is a number or an index. */
function tested(args: readonly Word[], shell: Shell): Builtin {
  for (const [at, { text, raw }] of args.entries()) {
    if ((text === "-v" || text === "-R") && !/^\w+$/.test(args[at + 1]?.raw ?? "x")) return unclear;
    const isCalculated = /^-(eq|ne|lt|le|gt|ge)$/.test(raw);
    if (
      isCalculated &&
      shell === "zsh" &&
      [args[at - 1], args[at + 1]].some((each) => !/^"?(-?\d+|\$[#?])"?$/.test(each?.raw ?? ""))
    )
      return unclear;
  }
  return free;
}

function declared(args: readonly Word[], isExport: boolean): Builtin {
  let exports = isExport;
  if (args.every(({ text }) => text.startsWith("-"))) return reason("It shows all variables, which may hold secrets.");
  for (const word of args) {
    const { text, kind, head } = word;
    if (kind === "static" && /^-[xrglpn]+$/.test(text) && !word.isQuoted) {
      if (text.includes("n")) return unclear;
      exports ||= text.includes("x");
      continue;
    }
    const known = kind === "dynamic" ? head : text;
    const found = /^([A-Za-z_]\w*)(?:\+?=([^]*))?$/.exec(known);
    if (!found || (kind === "dynamic" && !known.includes("="))) return unclear;
    const [, name = "", value] = found;
    const isFine =
      value === undefined
        ? isHarmlessSetting(name)
        : exports
          ? isHarmlessVariable(name, kind === "dynamic" ? undefined : value)
          : isHarmlessSetting(name);
    if (!isFine) return reason(`The variable ${name} changes what programs do.`);
  }
  return free;
}
