const part =
  /^(?:[ +\-\\@]|diff --git|index |new file|deleted file|old mode|new mode|similarity|rename |copy |Binary )/;

/** The last line of the diff that begins at a line in prose, no fence around it; nothing if none does. */
export function endOfDiff(lines: readonly string[], at: number, to: number): number | undefined {
  const line = (i: number): string => lines[i] ?? "";
  const git = /^diff --git \S/.test(line(at));
  const plain = /^--- \S/.test(line(at)) && /^\+\+\+ \S/.test(line(at + 1)) && /^@@/.test(line(at + 2));
  if (!git && !plain) return undefined;
  let end = at;
  let left: Count | undefined;
  for (let i = at; i < to; i++) {
    if (/^@@/.test(line(i))) left = readCount(line(i));
    // A hunk that has all its lines is over with an empty one: a list may follow.
    else if (line(i) === "" && left?.old === 0 && left.new === 0 && !/^(?:@@|diff |--- )/.test(line(i + 1))) break;
    else if (left) take(left, line(i));
    if (part.test(line(i))) end = i;
    else if (line(i) !== "") break;
  }
  return end;
}

/** How many old and new lines of a hunk are to come. */
type Count = { old: number; new: number };

function readCount(header: string): Count | undefined {
  const match = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(header);
  return match ? { old: Number(match[1] ?? 1), new: Number(match[2] ?? 1) } : undefined;
}

function take(left: Count, line: string): void {
  if (!line.startsWith("+")) left.old--;
  if (!line.startsWith("-")) left.new--;
}
