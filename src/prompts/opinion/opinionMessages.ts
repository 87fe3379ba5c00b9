import type { Message } from "../../model/message.ts";

/** One file's changes as shown to the reviewer: unified hunks whose lines carry their number in the new text. */
export type ReviewedFile = { path: string; diff: string };

/**
 * Asks for a review of changes that another model made. `task`: what that model was asked. The answer's form is what
 * small models keep best: a remark a line.
 */
export function opinionMessages(task: string, files: readonly ReviewedFile[]): Message[] {
  const system =
    "You review a change of code that somebody else made. Look for bugs, missed cases, broken callers, and work that was asked and not done. Ignore style. " +
    "Write one remark a line, as `path:line: remark`, with the line's number as given. Do not repeat the code. If nothing is wrong, write only: No remarks.";
  const parts = [
    `What was asked:\n${task}`,
    ...files.map(({ path, diff }) => `Changes of ${path}:\n\`\`\`diff\n${diff}\n\`\`\``),
    "Review these changes.",
  ];
  return [
    { role: "system", parts: [{ type: "text", text: system }] },
    { role: "user", parts: [{ type: "text", text: parts.join("\n\n") }] },
  ];
}
