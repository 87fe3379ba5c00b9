/** Copies text to the clipboard; rejects if the editor denies it. */
export function copyText(text: string): Promise<void> {
  return navigator.clipboard.writeText(text);
}
