/** Why a path is refused by its text alone: it names a place outside, or none; `undefined` if it may be looked up. */
export type PathRefusal = { kind: "outside" } | { kind: "bad-path"; reason: string };

/** Longer paths are refused by most systems anyway (PATH_MAX of Linux). */
const MOST = 4096;

/** Devices that Windows finds in every folder, with any ending (Microsoft, "Naming Files, Paths, and Namespaces"). */
const device = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])[ ]*(\.|$)/i;

/**
 * Judges a path before the file system is asked about it. Looking up `\\server\share` alone would send the user's
 * credentials to that server, and some names mean another file than they say.
 * @param path as a model or a link wrote it
 */
export function refusalOf(path: string, platform: NodeJS.Platform): PathRefusal | undefined {
  if (path.length > MOST) return { kind: "bad-path", reason: "too long" };
  if (path.includes("\0")) return { kind: "bad-path", reason: "a NUL character" };
  if (/\p{Cc}/u.test(path)) return { kind: "bad-path", reason: "a control character" };
  // A server's share, a device (\\.\), a path past all rules (\\?\, \??\): with any mix of slashes.
  if (/^[\\/]{2}|^\\\?\?\\/.test(path)) return { kind: "outside" };
  if (platform !== "win32") return /^[A-Za-z]:[\\/]/.test(path) ? { kind: "outside" } : undefined;
  // "C:name" is relative to wherever some program stood on that drive last.
  if (/^[A-Za-z]:(?![\\/])/.test(path)) return { kind: "outside" };
  const names = path.replace(/^[A-Za-z]:/, "").split(/[\\/]/);
  const reason = names.map(whyBadName).find((each) => each !== undefined);
  return reason === undefined ? undefined : { kind: "bad-path", reason };
}

/** Why Windows would take a name for something else, or not at all. */
function whyBadName(name: string): string | undefined {
  if (name === "." || name === "..") return undefined;
  if (name.includes(":")) return "a colon, which names a stream of a file";
  if (/[<>"|?*]/.test(name)) return "a character that Windows does not allow";
  if (device.test(name)) return "the name of a device";
  if (/[. ]$/.test(name)) return "a dot or blank at the end, which Windows removes";
  if (/~\d/.test(name)) return "a short name, which stands for another";
  return undefined;
}
