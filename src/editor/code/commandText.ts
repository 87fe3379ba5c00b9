/** A block of commands as it goes into a terminal. */
export type CommandText = { text: string; lines: number };

/** Signs before what a user types, as documentation shows them. `#` is a comment sooner than a prompt. */
const prompt =
  /^\s*(?:(?:\([\w.-]+\)\s*)?(?:[\w.-]+@[\w.-]+[:\s]\S*\s*)?[$%❯➜]\s+|PS(?:\s+[^>]*)?>\s*|[A-Za-z]:\\[^>]*>\s*)(?=\S)/;
/** What a terminal obeys and nobody sees: control, invisible and direction characters. */
const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/**
 * The commands of a block: without prompts and what they printed, without comments, continued lines joined, and only in
 * characters that can be seen. One line can wait at the prompt as it is; `lines` tells whether it is one.
 */
export function commandText(code: string): CommandText {
  const plain = code.replaceAll(/\r\n?/g, "\n").replaceAll(unseen, "");
  const typed = withoutPrompts(plain.split("\n"));
  const kept = holdsLines(typed.join("\n"))
    ? typed
    : joined(typed.filter((line) => line.trim() !== "" && !/^\s*#/.test(line)));
  const text = kept.join("\n").trim();
  return {
    text: text.includes("\n") ? text : text.replaceAll("\t", " "),
    lines: text === "" ? 0 : text.split("\n").length,
  };
}

/** The lines behind prompts with what continues them, where there are any: the others are output. */
function withoutPrompts(lines: readonly string[]): string[] {
  if (!lines.some((line) => prompt.test(line))) return [...lines];
  const typed: string[] = [];
  let continues = false;
  for (const line of lines) {
    const isTyped = prompt.test(line);
    if (isTyped || continues) typed.push(isTyped ? line.replace(prompt, "") : line.replace(/^\s*> ?/, ""));
    continues = (isTyped || continues) && /\\$/.test(line);
  }
  return typed;
}

/** Whether lines are text of a command: a quote goes on over a line's end, or a document stands in the script. */
function holdsLines(text: string): boolean {
  let quote = "";
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign === "\\" && quote !== "'") at++;
    else if (quote !== "") {
      if (sign === "\n") return true;
      if (sign === quote) quote = "";
    } else if (/['"`]/.test(sign)) quote = sign;
    else if (sign === "#" && /^\s?$/.test(text.charAt(at - 1))) {
      const end = text.indexOf("\n", at);
      if (end < 0) return false;
      at = end;
    } else if (text.startsWith("<<", at)) return true;
  }
  return false;
}

/** A line that ends with a backslash goes on in the next one. */
function joined(lines: readonly string[]): string[] {
  const whole: string[] = [];
  let open: string | undefined;
  for (const line of lines) {
    const text: string = open === undefined ? line : `${open} ${line.trim()}`;
    open = /(?:^|[^\\])\\$/.test(text) ? text.slice(0, -1).trimEnd() : undefined;
    if (open === undefined) whole.push(text);
  }
  return open === undefined ? whole : [...whole, open];
}
