/** So much text in a row must be one unit over and over; tables and test data stay below it. */
const stretch = 2000;
/** The longest unit that is looked for: it stands at least eight times in the stretch. */
const longestUnit = stretch / 8;
/** How much new text makes another look worth its cost. */
const step = 250;

export type RepetitionWatch = {
  /** Takes more of the text; true when its last stretch is nothing but repetition. */
  repeats(delta: string): boolean;
  reset(): void;
};

/** Watches a growing text for a unit (a character, a line, a paragraph) that is written over and over. */
export function createRepetitionWatch(): RepetitionWatch {
  let tail = "";
  let unseen = 0;
  return {
    repeats(delta) {
      tail = (tail + delta).slice(-stretch);
      unseen += delta.length;
      if (unseen < step || tail.length < stretch) return false;
      unseen = 0;
      return period(tail) <= longestUnit;
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
