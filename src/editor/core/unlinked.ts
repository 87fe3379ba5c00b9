/**
 * Makes text with a file name, a model's path or a server's words safe for a notification. VS Code would turn
 * `[text](command:…)` into a link that runs on a click.
 */
export const unlinked = (words: string): string => words.replaceAll("](", "] (");
