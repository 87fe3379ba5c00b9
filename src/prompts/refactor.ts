import type { Message } from "../model/message.ts";
import { codeBlock, type CodeExcerpt } from "./code.ts";

/** Asks for a rewritten region and nothing else. `before` and `after` are the lines around it, for orientation. */
export function refactorMessages(
  code: CodeExcerpt,
  instruction: string,
  around: { before: string; after: string },
): Message[] {
  const system =
    "You rewrite one region of a file as instructed. Answer with the new text of the region alone, in one fenced code block. Keep its indentation and everything the instruction does not concern.";
  const context = [
    around.before && `The lines before it:\n\`\`\`\n${around.before}\n\`\`\``,
    around.after && `The lines after it:\n\`\`\`\n${around.after}\n\`\`\``,
  ].filter((part) => part !== "");
  const text = [...context, `The region, from ${codeBlock(code)}`, `Instruction: ${instruction}`].join("\n\n");
  return [
    { role: "system", parts: [{ type: "text", text: system }] },
    { role: "user", parts: [{ type: "text", text }] },
  ];
}

/**
 * The code so far in a growing answer: what is inside the first fence, up to its end or, while `ended` is false, the
 * last whole line. Without any fence the whole answer counts as code once it has ended, for models that leave it out.
 */
export function codeOf(answer: string, ended: boolean): string | undefined {
  const open = /^(`{3,}|~{3,})[^\n]*\n/m.exec(answer);
  if (!open) return ended && answer.trim() !== "" ? answer.replace(/^\n+|\s+$/g, "") : undefined;
  const body = answer.slice(open.index + open[0].length);
  const close = new RegExp(`(^|\\n)${open[1]}[ \\t]*(\\n|$)`).exec(body);
  if (close) return body.slice(0, close.index);
  return ended ? body.replace(/\n$/, "") : body.slice(0, Math.max(0, body.lastIndexOf("\n")));
}
