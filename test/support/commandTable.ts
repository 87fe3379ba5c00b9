import { readFileSync } from "node:fs";
import type { Shell } from "../../src/agent/approval/index.ts";

export type CommandRow = { allow: readonly string[]; command: string };

/**
 * Reads a table of command lines: `# rules [...]` begins a group; a line in double quotes is a JSON string, any other
 * stands as it is.
 */
export function commandTable(which: "unsafe" | "harmless", shell: Exclude<Shell, "zsh">): readonly CommandRow[] {
  const text = readFileSync(new URL(`../fixtures/commands/${which}.${shell}.txt`, import.meta.url), "utf8");
  let allow: readonly string[] = [];
  return text.split("\n").flatMap((line) => {
    if (line.startsWith("# rules ")) allow = JSON.parse(line.slice(8)) as string[];
    else if (line !== "") return [{ allow, command: line.startsWith('"') ? (JSON.parse(line) as string) : line }];
    return [];
  });
}

/** Where the lines of the tables run. */
export const placeOf = (shell: Shell): { workspace: string; home: string } =>
  shell === "bash" || shell === "zsh"
    ? { workspace: "/ws", home: "/home/u" }
    : { workspace: "C:\\ws", home: "C:\\Users\\u" };
