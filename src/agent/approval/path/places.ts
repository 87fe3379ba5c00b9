/** An absolute path: what it begins with (a slash, a drive, a share), and its names, which may hold `.` and `..`. */
export type Place = { root: string; names: readonly string[] };

/** Takes an absolute path apart; undefined for others. */
export function absolutePlace(path: string, platform: "posix" | "win32"): Place | undefined {
  if (platform === "posix") return path.startsWith("/") ? { root: "/", names: namesIn(path, /\//) } : undefined;
  const drive = /^([A-Za-z]:)[\\/]/.exec(path)?.[1];
  if (drive !== undefined) return { root: drive.toUpperCase(), names: namesIn(path.slice(2), /[\\/]/) };
  const share = /^[\\/]{2}(?![?.][\\/])([^\\/]+)[\\/]+([^\\/]+)/.exec(path);
  if (share)
    return {
      root: `\\\\${share[1]!.toLowerCase()}\\${share[2]!.toLowerCase()}`,
      names: namesIn(path.slice(share[0].length), /[\\/]/),
    };
  return undefined;
}

const namesIn = (path: string, separator: RegExp): string[] => path.split(separator).filter((name) => name !== "");

/** The same without `.` and `..`, by the text alone. */
export function flat({ root, names }: Place): Place {
  const kept: string[] = [];
  for (const name of names) {
    if (name === "..") kept.pop();
    else if (name !== ".") kept.push(name);
  }
  return { root, names: kept };
}

/** A place as a key: the same for two spellings of it. */
export const keyOf = ({ root, names }: Place, fold: (name: string) => string): string =>
  [root, ...names.map(fold)].join("/");

/** The names that lead from a folder to a place in it; undefined if it isn't in it. */
export function inside(folder: Place, place: Place, fold: (name: string) => string): readonly string[] | undefined {
  const isIn =
    folder.root === place.root &&
    folder.names.every((name, at) => place.names[at] !== undefined && fold(place.names[at]) === fold(name));
  return isIn ? place.names.slice(folder.names.length) : undefined;
}

/** More links in a row are taken for a circle, as Linux does. */
const MOST_LINKS = 40;

/**
 * A place with its links followed, `..` behind a link too as the system does it; undefined for a circle.
 * @param linkAt where the link at a place leads
 */
export function followed(place: Place, linkAt: (place: Place) => Place | undefined): Place | undefined {
  let root = place.root;
  let kept: string[] = [];
  const left = [...place.names];
  for (let links = 0; left.length > 0;) {
    const name = left.shift()!;
    if (name === ".") continue;
    if (name === "..") {
      kept.pop();
      continue;
    }
    kept.push(name);
    const target = linkAt({ root, names: kept });
    if (!target) continue;
    if (++links > MOST_LINKS) return undefined;
    root = target.root;
    kept = [];
    left.unshift(...target.names);
  }
  return { root, names: kept };
}
