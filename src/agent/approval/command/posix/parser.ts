import { commandsOf, NotUnderstood, type Node, type Script } from "../line/script.ts";
import { readCompound } from "./compound.ts";
import { type Dialect, Reader } from "./reader.ts";
import { finished, readDocuments, readSimple } from "./simple.ts";

/** Parses a line of bash or zsh. Throws NotUnderstood for everything that it does not know exactly. */
export function parsePosix(text: string, dialect: Dialect): Script {
  const shared = { dialect, calculated: new Set<string>(), texts: new Set<string>(), commands: 0 };
  const reader = new Reader(text, shared, readList);
  if (/^\s*\^/.test(text)) throw new NotUnderstood("A shell may replace ^ by an earlier command.");
  const node = readList(reader, []);
  if (!reader.isAtEnd) throw new NotUnderstood(`"${reader.peek()}" stands where it is not understood.`);
  for (const { words } of commandsOf(node)) {
    const sets = words[0]?.text;
    if (sets === "read" || sets === "mapfile" || sets === "readarray" || sets === "getopts" || sets === "printf") {
      for (const { text: name } of words.slice(1)) shared.texts.add(name);
      if (words.length === 1) shared.texts.add("REPLY");
    }
  }
  for (const name of shared.calculated) {
    if (shared.texts.has(name)) throw new NotUnderstood(`Arithmetic would evaluate the text in ${name}.`);
  }
  return { node, problems: [] };
}

/** Reads commands up to one of the closers, which stays. */
function readList(reader: Reader, closers: readonly string[]): Node {
  const items: { node: Node; join: "&&" | "||" | ";" }[] = [];
  for (;;) {
    lines(reader);
    if (reader.isAtEnd || isCloser(reader, closers)) break;
    let node = readPipeline(reader);
    reader.blanks();
    comment(reader);
    if (reader.takes("&&")) items.push({ node, join: "&&" });
    else if (reader.takes("||")) items.push({ node, join: "||" });
    else if (reader.peek(2) === ";;" || reader.peek(2) === ";&") {
      items.push({ node, join: ";" });
      break;
    } else if (reader.takes(";")) items.push({ node, join: ";" });
    else if (reader.peek() === "&") {
      reader.at++;
      if (/[|!>]/.test(reader.peek())) throw new NotUnderstood("The sign after & is not understood.");
      node = { type: "isolated", nodes: [node] };
      items.push({ node, join: ";" });
    } else if (reader.peek() === "\n") items.push({ node, join: ";" });
    else {
      items.push({ node, join: ";" });
      reader.blanks();
      if (!reader.isAtEnd && !isCloser(reader, closers))
        throw new NotUnderstood(`"${reader.peek()}" stands where it is not understood.`);
      break;
    }
    if (items.at(-1)?.join !== ";") {
      lines(reader);
      if (reader.isAtEnd || isCloser(reader, closers)) throw new NotUnderstood("The command is not complete.");
    }
  }
  if (reader.documents.length > 0 && reader.isAtEnd) throw new NotUnderstood("A here-document has no end.");
  return { type: "list", items };
}

/** Line ends, blanks and comments. */
function lines(reader: Reader): void {
  for (;;) {
    reader.blanks();
    comment(reader);
    if (!reader.takes("\n")) return;
    readDocuments(reader);
  }
}

/** A comment; only where a word could begin. */
function comment(reader: Reader): void {
  if (reader.peek() !== "#") return;
  const before = reader.text[reader.at - 1];
  if (before !== undefined && !/[\s;&|()]/.test(before)) return;
  const text = reader.match(/[^\n]*/y) ?? "";
  // At a prompt of zsh it is no comment.
  if (reader.shared.dialect === "zsh" && !/^#[\w\s.,:/!-]*$/.test(text))
    throw new NotUnderstood("zsh may read a comment as words.");
}

function isCloser(reader: Reader, closers: readonly string[]): boolean {
  if (reader.peek() === ")") return closers.includes(")");
  if (reader.peek(2) === ";;" || reader.peek(2) === ";&") return closers.includes(";;");
  const start = reader.at;
  const word = reader.match(/[a-z]+(?=[\s;&|()]|$)|\}(?=[\s;&|()<>]|$)/y);
  reader.at = start;
  return word !== undefined && closers.includes(word);
}

function readPipeline(reader: Reader): Node {
  let isTimed = true;
  while (isTimed) {
    reader.blanks();
    isTimed = reader.match(/!(?=[ \t])|time(?=[ \t])(?:[ \t]+-p(?=[ \t]))?/y) !== undefined;
  }
  reader.blanks();
  const nodes = [readCommand(reader)];
  for (;;) {
    reader.blanks();
    if (reader.peek(2) === "||" || (!reader.takes("|&") && !reader.takes("|"))) break;
    lines(reader);
    const node = readCommand(reader);
    for (const command of commandsOf(node)) command.isFed = true;
    nodes.push(node);
  }
  return nodes.length === 1 ? nodes[0]! : { type: "isolated", nodes };
}

function readCommand(reader: Reader): Node {
  const compound = readCompound(reader);
  if (compound) return compound;
  const { isFunction, ...made } = readSimple(reader);
  if (isFunction) {
    lines(reader);
    const body = readCompound(reader);
    if (!body || body.type === "function") throw new NotUnderstood("The function is not understood.");
    return { type: "function", name: made.words[0]?.text ?? "", body };
  }
  if (made.words.length + made.assignments.length + made.redirects.length === 0) {
    throw new NotUnderstood(
      reader.isAtEnd ? "The command is not complete." : `"${reader.peek()}" stands where it is not understood.`,
    );
  }
  return finished(reader, made);
}
