import { NotUnderstood, type Node } from "../line/script.ts";
import { arithmetic, calculate } from "./expansion.ts";
import type { Reader } from "./reader.ts";
import { draft, finished, readRedirect } from "./simple.ts";
import { readTest } from "./test.ts";
import { readWord } from "./words.ts";

const keyword =
  /(?:if|then|else|elif|fi|do|done|case|esac|while|until|for|function|select|coproc|in|foreach|repeat|end|always|nocorrect|\[\[|[{}!])(?=[\s;&|()<>]|$)/y;

/** Reads a group, a condition, a loop or a definition; undefined if the next command is a plain one. */
export function readCompound(reader: Reader): Node | undefined {
  const start = reader.at;
  const node = body(reader);
  if (!node) {
    reader.at = start;
    return undefined;
  }
  if (node.type === "function") return node;
  const around = draft();
  for (;;) {
    reader.blanks();
    if (!readRedirect(reader, around)) break;
  }
  if (around.redirects.length === 0 && !around.isFed) return node;
  // The files are opened around it, and what is in it reads from them.
  const opened = finished(reader, around);
  return {
    type: "list",
    items: [
      { node: opened, join: ";" },
      { node: around.isFed ? fed(node) : node, join: ";" },
    ],
  };
}

function body(reader: Reader): Node | undefined {
  if (reader.takes("((")) {
    calculate(reader.shared.calculated, arithmetic(reader));
    return { type: "list", items: [] };
  }
  if (reader.takes("(")) return reader.nested(")");
  const word = reader.match(keyword);
  switch (word) {
    case undefined:
      return undefined;
    case "{":
      return upTo(reader, "}");
    case "[[":
      return readTest(reader);
    case "if":
      return condition(reader);
    case "while":
    case "until":
      return { type: "branches", nodes: [upTo(reader, "do"), upTo(reader, "done")] };
    case "for":
      return loop(reader);
    case "case":
      return cases(reader);
    case "function":
      return definition(reader);
    default:
      throw new NotUnderstood(`"${word}" stands where it is not understood.`);
  }
}

function upTo(reader: Reader, closer: string): Node {
  reader.enter();
  const node = reader.list(reader, [closer]);
  if (node.type === "list" && node.items.length === 0) throw new NotUnderstood("A block is empty.");
  reader.expect(closer);
  reader.depth--;
  return node;
}

function condition(reader: Reader): Node {
  const nodes = [upTo(reader, "then")];
  reader.enter();
  for (;;) {
    nodes.push(reader.list(reader, ["elif", "else", "fi"]));
    if (reader.takes("elif")) nodes.push(upTo(reader, "then"));
    else if (reader.takes("else")) {
      nodes.push(upTo(reader, "fi"));
      break;
    } else {
      reader.expect("fi");
      break;
    }
  }
  reader.depth--;
  return { type: "branches", nodes };
}

function loop(reader: Reader): Node {
  reader.blanks();
  const values = draft();
  if (reader.takes("((")) calculate(reader.shared.calculated, arithmetic(reader));
  else {
    const name = reader.match(/[A-Za-z_]\w*(?=[\s;])/y);
    if (name === undefined) throw new NotUnderstood("The loop is not understood.");
    while (reader.match(/[ \t\n]+|\\\n/y) !== undefined);
    if (reader.match(/in(?=[\s;])/y) !== undefined) {
      for (;;) {
        reader.blanks();
        const read = readWord(reader);
        if (!read) break;
        values.nested.push(...read.nested);
        values.assignments.push({ name, value: read.word, isExported: false });
        if (!/^(\d+|\{\d+\.\.\d+\})$/.test(read.word.raw)) reader.shared.texts.add(name);
      }
    } else {
      // Without words a loop is over the arguments.
      values.assignments.push({
        name,
        value: { text: "", raw: "$@", kind: "dynamic", head: "", isQuoted: false, isTilde: false },
        isExported: false,
      });
      reader.shared.texts.add(name);
    }
  }
  reader.match(/[ \t]*;?\s*/y);
  if (reader.match(/do(?=[\s;])/y) === undefined) throw new NotUnderstood("The loop is not understood.");
  const inner = upTo(reader, "done");
  return { type: "branches", nodes: [finished(reader, values), inner] };
}

function cases(reader: Reader): Node {
  const subject = draft();
  reader.blanks();
  const read = readWord(reader);
  if (!read) throw new NotUnderstood("The case is not understood.");
  subject.nested.push(...read.nested);
  if (reader.match(/\s+in(?=\s)/y) === undefined) throw new NotUnderstood("The case is not understood.");
  const nodes: Node[] = [];
  for (;;) {
    reader.match(/\s*/y);
    if (reader.match(/esac(?=[\s;&|()<>]|$)/y) !== undefined) break;
    reader.takes("(");
    do {
      reader.blanks();
      const pattern = readWord(reader);
      if (!pattern) throw new NotUnderstood("The case is not understood.");
      subject.nested.push(...pattern.nested);
      reader.blanks();
    } while (reader.takes("|"));
    reader.expect(")");
    reader.enter();
    nodes.push(reader.list(reader, [";;", "esac"]));
    reader.depth--;
    if (!reader.takes(";;&") && !reader.takes(";;")) reader.takes(";&");
  }
  return { type: "branches", nodes: [finished(reader, subject), ...nodes] };
}

function definition(reader: Reader): Node {
  reader.blanks();
  const name = reader.match(/[A-Za-z_][\w-]*/y);
  reader.match(/[ \t]*(?:\([ \t]*\))?\s*/y);
  const inner = name === undefined ? undefined : readCompound(reader);
  if (name === undefined || !inner || inner.type === "function")
    throw new NotUnderstood("The function is not understood.");
  return { type: "function", name, body: inner };
}

/** The same, with a file or text as the standard input of every command. */
function fed(node: Node): Node {
  switch (node.type) {
    case "command":
      return { type: "command", command: { ...node.command, isFed: true } };
    case "list":
      return { type: "list", items: node.items.map((item) => ({ ...item, node: fed(item.node) })) };
    case "branches":
    case "isolated":
      return { type: node.type, nodes: node.nodes.map(fed) };
    case "function":
      return { ...node, body: fed(node.body) };
  }
}
