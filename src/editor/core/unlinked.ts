/**
 * Words that may hold a file's name, a path of the model's or a server's text, made fit for a notification: VS Code turns
 * `[text](command:…)` into a link there, which would run on a click.
 */
export const unlinked = (words: string): string => words.replaceAll("](", "] (");
