/** What the model gets of a long text at once, in characters. */
const MOST = 16_000;

/**
 * A part of a long text from an offset, at whole lines where there are any, and how to read on.
 * @param from in characters; beyond the end: the end is told
 */
export function textFrom(text: string, from: number): string {
  const start = Math.max(0, Math.trunc(from));
  if (start >= text.length && start > 0) return `(The text has only ${text.length} characters.)`;
  const rest = text.length - start;
  if (rest <= MOST) return text.slice(start);
  const part = text.slice(start, start + MOST);
  const cut = part.lastIndexOf("\n") > MOST / 2 ? part.slice(0, part.lastIndexOf("\n") + 1) : part;
  return `${cut}\n(${rest - cut.length} more characters; read on with "from": ${start + cut.length})`;
}
