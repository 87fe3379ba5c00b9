import ignore from "ignore";

/** Whether lines in the form of `.gitignore` hide a path below their folder. `path`: names joined by "/". */
export type Hides = (path: string) => boolean;

/** Reads the lines of a `.gemmaignore`. What they hide is hidden with all that is in it. */
export function hiding(lines: readonly string[], ignoreCase: boolean): Hides {
  const rules = ignore({ ignorecase: ignoreCase }).add([...lines]);
  return (path) => {
    if (path === "") return false;
    // Nothing says whether it is a folder.
    const as = rules.test(path);
    return as.ignored || (!as.unignored && rules.test(`${path}/`).ignored);
  };
}
