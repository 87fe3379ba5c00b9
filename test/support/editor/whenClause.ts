/** A key's `when` clause, for the parts of the language that the editor's default keys and ours use. */

export type Contexts = Readonly<Record<string, unknown>>;

type Token = string;

const tokens = (clause: string): Token[] =>
  clause.match(/\/(?:\\.|[^/\\])+\/\w*|'[^']*'|&&|\|\||[()]|==|!=|=~|>=|<=|[<>]|!|\bnot in\b|[^\s()!&|<>=~']+/g) ?? [];

/** Whether a clause is true; a missing context is false. */
export function holds(clause: string, contexts: Contexts): boolean {
  const left = tokens(clause);
  const any = (): boolean => {
    let value = all();
    while (left[0] === "||") {
      left.shift();
      value = all() || value;
    }
    return value;
  };
  const all = (): boolean => {
    let value = term();
    while (left[0] === "&&") {
      left.shift();
      value = term() && value;
    }
    return value;
  };
  const term = (): boolean => {
    const token = left.shift();
    if (token === undefined) throw new Error(`The clause ends too soon: ${clause}`);
    if (token === "!") return !term();
    if (token === "(") {
      const value = any();
      left.shift();
      return value;
    }
    return compare(contexts[token], left);
  };
  const value = any();
  if (left.length > 0) throw new Error(`Not read: ${left.join(" ")} of ${clause}`);
  return value;
}

function compare(value: unknown, left: Token[]): boolean {
  const operator = left[0];
  if (operator === undefined || !/^(?:==|!=|=~|[<>]=?|in|not in)$/.test(operator)) return Boolean(value);
  left.shift();
  const operand = (left.shift() ?? "").replace(/^'(.*)'$/, "$1");
  switch (operator) {
    case "==":
      return String(value ?? "") === operand;
    case "!=":
      return String(value ?? "") !== operand;
    default:
      return false;
  }
}

/**
 * The situations in which a clause in disjunctive form (as the editor writes its defaults) is true: for each
 * alternative, the contexts that must and must not be set.
 */
export function situations(clause: string): { contexts: Contexts; not: string[] }[] {
  return clause.split("||").map((alternative) => {
    const contexts: Record<string, unknown> = {};
    const not: string[] = [];
    for (const part of alternative.split("&&").map((each) => each.trim())) {
      const [, key = part, value] = /^(\S+) == '([^']*)'$/.exec(part) ?? [];
      if (part.startsWith("!")) not.push(part.slice(1));
      else if (value !== undefined) contexts[key] = value;
      else if (!/[\s=<>]/.test(part)) contexts[part] = true;
    }
    return { contexts, not };
  });
}
