const escapes = new Map(
  Object.entries<string>({
    n: "\n",
    t: "\t",
    r: "\r",
    b: "\b",
    f: "\f",
    v: "\v",
    a: "\u0007",
    "0": "\0",
    "\n": "",
  }),
);

/** The text of a Python string literal's inside; escapes that Python does not know stay as they are. */
export function unescapePython(raw: string): string {
  return raw.replaceAll(/\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|x([\da-fA-F]{2})|([^]))/g, (all, u, long, x, one) => {
    const code = (u ?? long ?? x) as string | undefined;
    if (code !== undefined) {
      const point = Number.parseInt(code, 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : all;
    }
    return escapes.get(String(one)) ?? ("\"'\\".includes(String(one)) ? String(one) : all);
  });
}
