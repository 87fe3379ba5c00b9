/** Whether a line begins a V4A patch; stars may stand behind the words too. */
export const beginsPatch = (line: string): boolean => /^\s*\*\*\* Begin(?: of)? Patch(?: \*{3})?\s*$/i.test(line);

/** Whether a line ends one; some models write "End of Patch", as they do for the file. */
export const endsPatch = (line: string): boolean =>
  /^\s*\*\*\* (?:End(?: of)? ?Patch|Patch End)\.?(?: \*{3})?\s*$/i.test(line);

/** Whether a line begins a file's section of one. */
export const beginsSection = (line: string): boolean => /^\s*\*\*\* (?:Update|Add|Delete) File:/i.test(line);
