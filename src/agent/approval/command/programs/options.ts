import type { Call } from "./call.ts";
import { textRows } from "./optionsOfTexts.ts";
import { toolRows } from "./optionsOfTools.ts";

const rows = new Map([...textRows, ...toolRows]);

/** Programs in the table for which an argument that is not known may be one of these options. */
const careless = new Set([
  "grep",
  "egrep",
  "fgrep",
  "tee",
  "cut",
  "tr",
  "column",
  "lsof",
  "npm-run-all",
  "php",
  "rsync",
  "docker",
  "openssl",
  "whois",
  "eslint",
  "prettier",
  "mocha",
  "jest",
  "vitest",
  "pytest",
  "diff",
  "hostname",
  "less",
  "more",
  "bat",
  "jq",
  "tsc",
  "env",
  "uniq",
  "make",
  "cargo",
  "go",
  "just",
  "nodemon",
  "dotnet",
]);

/** Why the arguments of a call do more than its name says; undefined if they don't. */
export function optionRisk(call: Call): string | undefined {
  const row = rows.get(call.name);
  if (!row) return undefined;
  if (call.mayHoldOptions && !careless.has(call.name)) return "An argument may be an option that runs a program.";
  return row(call);
}
