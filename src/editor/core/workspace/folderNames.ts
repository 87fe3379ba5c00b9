/** A workspace folder on disk. `name` is unique, `path` is the workspace's own address of it. */
export type Folder = { name: string; path: string };

/**
 * Gives folders distinct names. Equal names get parent folders in front, as many as needed (`client/app` and
 * `server/app`). Two entries of one path keep one name.
 */
export function namedApart(folders: readonly Folder[]): Folder[] {
  return folders.map((folder) => {
    const others = folders.filter((each) => each !== folder && each.name === folder.name && each.path !== folder.path);
    if (others.length === 0) return folder;
    const parts = partsOf(folder.path);
    for (let count = 1; count < parts.length; count++) {
      const above = parts.slice(-1 - count, -1);
      const isAlone = others.every(
        ({ path }) =>
          partsOf(path)
            .slice(-1 - count, -1)
            .join("/") !== above.join("/"),
      );
      if (isAlone) return { ...folder, name: [...above, folder.name].join("/") };
    }
    return { ...folder, name: parts.join("/") };
  });
}

const partsOf = (path: string): string[] => path.split(/[\\/]/).filter((part) => part !== "");
