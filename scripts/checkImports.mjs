/**
 * `npm run check:imports`: the walls and circles of .dependency-cruiser.mjs, and that no two folders below src/ import
 * each other both ways, and no more layers than a room may have. Ends with exit code 1 and a line for each
 * violation.
 */
import { cruise } from "dependency-cruiser";
import { dirname } from "node:path";
import config from "../.dependency-cruiser.mjs";
import { script } from "./lib/project.mjs";

const places = ["src", "engine", "scripts", "test", "bench", "esbuild.js"];

/**
 * How many layers a room may have: the files of its longest chain of imports. Imports of types count, as a reader needs
 * them too. A face does not: a file that has nothing but re-exports.
 */
const longestChains = { "src/gemma/dialect": 7, "src/gemma": 9 };

await script(async () => {
  const { output } = await cruise(places, { ...config.options, validate: true, ruleSet: config });
  if (typeof output === "string") throw new Error("dependency-cruiser gave text instead of its findings.");
  const broken = output.summary.violations.map(({ rule, from, to, cycle }) => {
    const way = cycle ? [from, ...cycle.map(({ name }) => name)] : [from, to];
    return `${rule.name}: ${way.join(" → ")}`;
  });
  const found = [...broken, ...twoWayPairs(output.modules), ...deepRooms(output.modules)];
  for (const line of found) process.stderr.write(`${line}\n`);
  if (found.length > 0) throw new Error(`${found.length} violations of the rules on imports.`);
});

/**
 * The pairs of folders below src/ that import each other both ways, each with one import of either way.
 * @param {readonly import("dependency-cruiser").IModule[]} modules
 * @returns {string[]}
 */
function twoWayPairs(modules) {
  /** @type {Map<string, string>} from "folder → folder" to one import that makes it so */
  const ways = new Map();
  for (const { source, dependencies } of modules)
    for (const { resolved } of dependencies) {
      const [from, to] = [dirname(source), dirname(resolved)];
      if (from !== to && from.startsWith("src") && to.startsWith("src"))
        ways.set(`${from} → ${to}`, `${source} → ${resolved}`);
    }
  return [...ways].flatMap(([way, example]) => {
    const [from = "", to = ""] = way.split(" → ");
    const back = ways.get(`${to} → ${from}`);
    return back === undefined || from > to ? [] : [`two-way: ${from} ⇄ ${to} (${example}; ${back})`];
  });
}

/**
 * The rooms in which a chain of imports is longer than it may be, each with that chain.
 * @param {readonly import("dependency-cruiser").IModule[]} modules without circles
 * @returns {string[]}
 */
function deepRooms(modules) {
  return Object.entries(longestChains).flatMap(([room, most]) => {
    const files = new Map(modules.map(({ source, dependencies }) => [source, dependencies]));
    /** @type {Map<string, string[]>} the longest chain from a file on */
    const chains = new Map();
    /** @param {string} file @returns {string[]} */
    const chainFrom = (file) => {
      const known = chains.get(file);
      if (known) return known;
      chains.set(file, [file]);
      const below = (files.get(file) ?? []).filter(({ resolved }) => resolved.startsWith(`${room}/`));
      const longest = below.map(({ resolved }) => chainFrom(resolved)).sort((a, b) => b.length - a.length)[0] ?? [];
      const isFace = below.length > 0 && below.every(({ dependencyTypes }) => dependencyTypes.includes("export"));
      const chain = isFace ? longest : [file, ...longest];
      chains.set(file, chain);
      return chain;
    };
    const inRoom = [...files.keys()].filter((file) => file.startsWith(`${room}/`));
    const [longest = []] = inRoom.map(chainFrom).sort((a, b) => b.length - a.length);
    if (longest.length <= most) return [];
    return [`too deep: ${room} has a chain of ${longest.length} imports (${most}): ${longest.join(" → ")}`];
  });
}
