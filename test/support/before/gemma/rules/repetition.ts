/** So much text in a row must be one unit over and over; tables and test data stay below it. */
const stretch = 2000;
/** The longest unit that is looked for stands at least so many times in the stretch. */
const leastTimes = 8;

export type RepetitionWatch = {
  /** Takes more of the text; true when its last stretch is nothing but repetition. */
  repeats(delta: string): boolean;
  reset(): void;
};

/**
 * Watches a growing text for a unit (a character, a line, a paragraph) that is written over and over.
 * @param length how many characters of it must be nothing else
 */
export function createRepetitionWatch(length = stretch): RepetitionWatch {
  /** How much new text makes another look worth its cost. */
  const step = length / leastTimes;
  let tail = "";
  let unseen = 0;
  return {
    repeats(delta) {
      tail = (tail + delta).slice(-length);
      unseen += delta.length;
      if (unseen < step || tail.length < length) return false;
      unseen = 0;
      return period(tail) <= length / leastTimes;
    },
    reset() {
      tail = "";
      unseen = 0;
    },
  };
}

/** The length of the shortest unit whose repetition gives the text; its own length when there is none. */
function period(text: string): number {
  // The prefix function of Knuth, Morris and Pratt: linear, whatever the text.
  const borders = new Uint16Array(text.length);
  for (let at = 1; at < text.length; at++) {
    let border = borders[at - 1] ?? 0;
    while (border > 0 && text[at] !== text[border]) border = borders[border - 1] ?? 0;
    borders[at] = text[at] === text[border] ? border + 1 : 0;
  }
  return text.length - (borders.at(-1) ?? 0);
}
