import { readdirSync, readFileSync } from "node:fs";
import { join, posix, relative } from "node:path";
import ts from "typescript";
import { root } from "./project.mjs";

/**
 * The files that hold each thing, tests apart: where it is declared, where it is handled, and where code asks for it by
 * name. Who posts a message, offers a command or emits an event is not counted; it is why there is one.
 * @typedef {{
 *   commands: Map<string, Set<string>>,
 *   messages: Map<string, Set<string>>,
 *   tools: Map<string, Set<string>>,
 *   providers: Map<string, Set<string>>,
 *   events: Map<string, Set<string>>,
 * }} Places
 */

/** The schemas of the events of a turn. */
const EVENTS = "src/agent/transcript/turnEvent.ts";

/** @returns {Places} files by ids of commands and providers, by types of messages and events, and by names of tools */
export function placesToTouch() {
  /** @type {Places} */
  const found = {
    commands: new Map(),
    messages: new Map(),
    tools: new Map(),
    providers: new Map(),
    events: new Map(),
  };
  // The schemas of events first: only what they declare is looked for in the other files.
  const parsed = [EVENTS, ...sources().filter((file) => file !== EVENTS)].map((file) => {
    const text = readFileSync(join(root, file), "utf8");
    return { file, source: ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true) };
  });
  for (const { file, source } of parsed) visit(source, (node) => read(node, file, found));
  // What a file declares is also in the files that import it.
  for (const { file, source } of parsed) {
    for (const imported of importsOf(source, file)) {
      for (const places of [found.tools, found.providers]) {
        for (const files of places.values()) if ([...files][0] === imported) files.add(file);
      }
    }
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

/** The files that a file imports. @type {(source: ts.SourceFile, file: string) => string[]} */
function importsOf(source, file) {
  const imports = source.statements.filter((each) => ts.isImportDeclaration(each));
  return imports.flatMap(({ moduleSpecifier: from }) =>
    ts.isStringLiteral(from) && from.text.startsWith(".") ? [posix.join(posix.dirname(file), from.text)] : [],
  );
}

/** @type {(node: ts.Node, file: string, found: Places) => void} */
function read(node, file, { commands, messages, tools, providers, events }) {
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
  if (/^src\/(chat|editor|webview)\//.test(file)) add(messages, askedFor(node, "message"));
  if (file.startsWith("src/agent/tools/") && ts.isObjectLiteralExpression(node)) add(tools, toolIn(node));
  if (file.startsWith("src/providers/presets/") && ts.isVariableDeclaration(node)) add(providers, providerOf(node));
  if (file === EVENTS && ts.isVariableDeclaration(node)) add(events, typesIn(node));
  if (/^src\/(agent|chat|editor|webview)\//.test(file)) {
    add(
      events,
      [...askedFor(node, "event"), ...eventsNamed(node)].filter((name) => events.has(name)),
    );
  }
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

/** The event that a type takes out of all: `Extract<TurnEvent, { type: "asked" }>`. @type {(node: ts.Node) => string[]} */
function eventsNamed(node) {
  const type = ts.isTypeReferenceNode(node) && /^Extract<TurnEvent, \{ type: "([^"]+)" \}>$/.exec(node.getText())?.[1];
  return type ? [type] : [];
}

/** The name of the tool that an object is. @type {(node: ts.ObjectLiteralExpression) => string[]} */
function toolIn(node) {
  const valueOf = (/** @type {string} */ key) => node.properties.find((each) => each.name?.getText() === key);
  const name = valueOf("name");
  const isTool = valueOf("parameters") !== undefined && valueOf("plan") !== undefined;
  return isTool && name && ts.isPropertyAssignment(name) && ts.isStringLiteral(name.initializer)
    ? [name.initializer.text]
    : [];
}

/** The id of the provider whose row a variable holds. @type {(node: ts.VariableDeclaration) => string[]} */
function providerOf(node) {
  const id = /^PresetRow<"([^"]+)">$/.exec(node.type?.getText() ?? "")?.[1];
  return id === undefined ? [] : [id];
}

/** The type that a comparison or a case asks of a `message` or an `event`. @type {(node: ts.Node, of: string) => string[]} */
function askedFor(node, of) {
  if (ts.isCaseClause(node)) {
    const isAsked = node.parent.parent.expression.getText() === `${of}.type`;
    return isAsked && ts.isStringLiteral(node.expression) ? [node.expression.text] : [];
  }
  const isCompared = ts.isBinaryExpression(node) && node.left.getText() === `${of}.type`;
  return isCompared && ts.isStringLiteral(node.right) ? [node.right.text] : [];
}
