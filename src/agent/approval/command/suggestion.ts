import type { Word } from "./line/script.ts";
import { programName } from "./programs/call.ts";

/** Programs whose next words say what they do, with how many of them a rule names. */
const verbs = new Map(
  Object.entries({
    ...Object.fromEntries(
      [
        "git",
        "npm",
        "pnpm",
        "yarn",
        "bun",
        "cargo",
        "go",
        "dotnet",
        "docker",
        "kubectl",
        "gh",
        "pip",
        "pip3",
        "make",
        "just",
        "terraform",
        "helm",
        "mvn",
        "gradle",
        "rails",
        "php",
        "composer",
        "deno",
        "mix",
        "swift",
        "flutter",
        "dart",
        "ng",
        "nx",
        "turbo",
        "npx",
        "bunx",
        "uvx",
        "rake",
        "task",
      ].map((name) => [name, 1]),
    ),
    ...Object.fromEntries(
      ["bundle", "poetry", "uv", "pipenv", "hatch", "sudo", "xargs", "conda"].map((name) => [name, 2]),
    ),
  }),
);

/** Programs that run whatever they are given: a rule for one names its script too. */
const interpreters =
  /^(python|node|ruby|perl|php|lua|deno|bun|tsx|ts-node|bash|sh|zsh|fish|pwsh|powershell|java|osascript|rscript|julia)[\d.]*$/;

/** A rule that allows a command with other arguments: its program, and the words that say what it does. */
export function ruleOf(words: readonly Word[]): string {
  const name = programName(words[0]?.text ?? "");
  const texts = words.map(({ raw }) => raw);
  if (interpreters.test(name) && !/^(deno|bun|php)$/.test(name)) {
    const at = words[1]?.text === "-m" ? 3 : 2;
    return texts.slice(0, at).join(" ");
  }
  let most = verbs.get(name) ?? 0;
  if (/^(npm|pnpm|yarn|bun)$/.test(name) && words[1]?.text === "run") most = 2;
  if (name === "docker" && words[1]?.text === "compose") most = 2;
  let count = 1;
  while (
    count <= most &&
    words[count]?.kind === "static" &&
    /^[\w@:./-]+$/.test(words[count]!.raw) &&
    !words[count]!.raw.startsWith("-")
  )
    count++;
  // Without its verb a rule would cover all that such a program can do.
  return most > 0 && count === 1 ? texts.join(" ") : texts.slice(0, count).join(" ");
}
