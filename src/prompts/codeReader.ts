import { mayBeExample } from "./answer/readAnswer.ts";

/** A fence's first line, with what the fence is made of and what stands behind it. */
const opening = /^(`{3,}|~{3,})([^\n]*)$/;
/** What may become a fence's last line. */
const maybeClosing = /^[`~]*[ \t]*$/;

/**
 * Reads the code out of a growing answer: what is inside its first fence. Each text is read once, so a long answer costs as
 * much per piece at its end as at its beginning. Of a block that may be an example nothing is given: only the whole answer
 * tells.
 * @param region the text that the code stands for, whose indentation it gets where the model left all of it out
 * @returns takes the answer's next text, cut anywhere, and gives the code's next; a line that may be the end of the
 * fence is held back, so nothing given is ever taken back but a last line break
 */
export function codeReader(region: string): (text: string) => string {
  const indent = indentOf(region) ?? "";
  let fence: string | undefined;
  let lead = "";
  let closed = false;
  /** The line being read, and how much of it was given. */
  let rest = "";
  let given = 0;
  /** Code before the first character that is not white space: only then is it known whether indentation was left out. */
  let start: string | undefined = "";
  let added = "";

  const give = (code: string, atLineStart: boolean): string => {
    if (start === undefined) return indented(code, added, atLineStart);
    start += code;
    if (!/\S/.test(start)) return "";
    const all = start;
    start = undefined;
    added = indent !== "" && indentOf(all) === "" ? indent : "";
    return indented(all, added, true);
  };

  return (text) => {
    let code = "";
    const lines = (rest + text).split("\n");
    const last = lines.pop() ?? "";
    for (const line of lines) {
      const from = given;
      given = 0;
      if (closed) continue;
      if (fence === undefined) {
        const open = opening.exec(line);
        fence = open?.[1];
        if (open && mayBeExample(lead, open[2] ?? "")) closed = true;
        lead += `${line}\n`;
      } else if (line.startsWith(fence) && line.slice(fence.length).trim() === "") closed = true;
      else code += give(`${line.slice(from)}\n`, from === 0);
    }
    rest = last;
    if (fence !== undefined && !closed && !maybeClosing.test(last)) {
      code += give(last.slice(given), given === 0);
      given = last.length;
    }
    return code;
  };
}

/**
 * Code with the region's own indentation where the model left all of it out, which small models do: the region's first
 * line is indented and the answer's is not.
 */
export function reindented(code: string, region: string): string {
  const indent = indentOf(region) ?? "";
  return indent === "" || indentOf(code) !== "" ? code : indented(code, indent, true);
}

/** The indentation of the first line that is not blank; undefined where all are. */
const indentOf = (text: string): string | undefined => /^([ \t]*)\S/m.exec(text)?.[1];

const indented = (code: string, indent: string, atLineStart: boolean): string =>
  indent === "" ? code : code.replace(atLineStart ? /^(?=[^\r\n])/gm : /(?<=\n)(?=[^\r\n])/g, indent);
