/** How far back an answer is compared with its continuation, in characters. */
const TAIL = 400;
/** Shorter or plainer repetitions may be meant: rules of a table, closing brackets. Characters, and kinds of them. */
const SHORTEST = 16;
const KINDS = 8;

export type Joiner = {
  /** What of the continuation can be shown after this much more of it. */
  push(delta: string): string;
  /** The rest, when the continuation ends or something else than text comes. */
  end(): string;
};

/**
 * Takes out what a continuation repeats of the text it goes on from: asked to continue, models often begin their last
 * line again. Holds text back only as long as it may be such a repetition.
 */
export function createJoiner(before: string): Joiner {
  const tail = before.slice(-TAIL);
  let held: string | undefined = "";
  const release = (): string => {
    const text = held ?? "";
    held = undefined;
    return text.slice(overlapOf(tail, text));
  };
  return {
    push(delta) {
      if (held === undefined) return delta;
      held += delta;
      return tail.includes(held) ? "" : release();
    },
    end: release,
  };
}

/** The length of the longest end of `tail` that `text` begins with; 0 where it is too short to tell. */
function overlapOf(tail: string, text: string): number {
  for (let length = Math.min(tail.length, text.length); length >= SHORTEST; length--) {
    const start = text.slice(0, length);
    if (tail.endsWith(start)) return new Set(start).size >= KINDS ? length : 0;
  }
  return 0;
}
