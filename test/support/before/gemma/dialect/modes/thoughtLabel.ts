/** Names of the channels in which a model thinks, and of those in which it answers. */
const thinking = ["thoughts", "thought", "thinking", "analysis", "reasoning"];
const answering = ["final", "answer", "response"];

/** A channel's name where it is expected: `end` is the position behind it and what belongs to it. */
export type ChannelName = { end: number; answers: boolean };

const name = new RegExp(`(?:${[...thinking, ...answering].join("|")})`, "y");

/**
 * The name of a channel behind its opening token: on a line of its own, with a colon, or before another token.
 * @returns "more" when the text stops before that is decided
 */
export function channelName(text: string, at: number, ended: boolean): ChannelName | "more" | undefined {
  const rest = text.slice(at, at + 48);
  const open = !ended && rest.length < 48;
  if (open && [...thinking, ...answering].some((each) => each.startsWith(rest))) return "more";
  name.lastIndex = at;
  const found = name.exec(text)?.[0];
  if (found === undefined) return undefined;
  const behind = rest.slice(found.length);
  const answers = answering.includes(found);
  const mark = /^[ \t]{0,8}(?::[ \t]{0,8})?(?:\r?\n|<\|message\|>)|^:[ \t]{1,8}/.exec(behind)?.[0];
  const undecided = open && /^(?:[ \t]{0,8}(?::[ \t]{0,8})?\r?|[ \t]{0,8}(?:<|<\|[messag]{0,7}\|?))$/.test(behind);
  if (undecided) return "more";
  if (mark !== undefined) return { end: at + found.length + mark.length, answers };
  const end = at + found.length + (/^[ \t]*/.exec(behind)?.[0].length ?? 0);
  return end === text.length || text[end] === "<" ? { end, answers } : undefined;
}

const label =
  /(?:thoughts?|thinking|analysis|reasoning)[ \t]{0,8}:?[ \t]{0,8}(?:\r?\n|$)|final[ \t]{0,8}:?[ \t]{0,8}\r?\n|thought:[ \t]{1,8}/y;
const maybeLabel = /^(?:thoughts?|thinking|analysis|reasoning|final)[ \t]{0,8}:?[ \t]{0,8}\r?$/;

/**
 * The position behind a channel's name that leads the answer behind a thought: servers and models leave it there when
 * the thought was ended for them. `at` itself where none stands.
 */
export function behindLabel(text: string, at: number, ended: boolean): number | "more" {
  const rest = text.slice(at, at + 32);
  if (!ended && rest.length < 32) {
    const begins = [...thinking, "final"].some((each) => each.startsWith(rest));
    if (begins || maybeLabel.test(rest)) return "more";
  }
  label.lastIndex = at;
  const found = label.exec(text)?.[0];
  if (found === undefined || (!found.endsWith("\n") && !found.startsWith("thought:") && !ended)) return at;
  return label.lastIndex;
}
