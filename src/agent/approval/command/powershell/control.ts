import { NotUnderstood, type Node } from "../line/script.ts";
import { WordBuilder } from "../line/wordBuilder.ts";
import { readExpression } from "./expression.ts";
import { type Scanner, variable } from "./scanner.ts";

const keyword =
  /(?:if|elseif|else|foreach|for|while|do|until|try|catch|finally|return|break|continue|throw|exit|switch|function|filter|workflow|configuration|class|enum|using|param|begin|process|end|dynamicparam|trap|data|parallel|sequence|inlinescript|hidden|static|clean|define|from|var)(?=[\s({;]|$)/iy;

/** Reads a condition, a loop or an end; undefined if the statement begins with no keyword. */
export function readControl(scanner: Scanner): Node | undefined {
  const start = scanner.at;
  const word = scanner.match(keyword)?.toLowerCase();
  switch (word) {
    case undefined:
      return undefined;
    case "if":
      return condition(scanner);
    case "while":
      return { type: "branches", nodes: [head(scanner), body(scanner)] };
    case "do": {
      const inner = body(scanner);
      scanner.blanks(true);
      if (scanner.match(/(?:while|until)(?=[\s(])/iy) === undefined)
        throw new NotUnderstood("The loop is not understood.");
      return { type: "branches", nodes: [inner, head(scanner)] };
    }
    case "foreach":
      // The alias of a command is named alike.
      if (!/^\s*\(/.test(scanner.text.slice(scanner.at))) {
        scanner.at = start;
        return undefined;
      }
      return loop(scanner);
    case "for":
      return counted(scanner);
    case "try":
      return attempt(scanner);
    case "return":
    case "exit":
    case "throw": {
      scanner.blanks();
      const value = readExpression(scanner);
      return { type: "isolated", nodes: value?.nested ?? [] };
    }
    case "break":
    case "continue":
      return { type: "list", items: [] };
    default:
      throw new NotUnderstood(`"${word}" is not understood.`);
  }
}

/** A condition in parentheses. */
function head(scanner: Scanner): Node {
  scanner.blanks(true);
  scanner.expect("(");
  return scanner.block(")");
}

function body(scanner: Scanner): Node {
  scanner.blanks(true);
  scanner.expect("{");
  return scanner.block("}");
}

function condition(scanner: Scanner): Node {
  const nodes = [head(scanner), body(scanner)];
  for (;;) {
    const start = scanner.at;
    scanner.blanks(true);
    if (scanner.match(/elseif(?=[\s(])/iy) !== undefined) nodes.push(head(scanner), body(scanner));
    else if (scanner.match(/else(?=[\s{])/iy) !== undefined) {
      nodes.push(body(scanner));
      break;
    } else {
      scanner.at = start;
      break;
    }
  }
  return { type: "branches", nodes };
}

function loop(scanner: Scanner): Node {
  scanner.blanks(true);
  scanner.expect("(");
  scanner.blanks(true);
  scanner.expect("$");
  const name = variable(scanner, new WordBuilder());
  scanner.blanks(true);
  if (name === undefined || name.includes(":") || scanner.match(/in(?=\s)/iy) === undefined)
    throw new NotUnderstood("The loop is not understood.");
  return { type: "branches", nodes: [scanner.block(")"), body(scanner)] };
}

function counted(scanner: Scanner): Node {
  return { type: "branches", nodes: [head(scanner), body(scanner)] };
}

function attempt(scanner: Scanner): Node {
  const nodes = [body(scanner)];
  for (;;) {
    const start = scanner.at;
    scanner.blanks(true);
    if (scanner.match(/catch(?=[\s{[])/iy) !== undefined) {
      scanner.match(/\s*\[[\w.]+\]/y);
      nodes.push(body(scanner));
    } else if (scanner.match(/finally(?=[\s{])/iy) !== undefined) nodes.push(body(scanner));
    else {
      scanner.at = start;
      return { type: "branches", nodes };
    }
  }
}
