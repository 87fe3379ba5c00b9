/** A file or folder of a list. `note` follows its name. */
type Row = { text: string; children?: Folder };
type Folder = { folders: Map<string, Folder>; files: string[]; count: number };

/**
 * A tree of files within a budget of entries: folders are opened level by level as long as all that is in one fits, so
 * that the first levels are whole. A closed folder says how many files it holds.
 * @param paths relative to the listed folder
 * @param others what the folder holds beside these, such as ignored files; they come last on the first level
 * @returns the lines, and how many entries of the first level are left out
 */
export function treeOf(
  paths: readonly string[],
  others: readonly string[],
  budget: number,
): { lines: string[]; left: number } {
  const rows = [...rowsOf(folderOf(paths)), ...others.map((text): Row => ({ text }))];
  const shown = rows.slice(0, budget);
  let free = budget - shown.length;
  const opened = new Map<Row, Row[]>();
  let level = shown;
  while (level.length > 0) {
    const next: Row[] = [];
    for (const row of level) {
      const inner = row.children && rowsOf(row.children);
      if (!inner || inner.length > free) continue;
      free -= inner.length;
      opened.set(row, inner);
      next.push(...inner);
    }
    level = next;
  }
  const lines: string[] = [];
  const put = (row: Row, depth: number): void => {
    const inner = opened.get(row);
    const closed = row.children && !inner ? ` (${filesIn(row.children)})` : "";
    lines.push("  ".repeat(depth) + row.text + closed);
    inner?.forEach((each) => put(each, depth + 1));
  };
  shown.forEach((row) => put(row, 0));
  return { lines, left: rows.length - shown.length };
}

const filesIn = ({ count }: Folder): string => (count === 1 ? "1 file" : `${count} files`);

function folderOf(paths: readonly string[]): Folder {
  const root = newFolder();
  for (const path of paths) {
    const names = path.split("/");
    const file = names.pop() ?? "";
    let at = root;
    at.count++;
    for (const name of names) {
      const inner = at.folders.get(name) ?? newFolder();
      at.folders.set(name, inner);
      at = inner;
      at.count++;
    }
    at.files.push(file);
  }
  return root;
}

const newFolder = (): Folder => ({ folders: new Map(), files: [], count: 0 });

/** What is in a folder, by name. A folder with nothing but one folder is one with it. */
function rowsOf({ folders, files }: Folder): Row[] {
  const inner = [...folders].map(([name, folder]): Row => {
    let [text, children] = [`${name}/`, folder];
    for (;;) {
      const [only, more] = children.folders;
      if (!only || more || children.files.length > 0) return { text, children };
      text += `${only[0]}/`;
      children = only[1];
    }
  });
  return [...inner, ...files.map((text) => ({ text }))].sort((a, b) => (a.text < b.text ? -1 : 1));
}
