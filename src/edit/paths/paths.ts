import { unsafeReason } from "../words/modelWords.ts";

/** A path as keys of a workspace are written: "/" between names, no "./" before it. */
export function normalPath(path: string): string {
  return path
    .trim()
    .replaceAll("\\", "/")
    .replace(/\/{2,}/g, "/")
    .replace(/^(?:\.\/)+/, "");
}

/** Why a path may lead out of the workspace or to no file, or nothing if it is safe. */
export function unsafePath(path: string): string | undefined {
  const normal = normalPath(path);
  if (normal === "" || normal === ".") return unsafeReason.empty;
  if (/[\x00-\x1f]/.test(path)) return unsafeReason.control;
  if (normal.startsWith("/") || /^[A-Za-z]:/.test(normal) || path.trim().startsWith("\\\\"))
    return unsafeReason.absolute;
  if (/^~(?:\/|$)/.test(normal) || /^[a-z][a-z0-9+.-]*:\//i.test(normal)) return unsafeReason.absolute;
  if (normal.split("/").includes("..")) return unsafeReason.above;
  return normal.endsWith("/") ? unsafeReason.folder : undefined;
}

/** The key among `keys` that one of the names stands for; nothing if none does. */
export function findKey(keys: Iterable<string>, names: readonly string[]): string | undefined {
  const byNormal = new Map<string, string>();
  for (const key of keys) byNormal.set(normalPath(key), key);
  for (const name of names) {
    const key = byNormal.get(normalPath(name));
    if (key !== undefined) return key;
  }
  return undefined;
}
