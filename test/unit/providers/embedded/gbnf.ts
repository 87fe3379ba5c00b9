/** A small matcher of GBNF grammars for tests: does a text follow the grammar as a whole? */

type Node =
  | { kind: "text"; text: string }
  | { kind: "class"; test: (character: string) => boolean }
  | { kind: "rule"; name: string }
  | { kind: "sequence"; nodes: Node[] }
  | { kind: "choice"; nodes: Node[] }
  | { kind: "repeat"; node: Node; least: number; most: number };

export function matchesGrammar(grammar: string, text: string): boolean {
  const rules = new Map<string, Node>();
  for (const line of grammar.split("\n").filter((each) => each !== "")) {
    const [name = "", body = ""] = line.split(/ ::= (.*)/s);
    rules.set(name, new Parser(body).choice());
  }
  return [...ends({ kind: "rule", name: "root" }, text, 0, rules)].includes(text.length);
}

/** Every position at which `node`, started at `at`, can end. */
function ends(node: Node, text: string, at: number, rules: ReadonlyMap<string, Node>): Set<number> {
  switch (node.kind) {
    case "text":
      return new Set(text.startsWith(node.text, at) ? [at + node.text.length] : []);
    case "class": {
      const character = text.at(at);
      return new Set(at < text.length && character !== undefined && node.test(character) ? [at + 1] : []);
    }
    case "rule": {
      const rule = rules.get(node.name);
      if (rule === undefined) throw new Error(`The grammar lacks the rule ${node.name}.`);
      return ends(rule, text, at, rules);
    }
    case "choice":
      return new Set(node.nodes.flatMap((each) => [...ends(each, text, at, rules)]));
    case "sequence":
      return node.nodes.reduce(
        (starts, each) => new Set([...starts].flatMap((start) => [...ends(each, text, start, rules)])),
        new Set([at]),
      );
    case "repeat": {
      const all = new Set<number>(node.least === 0 ? [at] : []);
      let starts = new Set([at]);
      for (let count = 1; count <= node.most && starts.size > 0; count++) {
        starts = new Set([...starts].flatMap((start) => [...ends(node.node, text, start, rules)]));
        if (count >= node.least) for (const start of starts) all.add(start);
      }
      return all;
    }
  }
}

class Parser {
  #rest: string;
  constructor(body: string) {
    this.#rest = body;
  }

  choice(): Node {
    const nodes = [this.#sequence()];
    while (this.#take(/^ *\| */)) nodes.push(this.#sequence());
    return nodes.length === 1 && nodes[0] !== undefined ? nodes[0] : { kind: "choice", nodes };
  }

  #sequence(): Node {
    const nodes: Node[] = [];
    while (this.#rest.trim() !== "" && !/^ *[|)]/.test(this.#rest)) nodes.push(this.#repeated());
    return { kind: "sequence", nodes };
  }

  #repeated(): Node {
    const node = this.#item();
    const sign = this.#take(/^(\*|\?|\+|\{\d+,\d+\})/);
    if (sign === undefined) return node;
    const [least = 0, most = Infinity] =
      { "*": [0], "?": [0, 1], "+": [1] }[sign] ?? sign.match(/\d+/g)?.map(Number) ?? [];
    return { kind: "repeat", node, least, most };
  }

  #item(): Node {
    this.#take(/^ +/);
    const quoted = this.#take(/^"(?:[^"\\]|\\.)*"/);
    if (quoted !== undefined) return { kind: "text", text: quoted.slice(1, -1).replace(/\\(.)/g, "$1") };
    const characters = this.#take(/^\[(?:[^\]\\]|\\.)*\]/);
    if (characters !== undefined) {
      const expression = new RegExp(`^${characters}$`, "s");
      return { kind: "class", test: (character) => expression.test(character) };
    }
    if (this.#take(/^\(/)) {
      const node = this.choice();
      this.#take(/^ *\)/);
      return node;
    }
    const name = this.#take(/^[a-z][a-z-]*/);
    if (name === undefined) throw new Error(`Not a grammar from here: ${this.#rest}`);
    return { kind: "rule", name };
  }

  #take(pattern: RegExp): string | undefined {
    const found = pattern.exec(this.#rest)?.[0];
    if (found !== undefined) this.#rest = this.#rest.slice(found.length);
    return found;
  }
}
