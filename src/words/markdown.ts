/** Escapes text for Markdown, line by line; text of servers and models may contain links, images and markup. */
export const escapedMarkdown = (words: string): string =>
  words
    .replace(/^[ \t]+/gm, "")
    .replace(/[\\`*_{}[\]()#!~<>|&$@]|:(?=\/\/)/g, "\\$&")
    // List marks and underlines of headings count at the start of a line only.
    .replace(/^(\d*)([-+=.])/gm, "$1\\$2")
    .replace(/\r?\n/g, "  \n");
