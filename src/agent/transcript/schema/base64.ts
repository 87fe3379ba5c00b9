const sliceLength = 1 << 16;

/** Whether a text is base64 of whole bytes. Checks slices, because a pattern over megabytes overflows the stack. */
export function isBase64(text: string): boolean {
  if (text === "" || text.length % 4 !== 0) return false;
  for (let at = 0; at < text.length; at += sliceLength) {
    const isLast = at + sliceLength >= text.length;
    const slice = text.slice(at, at + sliceLength);
    if (!(isLast ? /^[A-Za-z0-9+/]*={0,2}$/ : /^[A-Za-z0-9+/]*$/).test(slice)) return false;
  }
  return true;
}
