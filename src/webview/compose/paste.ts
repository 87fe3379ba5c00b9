/** What a clipboard offers, as far as a paste into the composer looks at it. */
export type Pasted = { text: string; files: readonly File[] };

/**
 * The files that a paste attaches; none where its text goes in as ever. A word processor or spreadsheet puts a picture
 * of the text beside the text: the text is what was copied. A file manager puts the files' names beside the files.
 */
export function pastedFiles({ text, files }: Pasted): readonly File[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const areNames = lines.every((line) => files.some(({ name }) => name !== "" && line.trim().endsWith(name)));
  return areNames ? files : [];
}
