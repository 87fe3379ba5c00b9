import { stilled } from "./inert.ts";

/**
 * Escapes text for Markdown, line by line; text of servers and models may contain links, images and markup, and
 * characters that change the order of others.
 */
export const escapedMarkdown = (words: string): string =>
  words
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map(stilled)
    .join("\n")
    .replace(/^[ \t]+/gm, "")
    .replace(/[\\`*_{}[\]()#!~<>|&$@]|:(?=\/\/)/g, "\\$&")
    // Such names become links by themselves.
    .replace(/\b(www)(?=\.)/gi, "$1\\")
    // List marks and underlines of headings count at the start of a line only.
    .replace(/^(\d*)([-+=.])/gm, "$1\\$2")
    .replace(/\n/g, "  \n");
