/** A fence's first line, with what the fence is made of. */
const opening = /^(`{3,}|~{3,})[^\n]*$/;
/** What may become a fence's last line. */
const maybeClosing = /^[`~]*[ \t]*$/;

/**
 * Reads the code out of a growing answer: what is inside its first fence. Each text is read once, so a long answer costs as
 * much per piece at its end as at its beginning.
 * @param region the text that the code stands for, whose indentation it gets where the model left all of it out
 * @returns takes the answer's next text, cut anywhere, and gives the code's next; a line that may be the end of the
 * fence is held back, so nothing given is ever taken back but a last line break
 */
export function codeReader(region: string): (text: string) => string {
  const indent = indentOf(region) ?? "";
  let fence: string | undefined;
  let closed = false;
  /** The line being read, and how much of it was given. */
  let rest = "";
  let given = 0;
  /** Code before the first character that is not white space: only then is it known whether indentation was left out. */
  let lead: string | undefined = "";
  let added = "";

  const give = (code: string, atLineStart: boolean): string => {
    if (lead === undefined) return indented(code, added, atLineStart);
    lead += code;
    if (!/\S/.test(lead)) return "";
    const all = lead;
    lead = undefined;
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
      if (fence === undefined) fence = opening.exec(line)?.[1];
      else if (line.startsWith(fence) && line.slice(fence.length).trim() === "") closed = true;
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
