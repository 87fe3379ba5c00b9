/** Whether a name or a number stands on both sides of an offset. */
export const cutsName = (text: string, at: number): boolean =>
  isWord(text.charCodeAt(at - 1)) && isWord(text.charCodeAt(at));

const isWord = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95 || code > 0x7f;
