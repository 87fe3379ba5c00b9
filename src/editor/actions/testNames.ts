/** The parts of a workspace path: its folders, the file's stem, and its extension without the dot. */
export type PathParts = { folders: readonly string[]; stem: string; ending: string };

export function partsOf(path: string): PathParts {
  const folders = path.split("/");
  const name = folders.pop() ?? "";
  const dot = name.lastIndexOf(".");
  return dot > 0
    ? { folders, stem: name.slice(0, dot), ending: name.slice(dot + 1) }
    : { folders, stem: name, ending: "" };
}

/** A test file's name relative to the file it tests: text before and after the stem. */
export type NameShape = { before: string; after: string };

/** The known shapes, each with its pattern; the first match wins. */
const shapes: readonly { pattern: RegExp; shape(match: RegExpExecArray): NameShape }[] = [
  { pattern: /^(.+)([._-](?:test|spec|tests|specs))$/, shape: ([, , after = ""]) => ({ before: "", after }) },
  { pattern: /^(test_)(.+)$/, shape: ([, before = ""]) => ({ before, after: "" }) },
  { pattern: /^(.+[a-z\d])(Tests?|Spec|IT)$/, shape: ([, , after = ""]) => ({ before: "", after }) },
];
const testFolders = new Set(["test", "tests", "spec", "specs", "__tests__"]);
/** Folders that sort files by kind and say nothing about their topic. */
const kindFolders = new Set([...testFolders, "unit", "src", "lib", "app", "main", "java", "kotlin"]);

/** The shape of a test's name and the stem it tests; undefined if the file is no test. */
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

/** The folders that say what a file is about. */
export const meaningful = (folders: readonly string[]): string[] => folders.filter((each) => !kindFolders.has(each));

/** The index of the test root folder in a path; -1 if tests lie beside the sources. */
export const testRoot = (folders: readonly string[]): number => folders.findIndex((each) => testFolders.has(each));
