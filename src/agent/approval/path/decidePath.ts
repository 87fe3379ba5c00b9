import { hiding } from "./hidden.ts";
import { isPrivate } from "../files/privateFiles.ts";
import { plainName } from "../files/plainName.ts";
import { namesOfRoot, riskOf } from "../files/risk.ts";
import type { PathQuestion, Verdict } from "./question.ts";
import { absolutePlace, flat, followed, inside, keyOf, type Place } from "./places.ts";
import { refusalOf } from "./refusal.ts";

/**
 * Decides whether a path may be read or written without asking. Outside of the workspace asks, a protected or private
 * file asks, what `.gemmaignore` names is denied. Judged after links, by names; both where the text leads and where the
 * system would get to.
 */
export function decidePath(question: PathQuestion): Verdict {
  const { path, platform } = question;
  if (path.trim() === "") return ask("The path is empty.");
  if (hiddenCharacter.test(path)) return ask("The path has characters that can't be seen.");
  const fold = folding(question);
  const roots = [question.workspace].flat().flatMap((each) => absolutePlace(each, platform) ?? []);
  const [first] = roots;
  if (!first) return ask("There is no workspace.");
  const places = spellings(question, first);
  if (typeof places === "string") return ask(places);
  const links = linksOf(question, fold);
  const reals = roots.map((root) => followed(root, links) ?? root);
  const judged: Judged[] = [];
  for (const place of places) {
    const isShareOfTheWorkspace = reals.some((root) => root.root === place.root);
    const refusal = place.root.startsWith("\\\\") && isShareOfTheWorkspace ? badName(place) : undefined;
    if (refusal !== undefined) return ask(refusal);
    for (const real of [followed(place, links), followed(flat(place), links)]) {
      if (!real) return ask("The path has links in a circle.");
      const found = reals.flatMap((root) => {
        const names = inside(root, real, fold);
        return names ? [{ root, names }] : [];
      });
      if (found.length === 0) return ask("The path lies outside of the workspace.");
      judged.push(...found);
    }
    // What it is called before links counts too: a link with a protected name is one.
    for (const root of [...roots, ...reals]) {
      const names = inside(root, flat(place), fold);
      if (names) judged.push({ root, names });
    }
  }
  return (
    [...judged.map((each) => hiddenBy(each, question)), ...judged.map((each) => protectedBy(each, question))].find(
      (each) => each !== undefined,
    ) ?? { decision: "allow", reasons: [] }
  );
}

type Judged = { root: Place; names: readonly string[] };

const hiddenCharacter =
  /[\p{Cf}\p{Cc}\p{Zl}\p{Zp}\p{Co}\p{Cn}\u115f\u1160\u3164\uffa0\ufe00-\ufe0f\u{e0100}-\u{e01ef}]|(?! )\p{Zs}/u;

const ask = (reason: string): Verdict => ({ decision: "ask", reasons: [reason] });

/** How names are compared: composed, and without case where the file system does not tell it. */
function folding({ platform, caseInsensitive = platform === "win32" }: PathQuestion): (name: string) => string {
  return (name) => (caseInsensitive ? name.normalize("NFC").toLowerCase().normalize("NFC") : name.normalize("NFC"));
}

/** The absolute places that a path may mean; or why it means none that can be judged. */
function spellings({ path, platform, home }: PathQuestion, first: Place): Place[] | string {
  const share =
    platform === "win32" && absolutePlace(path, platform)?.root === first.root && first.root.startsWith("\\\\");
  const refusal = share ? undefined : refusalOf(path, platform === "win32" ? "win32" : "linux");
  if (refusal)
    return refusal.kind === "outside" ? "The path lies outside of the workspace." : `The path has ${refusal.reason}.`;
  if (platform === "posix" && path.includes("\\")) return "The path has a backslash, which is a slash elsewhere.";
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path)) return "The path is an address.";
  if (/^(\$(HOME|\{)|\$env:|%\w+%)/i.test(path)) return "The path begins with a variable.";
  const tilde = /^~([^\\/]*)(?:[\\/](.*))?$/s.exec(path);
  const relative = {
    root: first.root,
    names: [...first.names, ...path.split(platform === "win32" ? /[\\/]/ : /\//).filter((name) => name !== "")],
  };
  if (tilde && /^([a-z_][\w-]*|[+-])?$/i.test(tilde[1]!)) {
    const house = tilde[1] === "" && home !== undefined ? absolutePlace(home, platform) : undefined;
    if (!house) return "The path begins with a home folder.";
    return [
      { root: house.root, names: [...house.names, ...(tilde[2] ?? "").split(/[\\/]/).filter((name) => name !== "")] },
      relative,
    ];
  }
  const absolute = absolutePlace(path, platform);
  if (absolute) return [absolute];
  if (platform === "win32" && /^[\\/]/.test(path))
    return [{ root: first.root, names: path.split(/[\\/]/).filter((name) => name !== "") }];
  return [relative];
}

/** A share is no reason against a path where the workspace lies on it; its names are judged as ever. */
function badName({ names }: Place): string | undefined {
  const refusal = refusalOf(names.join("\\"), "win32");
  return refusal && `The path has ${refusal.kind === "bad-path" ? refusal.reason : "a name outside of the workspace"}.`;
}

function linksOf(
  { realpaths = {}, platform }: PathQuestion,
  fold: (name: string) => string,
): (place: Place) => Place | undefined {
  const targets = new Map<string, Place>();
  for (const [from, to] of Object.entries(realpaths)) {
    const link = absolutePlace(from, platform);
    if (!link) continue;
    const plain = flat(link);
    const target = absolutePlace(to, platform) ?? {
      root: link.root,
      names: [...plain.names.slice(0, -1), ...to.split(platform === "win32" ? /[\\/]/ : /\//)],
    };
    if (keyOf(flat(target), fold) !== keyOf(plain, fold)) targets.set(keyOf(plain, fold), target);
  }
  return (place) => (targets.size === 0 ? undefined : targets.get(keyOf(place, fold)));
}

function hiddenBy(
  { names }: Judged,
  { ignore: lines = [], caseInsensitive, platform }: PathQuestion,
): Verdict | undefined {
  if (lines.length === 0 || names.length === 0) return undefined;
  const isHidden = hiding(lines, caseInsensitive ?? platform === "win32")(names.join("/"));
  return isHidden ? { decision: "deny", reasons: ["A line of .gemmaignore hides it."] } : undefined;
}

/** Hidden files that programs read as data: lists of names, and how text is laid out. */
const plainHidden = new Set([
  ".gitignore",
  ".gitkeep",
  ".keep",
  ".dockerignore",
  ".npmignore",
  ".prettierignore",
  ".eslintignore",
  ".stylelintignore",
  ".editorconfig",
  ".nvmrc",
  ".node-version",
  ".python-version",
  ".ruby-version",
  ".browserslistrc",
]);

function protectedBy({ root, names }: Judged, { op }: PathQuestion): Verdict | undefined {
  const path = [...namesOfRoot([root.root, ...root.names].join("/")), ...names].join("/");
  if (isPrivate(path)) return ask("The file may hold secrets.");
  if (op === "read") return undefined;
  if (names.length === 0) return ask("The path is the workspace itself.");
  const last = names.at(-1) ?? "";
  // The names before it still count.
  const judgedPath =
    plainHidden.has(plainName(last)) && plainName(last) === last
      ? [...path.split("/").slice(0, -1), "file.txt"].join("/")
      : path;
  const risk = riskOf(judgedPath);
  return risk === undefined && !startup.test(plainName(last)) ? undefined : ask("Programs run or obey this file.");
}

/** What shells, PowerShell and systems start with, and package managers run. */
const startup =
  /^((microsoft\.)?(powershell|powershellise|vscode)?_?profile\.ps1|autorun\.inf|autoexec\.bat|crontab|pnpmfile\.c?js|desktop\.ini|profile|bashrc|zshrc|zshenv|zprofile)$/;
