/**
 * Where the last part of a name (`total` of `Cart.total`) begins, each time the name stands in a text as whole words. When
 * the whole name does not, its last part alone is looked for.
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
