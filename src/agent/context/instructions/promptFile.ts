import { frontMatter, textField } from "./frontMatter.ts";

/** A prompt file as a slash command. `hint`: what may be typed behind its name. */
export type PromptFile = {
  path: string;
  name: string;
  description: string;
  hint: string;
  /** The file asks for an answer without tools. A file can't ask for more than the user chose. */
  onlyAnswers: boolean;
  body: string;
};

/** A value that the user is asked for when the command runs. */
export type PromptInput = { name: string; placeholder: string };

/** What variables of a prompt stand for now; those without a value become "". */
export type PromptValues = ReadonlyMap<string, string>;

const MOST_BODY = 20_000;
const MOST_INPUTS = 10;
const LONGEST = 200;

/** Reads a `.prompt.md` file; undefined if it says nothing. */
export function promptFile(path: string, text: string): PromptFile | undefined {
  const matter = frontMatter(text);
  const body = matter.body.trim().slice(0, MOST_BODY);
  if (body === "") return undefined;
  const own = (path.split("/").at(-1) ?? path).replace(/\.prompt\.md$/i, "");
  const field = (name: string) => textField(matter, name).replaceAll(/\s+/g, " ").slice(0, LONGEST);
  const name = (field("name") || own).trim().replaceAll(/\s+/g, "-");
  const mode = field("agent") || field("mode");
  return {
    path,
    name: isName(name) ? name : own,
    description: field("description"),
    hint: field("argument-hint"),
    onlyAnswers: mode === "ask",
    body,
  };
}

const isName = (name: string): boolean => /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u.test(name);

/** The command that a typed question begins with, and the rest of the question; undefined if it begins with none. */
export function commandIn(typed: string, files: readonly PromptFile[]): { file: PromptFile; rest: string } | undefined {
  const found = /^\s*\/(\S+)(?:\s+([^]*))?$/.exec(typed);
  const file = found && files.find(({ name }) => name.toLowerCase() === found[1]!.toLowerCase());
  return file ? { file, rest: (found[2] ?? "").trim() } : undefined;
}

const variable = /\$\{(?:input:([\w-]+)(?::([^}]*))?|(\w+))\}/g;

/** The values that a prompt asks the user for, each once. */
export function inputsOf(body: string): PromptInput[] {
  const inputs = new Map<string, PromptInput>();
  for (const [, name, placeholder = ""] of body.matchAll(variable)) {
    if (name !== undefined && !inputs.has(name)) inputs.set(name, { name, placeholder });
  }
  return [...inputs.values()].slice(0, MOST_INPUTS);
}

/** The prompt with its variables filled in once (values are never read for variables), and the rest of the question. */
export function expanded(body: string, values: PromptValues, rest: string): string {
  const text = body.replaceAll(variable, (whole, input: string | undefined, _hint, name: string | undefined) => {
    if (input !== undefined) return values.get(`input:${input}`) ?? "";
    return name !== undefined && known.has(name) ? (values.get(name) ?? "") : whole;
  });
  return rest === "" ? text : `${text}\n\n${rest}`;
}

/** The variables that VS Code documents for prompt files. */
const known = new Set([
  "file",
  "fileBasename",
  "fileBasenameNoExtension",
  "fileDirname",
  "selection",
  "selectedText",
  "workspaceFolder",
  "workspaceFolderBasename",
]);
