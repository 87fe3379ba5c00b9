/** A path in a workspace, cut up: folders without the name, the name's stem and its ending without the dot. */
export type PathParts = { folders: readonly string[]; stem: string; ending: string };

export function partsOf(path: string): PathParts {
  const folders = path.split("/");
  const name = folders.pop() ?? "";
  const dot = name.lastIndexOf(".");
  return dot > 0
    ? { folders, stem: name.slice(0, dot), ending: name.slice(dot + 1) }
    : { folders, stem: name, ending: "" };
}

/** How a test's file is named after what it tests: text before and after the stem. */
export type NameShape = { before: string; after: string };

/** The shapes in use, each with the way to tell it; the first that fits counts. */
const shapes: readonly { pattern: RegExp; shape(match: RegExpExecArray): NameShape }[] = [
  { pattern: /^(.+)([._-](?:test|spec|tests|specs))$/, shape: ([, , after = ""]) => ({ before: "", after }) },
  { pattern: /^(test_)(.+)$/, shape: ([, before = ""]) => ({ before, after: "" }) },
  { pattern: /^(.+[a-z\d])(Tests?|Spec|IT)$/, shape: ([, , after = ""]) => ({ before: "", after }) },
];
const testFolders = new Set(["test", "tests", "spec", "specs", "__tests__"]);
/** Folders that part a tree by kind and say nothing of what a file is about. */
const kindFolders = new Set([...testFolders, "unit", "src", "lib", "app", "main", "java", "kotlin"]);

/** How a test is named and what its name says it tests; undefined for a file that is no test. */
export function testName(path: string): { shape: NameShape; stem: string } | undefined {
  const { folders, stem } = partsOf(path);
  for (const { pattern, shape } of shapes) {
    const match = pattern.exec(stem);
    if (!match) continue;
    const found = shape(match);
    return { shape: found, stem: stem.slice(found.before.length, stem.length - found.after.length) };
  }
  return folders.at(-1) === "__tests__" ? { shape: { before: "", after: "" }, stem } : undefined;
}

/** The folders that tell what a file is about. */
export const meaningful = (folders: readonly string[]): string[] => folders.filter((each) => !kindFolders.has(each));

/** Where the tests' tree begins in a path: the index of the folder, or -1 where tests lie beside the sources. */
export const testRoot = (folders: readonly string[]): number => folders.findIndex((each) => testFolders.has(each));
