import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import { root } from "./project.mjs";

/**
 * The files that hold a command or a message of the panel, tests apart: where it is declared, where it is handled, and
 * where code asks for it by name. Who posts a message or offers a command is not counted; it is why there is one.
 * @typedef {{ commands: Map<string, Set<string>>, messages: Map<string, Set<string>> }} Places
 */

/** @returns {Places} files by ids of commands and by types of messages */
export function placesToTouch() {
  /** @type {Places} */
  const found = { commands: new Map(), messages: new Map() };
  for (const file of sources()) {
    const text = readFileSync(join(root, file), "utf8");
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    visit(source, (node) => read(node, file, found));
  }
  // Written by `npm run manifest`, and a file of the change all the same.
  for (const files of found.commands.values()) files.add("package.json");
  return found;
}

function sources() {
  const all = readdirSync(join(root, "src"), { recursive: true, withFileTypes: true });
  const files = all.filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name));
  return files.map(({ parentPath, name }) => relative(root, join(parentPath, name)).replaceAll("\\", "/"));
}

/** @type {(node: ts.Node, each: (node: ts.Node) => void) => void} */
function visit(node, each) {
  each(node);
  ts.forEachChild(node, (child) => visit(child, each));
}

/** @type {(node: ts.Node, file: string, found: Places) => void} */
function read(node, file, { commands, messages }) {
  /** @type {(places: Map<string, Set<string>>, names: readonly string[]) => void} */
  const add = (places, names) => {
    for (const name of names) places.set(name, (places.get(name) ?? new Set()).add(file));
  };
  if (ts.isPropertyAssignment(node) && isMap(node.initializer)) {
    const name = node.name.getText();
    if (name === "commands") add(commands, keysOf(node.initializer));
    if (name === "panel") add(messages, keysOf(node.initializer));
  }
  if (ts.isVariableDeclaration(node) && /To(Host|Panel)$/.test(node.name.getText())) add(messages, typesIn(node));
  if ((ts.isVariableDeclaration(node) || ts.isPropertyDeclaration(node)) && node.initializer) {
    const isHandlers = /^Handlers<[^>]*(ToHost|ToPanel|ViewMessage)/.test(node.type?.getText() ?? "");
    if (isHandlers && isMap(node.initializer)) add(messages, keysOf(node.initializer));
  }
  if (/^src\/(chat|editor|webview)\//.test(file)) add(messages, askedFor(node));
}

/** @type {(node: ts.Node) => node is ts.ObjectLiteralExpression} */
const isMap = (node) => ts.isObjectLiteralExpression(node);

/** @type {(map: ts.ObjectLiteralExpression) => string[]} */
const keysOf = (map) =>
  map.properties.flatMap(({ name }) =>
    name && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? [name.text] : [],
  );

/**
 * The types of the messages in a list of schemas: `plain("stop")`, `v.object({ type: v.literal("ask"), … })`.
 * @param {ts.VariableDeclaration} list
 */
function typesIn(list) {
  const array = list.initializer && ts.isAsExpression(list.initializer) ? list.initializer.expression : undefined;
  if (!array || !ts.isArrayLiteralExpression(array)) return [];
  return array.elements.flatMap((schema) => {
    const type = /^(?:plain\(|v\.object\(\{\s*type: v\.literal\()"([^"]+)"/.exec(schema.getText())?.[1];
    return type === undefined ? [] : [type];
  });
}

/** The type that a comparison or a case asks of a `message`. @type {(node: ts.Node) => string[]} */
function askedFor(node) {
  if (ts.isCaseClause(node)) {
    const isMessage = node.parent.parent.expression.getText() === "message.type";
    return isMessage && ts.isStringLiteral(node.expression) ? [node.expression.text] : [];
  }
  const isCompared = ts.isBinaryExpression(node) && node.left.getText() === "message.type";
  return isCompared && ts.isStringLiteral(node.right) ? [node.right.text] : [];
}
