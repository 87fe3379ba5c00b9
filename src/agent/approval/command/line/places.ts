import { decidePath } from "../../path/decidePath.ts";
import { isPrivate } from "../../files/privateFiles.ts";
import type { Shell } from "../../path/question.ts";
import type { Word } from "./script.ts";

/** Where a command line runs. `folders` are those that may be the current one by then. */
export type Where = {
  platform: "posix" | "win32";
  workspace: string;
  home?: string;
  folders: readonly string[];
  isFixed: boolean;
};

/** Where a line starts. Without a workspace the current folder stands for it. */
export function startOf(
  shell: Shell,
  { workspace, cwd, home }: { workspace?: string; cwd?: string; home?: string },
): Where {
  const known = workspace ?? cwd;
  const isWindows = known === undefined ? shell === "cmd" : /^([A-Za-z]:[\\/]|[\\/]{2})/.test(known);
  const root = known ?? (isWindows ? "C:\\workspace" : "/workspace");
  return {
    platform: isWindows ? "win32" : "posix",
    workspace: root,
    folders: [cwd ?? root],
    isFixed: known !== undefined,
    ...(home !== undefined && { home }),
  };
}

const temporary = /^(\/private)?(\/var)?\/tmp([\\/]|$)|^\/var\/folders\/|^\$\{?TMPDIR/;
const devices = /^\/dev\/(null|stdout|stderr|stdin|tty|zero|fd\/[0-2])$/;

/** The place of a word in the folder, as text. */
function placed(text: string, folder: string, { platform, home }: Where): string {
  const tilde = /^~(?=$|[\\/])/.test(text);
  if (tilde) return home === undefined ? text : home + text.slice(1);
  const isAbsolute =
    platform === "win32" ? /^([A-Za-z]:|[\\/])/.test(text) : text.startsWith("/") || /^[A-Za-z]:[\\/]/.test(text);
  return isAbsolute || text.startsWith("~") ? text : `${folder}${platform === "win32" ? "\\" : "/"}${text}`;
}

/** The text before a pattern's first sign, up to the last name that is whole. */
const known = ({ text, kind, head }: Word): string => (kind === "static" ? text : kind === "pattern" ? text : head);

/** A quoted or backslashed tilde names a file; that is no reason to allow it. */
export function placeRisk(word: Word, op: "read" | "write" | "list" | "run", where: Where): string | undefined {
  const text = known(word);
  if (word.kind !== "static" && !word.isQuoted && word.text.includes("{")) {
    // Each part of a list in braces may be a name of its own.
    const parts = word.text.split(/[{},]/).filter((part) => part !== "" && part !== text);
    const risk = parts
      .map((part) => placeRisk({ ...word, kind: "static", text: part }, op, where))
      .find((each) => each !== undefined);
    if (risk !== undefined) return risk;
  }
  if (text === "") return undefined;
  if (devices.test(text) || (where.platform === "win32" && /^nul$/i.test(text))) return undefined;
  if (/^\/dev\//.test(text)) return "It names a device.";
  if (op === "list")
    return isSecretPlace(text) && /^([~/\\]|[A-Za-z]:)|(^|[\\/])\.\.([\\/]|$)/.test(text)
      ? "It names a place that holds secrets."
      : undefined;
  if (word.kind !== "static") {
    // A pattern may stand for any name that fits: what it stands in counts, and hidden names that it spells.
    const names = text.split(/[\\/]/);
    const plain = word.kind === "dynamic" ? names.slice(0, -1) : names;
    if (isSecretPlace(text) || plain.some((name) => /^\.[^.]*[*?[{]/.test(name)))
      return "It may name a file that holds secrets.";
    const fixed = plain.map((name) => (/[*?[\]{}]/.test(name) ? "x.txt" : name));
    if (fixed.length === 0) return undefined;
    return placeRisk({ ...word, kind: "static", text: fixed.join("/") || "/" }, op, where);
  }
  if (op !== "run" && temporary.test(text) && !/(^|\/)\.\.(\/|$)/.test(text)) return undefined;
  for (const folder of where.folders) {
    const { workspace, platform, home } = where;
    const { decision, reasons } = decidePath({
      platform,
      workspace,
      path: placed(text, folder, where),
      op: op === "write" ? "write" : "read",
      ...(home !== undefined && { home }),
    });
    if (decision !== "allow") return op === "read" && isPlainOutside(text) ? undefined : `${reasons[0]} (${text})`;
  }
  return undefined;
}

/** Facts of the machine that hold nothing of the user. */
const isPlainOutside = (text: string): boolean =>
  /^\/proc\/(cpuinfo|meminfo|version|uptime|loadavg)$|^\/etc\/(os-release|lsb-release|debian_version|timezone)$|^\/usr\/(include|share)\/(?!.*\.\.)/.test(
    text,
  );

/** Whether a text names where keys and passwords are. */
export const isSecretPlace = (text: string): boolean =>
  isPrivate(text.replace(/^~[\\/]/, "").replace(/[*?[\]{}]/g, "")) ||
  /(^|[\\/])etc[\\/](passwd|shadow|sudoers|gshadow|ssh)|^\/(proc\/(self|\d+|\*)|root)\b|\.(ssh|aws|gnupg|kube|docker)\b|Login Data|keychain|[\\/]SAM$|cookies\.sqlite/i.test(
    text,
  );

/** Where `cd` leads from the current folders; a reason if that is outside, or not known. */
export function entered(word: Word | undefined, where: Where): { folders: readonly string[] } | { reason: string } {
  if (word === undefined || word.kind !== "static") return { reason: "It is not known which folder it changes to." };
  const { text } = word;
  if (text === "-" || text === "" || /^[+-]\d*$/.test(text))
    return { reason: "It is not known which folder it changes to." };
  const folders = where.folders.map((folder) => placed(text, folder, where));
  const { workspace, platform, home } = where;
  for (const path of folders) {
    const { decision } = decidePath({ platform, workspace, path, op: "read", ...(home !== undefined && { home }) });
    if (decision !== "allow") return { reason: "It leaves the workspace." };
  }
  return { folders };
}

/** The folders of either list. */
export const union = (a: readonly string[], b: readonly string[]): readonly string[] =>
  a === b ? a : [...new Set([...a, ...b])].slice(0, 16);
