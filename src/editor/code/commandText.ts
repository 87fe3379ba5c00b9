/** Commands ready for a terminal. */
export type CommandText = { text: string; lines: number };

/** Prompt characters before a command, as documentation shows them. `#` is more likely a comment than a prompt. */
const prompt =
  /^\s*(?:(?:\([\w.-]+\)\s*)?(?:[\w.-]+@[\w.-]+[:\s]\S*\s*)?[$%❯➜]\s+|PS(?:\s+[^>]*)?>\s*|[A-Za-z]:\\[^>]*>\s*)(?=\S)/;
/** Invisible characters that a terminal obeys: control, invisible and direction characters. */
const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/**
 * The commands of a block: without prompts, output and comments, with continued lines joined and only visible
 * characters. A single line can wait at the prompt; `lines` is their number.
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

/** The lines after prompts and their continuations, if there are any; all others are output. */
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

/** Whether lines belong to one command: a quote over several lines, or a here-document. */
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

/** Joins lines that end with a backslash to the next one. */
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
