/** How far two words may stand from each other to belong together, in characters. */
const reach = 80;

/**
 * Whether words of both kinds stand near each other, in whatever order, on one line: servers word the same refusal in a
 * hundred ways, but all name the thing and that it is not taken.
 */
export function near(text: string, thing: RegExp, verdict: RegExp, within = reach): boolean {
  const things = [...text.matchAll(new RegExp(thing.source, "giu"))];
  return things.some(({ index, 0: found }) => {
    const before =
      text
        .slice(Math.max(0, index - within), index)
        .split("\n")
        .at(-1) ?? "";
    const behind = text.slice(index + found.length, index + found.length + within).split("\n", 1)[0] ?? "";
    return (
      verdict.test(before) || verdict.test(behind) || verdict.test(`${before.slice(-12)}${found}${behind.slice(0, 12)}`)
    );
  });
}

/** That something is not taken. */
export const notTaken =
  /\bnot\b|n[’']t\b|\bcannot\b|\bunsupported\b|\bunknown\b|\bunexpected\b|\bunrecogni[sz]ed\b|\binvalid\b|\bdisabled\b|\bdisallowed\b|\bforbidden\b|\bno\b|\bnever\b|\bwithout\b|\bmust\b|\bshould\b|\bonly\b|\bextra\b|\brejects?(?:ed)?\b|\brequires?\b|\bfailed\b|不支持|不允许|不能|无效/iu;
