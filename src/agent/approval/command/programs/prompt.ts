import type { Where } from "../line/places.ts";
import type { Word } from "../line/script.ts";
import { cmdletRisk } from "./cmdlets.ts";

const names = new Map(Object.entries({ del: "erase", rd: "rmdir", md: "mkdir", ren: "rename", chdir: "cd" }));

/** The name of a command as cmd finds it, in lower case. */
export function promptName(name: string): string {
  const plain = name.toLowerCase();
  return names.get(plain) ?? plain;
}

/** What a command of cmd risks whatever was allowed; undefined if nothing. */
export function promptRisk(words: readonly Word[], isFed: boolean, where: Where): string | undefined {
  const name = promptName(words[0]?.text ?? "").replace(/\.(exe|com)$/, "");
  const args = words.slice(1);
  const hasSwitch = (pattern: RegExp): boolean => args.some(({ text }) => pattern.test(text));
  switch (name) {
    case "erase":
    case "rmdir":
      return hasSwitch(/^\/.*[sfqa]/i) ||
        args.length === 0 ||
        args.some(({ kind, text }) => kind !== "static" || /^([\\/.~]+|[A-Za-z]:[\\/]?)$/.test(text))
        ? "It deletes files for good."
        : undefined;
    case "start":
    case "for":
    case "goto":
      return "What it runs is not understood.";
    case "copy":
    case "move":
    case "xcopy":
    case "robocopy":
    case "replace":
      return hasSwitch(/^\/(y|mir|purge|move|mov|is|r|h|k|x)$/i) ||
        args.some(({ kind }) => kind === "dynamic") ||
        args.some(({ text }) => /^(con|prn|lpt\d|com\d)$/i.test(text))
        ? "It may overwrite much."
        : undefined;
    case "more":
    case "dir":
    case "type":
    case "echo":
    case "find":
    case "findstr":
    case "where":
    case "sort":
    case "fc":
    case "tree":
    case "ver":
    case "vol":
    case "date":
    case "time":
      return (name === "date" || name === "time") && !hasSwitch(/^\/t$/i)
        ? "It sets the clock."
        : name === "sort" && hasSwitch(/^\/o/i)
          ? "It writes a file."
          : undefined;
    default:
      return cmdletRisk(words, isFed, where);
  }
}
