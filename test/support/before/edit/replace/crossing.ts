import { indentOf, isBlank } from "../text/lines.ts";

/**
 * Whether what an elision skips leaves the block that the lines around it are in: then the lines below would be another
 * function's. Told by indentation, by the sections of flat files, and by brackets where nothing is indented.
 */

/** Lines that a block may have no deeper than its head: closers and what follows them, comments, labels, directives. */
const aside =
  /^(?:[)\]}]|(?:end|fi|done|esac)\b|<\/|[{([]$|\/[/*]|\*|<!--|#(?:\s|!|$)|--\s|;|#\s*(?:if|ifdef|ifndef|else|elif|endif|define|undef|pragma|include|error|region|endregion)\b|(?:public|private|protected|internal|signals|default)\b[\w\s]*:$)/;
const closer = /^(?:[)\]}]|(?:end|fi|done|esac)\b|<\/)/;
/** `[section]` of a flat file, and a heading. */
const section = /^\[{1,2}["'A-Za-z_][\w .:"'/\\-]*\]{1,2}\s*(?:[;#].*)?$/;
const heading = /^(#{2,6})\s/;

/** How deep a line stands: columns (a tab goes to the next fourth one); below 0 what heads lines that are not indented. */
function depthOf(line: string): number {
  const level = heading.exec(line)?.[1]?.length;
  if (level !== undefined) return level - 8;
  if (section.test(line)) return -1;
  let columns = 0;
  for (const character of indentOf(line)) columns += character === "\t" ? 4 - (columns % 4) : 1;
  return columns;
}

/** Goes through a file from one shown part to the next, and tells the first skipped line that stands outside. */
export class Blocks {
  /** Depths of the shown lines that are around the last one, and its own. */
  private open: number[] = [];

  /** Takes the lines of a part that is shown. */
  show(lines: readonly string[]): void {
    for (const line of lines) {
      if (isBlank(line)) continue;
      const depth = depthOf(line);
      while ((this.open.at(-1) ?? -Infinity) >= depth) this.open.pop();
      this.open.push(depth);
    }
  }

  /** The index of the skipped line by which the block is left that both the parts and the line `next` are in; or -1. */
  leftBy(skipped: readonly string[], next: string): number {
    const there = depthOf(next);
    const closes = closer.test(next.trim());
    // What `next` closes is shown, or is around all that is shown, or is skipped itself.
    const head = this.open.findLast((depth) => depth < there || (closes && depth === there));
    // No skipped line may be as deep as this, or less.
    const limit = head ?? (closes ? there : there - 1);
    const headed = this.open.some((depth) => depth < -1);
    const outside = skipped.findIndex((line) => {
      if (isBlank(line)) return false;
      const depth = depthOf(line);
      if (depth < -1) return headed && depth <= limit;
      return depth <= limit && (depth === -1 || !aside.test(line.trim()));
    });
    return outside >= 0 ? outside : reopened(skipped);
  }
}

const quoted = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`|\/\/.*$|#\s.*$/g;

/** The index of the first line behind the end of the block, where another one is open at the end; or -1. */
function reopened(skipped: readonly string[]): number {
  let [depth, lowest, lowestAt] = [0, 0, -1];
  skipped.forEach((line, i) => {
    if (!/[()[\]{}]/.test(line)) return;
    for (const bracket of line.replace(quoted, "").match(/[()[\]{}]/g) ?? []) depth += "([{".includes(bracket) ? 1 : -1;
    if (depth < lowest) [lowest, lowestAt] = [depth, i];
  });
  return lowest < 0 && depth > lowest ? Math.min(lowestAt + 1, skipped.length - 1) : -1;
}
