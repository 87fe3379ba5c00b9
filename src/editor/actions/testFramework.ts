import * as v from "valibot";
import { partsOf } from "./testNames.ts";

/** Texts that reveal a project's test framework; missing files are omitted. */
export type ProjectTexts = {
  /** The nearest package.json, in the file's folder or above. */
  packageJson?: string;
  /** pyproject.toml, setup.cfg, requirements.txt and similar, joined. */
  python?: string;
  /** A test of the project. */
  test?: string;
};

const table = v.optional(v.record(v.string(), v.string()));
const packageSchema = v.object({ scripts: table, dependencies: table, devDependencies: table });

/** Names to find in a test file's imports or a manifest; the first match wins. */
const javascript = ["vitest", "@jest/globals", "jest", "bun:test", "mocha", "ava", "jasmine", "tap", "uvu"] as const;
const dotnet = [
  ["Xunit", "xUnit"],
  ["NUnit", "NUnit"],
  ["VisualStudio.TestTools", "MSTest"],
] as const;

/** The framework for tests of `path`, in words for the model. */
export function testFramework(path: string, texts: ProjectTexts): string {
  const { test = "" } = texts;
  switch (partsOf(path).ending) {
    case "py":
      return pythonFramework(texts);
    case "go":
      return "Go's testing package";
    case "rs":
      return "Rust's own tests, in a module marked #[cfg(test)] at the end of the file";
    case "java":
    case "kt":
      return /org\.junit\.(?!jupiter)/.test(test) ? "JUnit 4" : "JUnit 5";
    case "cs":
      return dotnet.find(([name]) => test.includes(name))?.[1] ?? "xUnit";
    case "rb":
      return /minitest|Minitest/.test(test) ? "Minitest" : "RSpec";
    case "php":
      return "PHPUnit";
    case "ts":
    case "tsx":
    case "mts":
    case "cts":
    case "js":
    case "jsx":
    case "mjs":
    case "cjs":
      return javascriptFramework(texts);
    default:
      return "the language's usual test framework";
  }
}

function javascriptFramework({ packageJson, test = "" }: ProjectTexts): string {
  if (/["']node:test["']/.test(test)) return "node:test with node:assert";
  const imported = javascript.find((name) => new RegExp(`["']${name}["']`).test(test));
  if (imported) return imported.replace("@jest/globals", "jest");
  const manifest = parsePackage(packageJson);
  const script = manifest?.scripts?.["test"] ?? "";
  const named = javascript.find((name) => new RegExp(`\\b${name}\\b`).test(script));
  if (named) return named;
  if (/\bbun test\b/.test(script)) return "bun:test";
  if (/--test\b/.test(script)) return "node:test with node:assert";
  const installed = { ...manifest?.dependencies, ...manifest?.devDependencies };
  return javascript.find((name) => name in installed) ?? "node:test with node:assert";
}

function pythonFramework({ python = "", test = "" }: ProjectTexts): string {
  if (/\bimport unittest\b|\bfrom unittest import\b/.test(test) && !/\bpytest\b/.test(test)) return "unittest";
  if (/\bpytest\b/.test(test + python) || /^def test_/m.test(test)) return "pytest";
  return "unittest";
}

/** An unparsable manifest counts as empty. */
function parsePackage(text: string | undefined): v.InferOutput<typeof packageSchema> | undefined {
  try {
    const parsed = v.safeParse(packageSchema, JSON.parse(text ?? ""));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}
