import type { InstructionFiles } from "../../ports/instructionFiles.ts";
import { frontMatter, textField } from "./frontMatter.ts";

/** Where skills are, as VS Code documents it. */
const SKILLS = "{.github,.claude,.agents}/skills/*/SKILL.md";
const MOST_SKILLS = 50;
/** The most characters of the list, about 300 tokens, and of one description. */
const MOST_OF_LIST = 900;
const MOST_OF_DESCRIPTION = 160;

/** The list that a model is told, "" without skills, and what of them can't be used, in words for the user. */
export type SkillList = { text: string; faults: readonly string[] };

/** Reads the names and descriptions of skills. A model reads a skill's file itself when a task needs it. */
export async function skillList(files: InstructionFiles): Promise<SkillList> {
  const faults: string[] = [];
  const lines: string[] = [];
  for (const path of await files.list(SKILLS, MOST_SKILLS)) {
    const matter = frontMatter((await files.read(path)) ?? "");
    const description = textField(matter, "description").replaceAll(/\s+/g, " ");
    if (description === "") faults.push(`${path} is not used: it says no description in its front matter.`);
    else lines.push(`${path}: ${shortened(description)}`);
  }
  const kept = lines.filter((_, at) => lines.slice(0, at + 1).join("\n").length <= MOST_OF_LIST);
  const left = lines.length - kept.length;
  if (left > 0) faults.push(`${left} skills are not told to the model: the list of skills is too long.`);
  return { text: kept.join("\n"), faults };
}

const shortened = (text: string): string =>
  text.length <= MOST_OF_DESCRIPTION ? text : `${text.slice(0, MOST_OF_DESCRIPTION - 1).trimEnd()}…`;
