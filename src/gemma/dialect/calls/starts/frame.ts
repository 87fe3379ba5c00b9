/*
 * What models put around a call that is the whole answer, in place of its tokens: emphasis, a list's mark, a tag or a
 * label of their own making, code that prints it. Each stage may be left out.
 */

const tags = ["tool", "function"].flatMap((kind) =>
  ["", "_", "-", " "].flatMap((joint) => ["call", "calls", "code"].map((word) => kind + joint + word)),
);
const stages: readonly (readonly string[])[] = [
  ["*", "**", "***", "_", "__", "- ", "* ", "+ ", "1. ", "("],
  [
    ...tags.flatMap((tag) => [`<${tag}>`, `<|${tag}>`, `<|${tag}|>`, `[${tag}]`]),
    ...["call", "tool", "function", "action", ...tags].flatMap((word) => [`${word} `, `${word}: `, `${word}:`]),
  ],
  ["call:", "call: "],
  ["print(", "await ", "return "],
];

/**
 * The length of the frame that `text`, an answer's beginning, opens with; 0 for none.
 * @param open more text may come
 * @returns "more" when the text stops before that is decided
 */
export function frameLength(text: string, open: boolean): number | "more" {
  const lower = text.slice(0, 120).toLowerCase();
  let at = 0;
  for (const stage of stages) {
    const rest = lower.slice(at);
    if (open && stage.some((each) => each.length > rest.length && each.startsWith(rest))) return "more";
    at += Math.max(0, ...stage.filter((each) => rest.startsWith(each)).map(({ length }) => length));
    // A tag may stand on a line of its own.
    const space = /^\s{0,4}/.exec(lower.slice(at))?.[0].length ?? 0;
    if (at > 0 && /[>\]:]$/.test(lower.slice(0, at))) at += space;
  }
  return at;
}

const tail = /[\s)}\]*_;`]{0,16}/y;
const closingTag = /(?:<[/|]{0,2}[\w -]{1,24}\|?>|\[\/?[\w -]{1,24}\])?[\s)*_;`]{0,16}/y;
const maybeClosingTag = /^(?:<[/|]{0,2}[\w -]{0,24}\|?|\[\/?[\w -]{0,24})$/;

/**
 * The position behind what closes such a frame at `at`: all of it where nothing else stands in the answer, else its
 * brackets and signs.
 */
export function frameEnd(text: string, at: number, ended: boolean): number | "more" {
  tail.lastIndex = at;
  tail.test(text);
  const signs = tail.lastIndex;
  closingTag.lastIndex = signs;
  closingTag.test(text);
  const end = closingTag.lastIndex;
  if (end >= text.length) return ended ? end : "more";
  if (!ended && maybeClosingTag.test(text.slice(signs, signs + 32))) return "more";
  return at + text.slice(at, signs).trimEnd().length;
}
