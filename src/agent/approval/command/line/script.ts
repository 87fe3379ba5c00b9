/** A text that no parser here understands, or that nobody should allow unread. The message is shown to the user. */
export class NotUnderstood extends Error {}

/**
 * A word of a command, after quotes. `text` is what the program gets if `kind` is "static". A "pattern" is known but for
 * the names of files that it stands for. Of a "dynamic" word only `head` is known, its beginning.
 */
export type Word = {
  text: string;
  raw: string;
  kind: "static" | "pattern" | "dynamic";
  head: string;
  /** Whether any of it stood in quotes. */
  isQuoted: boolean;
  /** Whether it begins with the user's home folder, written as `~` in `text`. */
  isTilde: boolean;
  /** Whether a substitution's output is a part of it. */
  isOutput?: boolean;
};

/** A variable that a command line sets; `isExported` where programs see it. */
export type Assignment = { name: string; value: Word; isExported: boolean };

/** A file that a redirection opens. */
export type Redirect = { op: "read" | "write"; target: Word };

/** One command with all that the line says of it. */
export type Command = {
  words: readonly Word[];
  assignments: readonly Assignment[];
  redirects: readonly Redirect[];
  /** Whether a pipe or a here-document is its standard input. */
  isFed: boolean;
  /** Substitutions in it; they run before it, in shells of their own. */
  nested: readonly Node[];
};

/** Control flow of a parsed line, as far as it matters to where commands run. */
export type Node =
  | { type: "command"; command: Command }
  /** `join` is what stands behind the node. */
  | { type: "list"; items: readonly { node: Node; join: "&&" | "||" | ";" }[] }
  /** Bodies that may run or not, any number of times, in this shell. */
  | { type: "branches"; nodes: readonly Node[] }
  /** Bodies that run in shells of their own. */
  | { type: "isolated"; nodes: readonly Node[] }
  | { type: "function"; name: string; body: Node };

/** A parsed line: its tree, and what speaks against running it unread. */
export type Script = { node: Node; problems: readonly string[] };

/** A word that is known in full. */
export const staticWord = (text: string, raw = text): Word => ({
  text,
  raw,
  kind: "static",
  head: text,
  isQuoted: false,
  isTilde: false,
});

/** A word of which nothing is known. */
export const unknownWord = (raw: string): Word => ({
  text: "",
  raw,
  kind: "dynamic",
  head: "",
  isQuoted: false,
  isTilde: false,
});

/** The commands of a tree that stand in it directly: not those of substitutions. */
export function* commandsOf(node: Node): Generator<Command> {
  switch (node.type) {
    case "command":
      yield node.command;
      return;
    case "list":
      for (const item of node.items) yield* commandsOf(item.node);
      return;
    case "branches":
    case "isolated":
      for (const each of node.nodes) yield* commandsOf(each);
      return;
    case "function":
      yield* commandsOf(node.body);
  }
}

/** The text of a command, as it is listed and as regular expressions see it. */
export const textOfCommand = ({ words }: Pick<Command, "words">): string => words.map(({ raw }) => raw).join(" ");
