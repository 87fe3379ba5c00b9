/** A fenced block; `info` is the text after its opening fence. */
export type Fence = { info: string; text: string };

/**
 * The fenced blocks of an answer, in order, and the text before the first. The last block may be unclosed; then it ends
 * with the answer.
 */
export function fencesOf(answer: string): { fences: Fence[]; lead: string } {
  const opening = /^(`{3,}|~{3,})([^\n]*)\n/gm;
  const fences: Fence[] = [];
  let lead = answer;
  for (let open = opening.exec(answer); open; open = opening.exec(answer)) {
    if (fences.length === 0) lead = answer.slice(0, open.index);
    const start = open.index + open[0].length;
    const body = answer.slice(start);
    const close = new RegExp(`(^|\\n)${open[1]}[ \\t]*\\r?(\\n|$)`).exec(body);
    fences.push({ info: open[2] ?? "", text: close ? body.slice(0, close.index) : body.replace(/\n$/, "") });
    if (!close) break;
    opening.lastIndex = start + close.index + close[0].length;
  }
  return { fences, lead };
}
