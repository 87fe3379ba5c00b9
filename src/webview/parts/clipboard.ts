/** Puts text into the clipboard; rejects where the editor does not let the panel. */
export function copyText(text: string): Promise<void> {
  return navigator.clipboard.writeText(text);
}
