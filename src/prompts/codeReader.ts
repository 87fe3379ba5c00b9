import { mayBeExample } from "./answer/readAnswer.ts";

/** A fence's first line: its marks and the text after them. */
const opening = /^(`{3,}|~{3,})([^\n]*)$/;
/** A line that may become the closing fence. */
const maybeClosing = /^[`~]*[ \t]*$/;

/**
 * Reads the code from a streaming answer: the content of its first fence. Takes each text once, so cost per piece
 * doesn't grow. Returns nothing of a block that may be an example, because only the whole answer can tell.
 * @param region the text that the code replaces; its indentation is used if the model omitted all of it
 * @returns a function that takes the answer's next text, cut anywhere, and returns the next code. It holds back a line
 * that may close the fence, so only a final line break is ever taken back
 */
export function codeReader(region: string): (text: string) => string {
  const indent = indentOf(region) ?? "";
  let fence: string | undefined;
  let lead = "";
  let closed = false;
  /** The current line, and how much of it was returned. */
  let rest = "";
  let given = 0;
  /** Code before the first non-blank character; only then is it known whether indentation is missing. */
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
 * Adds the region's indentation if the model omitted all of it, as small models do: the region's first line is indented
 * and the answer's is not.
 */
export function reindented(code: string, region: string): string {
  const indent = indentOf(region) ?? "";
  return indent === "" || indentOf(code) !== "" ? code : indented(code, indent, true);
}

/** The indentation of the first non-blank line; undefined if there is none. */
const indentOf = (text: string): string | undefined => /^([ \t]*)\S/m.exec(text)?.[1];

const indented = (code: string, indent: string, atLineStart: boolean): string =>
  indent === "" ? code : code.replace(atLineStart ? /^(?=[^\r\n])/gm : /(?<=\n)(?=[^\r\n])/g, indent);
