import type { Node, Word } from "./line/script.ts";

/** The functions that a line defines, and the values that it gives to variables. */
export function definitions(node: Node): { functions: ReadonlySet<string>; values: ReadonlyMap<string, Word[]> } {
  const functions = new Set<string>();
  const values = new Map<string, Word[]>();
  const visit = (each: Node): void => {
    switch (each.type) {
      case "function":
        functions.add(each.name);
        return visit(each.body);
      case "list":
        return each.items.forEach((item) => visit(item.node));
      case "command":
        for (const { name, value } of each.command.assignments) values.set(name, [...(values.get(name) ?? []), value]);
        // What a substitution prints may be a file's name.
        if (/^(echo|printf|join-path|write-output)$/i.test(each.command.words[0]?.text ?? ""))
          values.set("", [...(values.get("") ?? []), ...each.command.words.slice(1)]);
        return each.command.nested.forEach(visit);
      case "branches":
      case "isolated":
        return each.nodes.forEach(visit);
    }
  };
  visit(node);
  return { functions, values };
}

/** Whether a value is known to be one word that is no option. */
export const isPlainValue = ({ kind, text }: Word): boolean =>
  kind !== "dynamic" && !text.startsWith("-") && !/\s/.test(text);
