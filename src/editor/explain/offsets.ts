/**
 * The offsets of the last part of a name (`total` of `Cart.total`), wherever the name occurs as whole words. If the
 * whole name does not occur, searches for the last part alone.
 */
export function offsetsOf(name: string, text: string): number[] {
  const last = name.split(/\.|::|#/).at(-1) ?? name;
  const whole = wordsAt(name, text).map((at) => at + name.length - last.length);
  return whole.length > 0 ? whole : wordsAt(last, text);
}

function wordsAt(word: string, text: string): number[] {
  const isPart = /[\p{L}\p{N}_$]/u;
  const found: number[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    const before = text[at - 1] ?? "";
    const after = text[at + word.length] ?? "";
    if (!isPart.test(before) && !isPart.test(after)) found.push(at);
  }
  return found;
}
