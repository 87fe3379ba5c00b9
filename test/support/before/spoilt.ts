/** Bits of text that decide something in the dialect and in the edit engine. */
const bits = [
  "\n",
  "\t",
  " ",
  "  ",
  "}",
  "{",
  '"',
  "...",
  "`",
  "```\n",
  "+",
  "-",
  "@@",
  ":",
  "…",
  "x",
  "\r\n",
  "// ",
  "#",
];

/**
 * The text with one change that follows from the text itself: a stretch taken out, doubled, or a bit put in; `turn` is a
 * number to choose by, from the text too.
 */
export function spoilt(text: string): { text: string; turn: number } {
  let turn = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) turn = Math.imul(turn ^ text.charCodeAt(at), 0x01000193) >>> 0;
  const from = turn % (text.length + 1);
  const to = Math.min(text.length, from + 1 + ((turn >>> 8) % 12));
  const [head, cut, tail] = [text.slice(0, from), text.slice(from, to), text.slice(to)];
  switch ((turn >>> 16) % 4) {
    case 0:
      return { text: head + tail, turn };
    case 1:
      return { text: head + cut + cut + tail, turn };
    case 2:
      return { text: head + (bits[(turn >>> 20) % bits.length] ?? "") + cut + tail, turn };
    default:
      return { text: head + (bits[(turn >>> 20) % bits.length] ?? "") + tail, turn };
  }
}
