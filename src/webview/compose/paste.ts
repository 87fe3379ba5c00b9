/** What a clipboard offers, as far as a paste into the composer looks at it. `html`: the same with its layout. */
export type Pasted = { text: string; html: string; files: readonly File[] };

/**
 * The files that a paste attaches; none where its text goes in as ever. A word processor or spreadsheet puts a picture
 * of the text beside the text, with its layout: the text is what was copied. A file manager puts the files' names or
 * addresses beside the files.
 */
export function pastedFiles({ text, html, files }: Pasted): readonly File[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  if (lines.length > 0 && html.trim() !== "") return [];
  return lines.every((line) => files.some(({ name }) => isOf(line.trim(), name))) ? files : [];
}

/** Whether a line is a file's name, its path or its address. */
function isOf(line: string, name: string): boolean {
  if (name === "") return false;
  const path = line.startsWith("file:") ? decoded(line) : line;
  return path === name || path.endsWith(`/${name}`) || path.endsWith(`\\${name}`);
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
