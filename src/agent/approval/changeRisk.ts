import { parsedBounded } from "../../model/boundedJson.ts";
import type { FileChange, FileOperation, FilePlace, Risk } from "../transcript/turnEvent.ts";
import { canonical } from "./canonical.ts";
import { plainName } from "./files/plainName.ts";
import { riskOf } from "./files/risk.ts";

/**
 * Parts of a manifest that package managers and hooks run without being told to, or that name which program is run. The
 * others are run by a command that the user gives, so most edits of a manifest need no question each time.
 */
const parts = new Map(
  Object.entries<readonly (readonly string[])[]>({
    "package.json": [
      ...[
        "preinstall",
        "install",
        "postinstall",
        "prepublish",
        "prepare",
        "dependencies",
        "prepack",
        "uninstall",
      ].flatMap((name) => [
        ["scripts", name],
        ["scripts", `pre${name}`],
        ["scripts", `post${name}`],
      ]),
      ["scripts", "pnpm:devPreinstall"],
      ...["gypfile", "packageManager", "trustedDependencies", "pnpm", "dependenciesMeta", "allowScripts"].map(
        (each) => [each],
      ),
      ...["husky", "simple-git-hooks", "lint-staged", "pre-commit", "gitHooks", "lefthook"].map((each) => [each]),
    ],
    "composer.json": [["scripts"], ["config", "allow-plugins"]],
  }),
);

/** Lines of a manifest that name what a language server builds and runs as soon as the manifest is saved. */
const lines = new Map([["cargo.toml", /^.*(build|proc-macro|\\u).*$/gim]]);

/** Why a change is always asked about (`riskOf`), judged by its place, and by its text where a part of that is run. */
export function riskOfChange({ path, judged = path, before, after }: FileChange): Risk | undefined {
  const byPlace = riskOf(judged);
  if (byPlace !== undefined) return byPlace;
  const name = plainName(judged.split(/[\\/]/).at(-1) ?? "");
  const line = lines.get(name);
  if (line && canonical(before?.match(line) ?? []) !== canonical(after.match(line) ?? [])) return "program";
  const run = parts.get(name);
  if (!run) return undefined;
  const [old, now] = [parsedBounded(before ?? "{}"), parsedBounded(after)];
  // Some programs are more generous than JSON, so a text that isn't JSON may hold anything.
  if (now === undefined) return "program";
  return run.some((keys) => canonical(at(old, keys)) !== canonical(at(now, keys))) ? "program" : undefined;
}

/** Why an operation on files is always asked about: by every place that it reads, writes or removes. */
export function riskOfOperation(operation: FileOperation): Risk | undefined {
  switch (operation.type) {
    case "write":
      return riskOfChange(operation.change);
    case "move": {
      const { from, to, files = [] } = operation;
      const moved = files.map((file) => inTarget(file, from, to));
      return riskOfPlaces([from, to, ...files, ...moved]);
    }
    case "delete":
      return riskOfPlaces([operation.place, ...(operation.files ?? [])]);
    case "make-folder":
      return riskOfPlaces([operation.place]);
  }
}

/** Where a file of a moved folder will be. */
const inTarget = (file: FilePlace, from: FilePlace, to: FilePlace): FilePlace => ({
  path: (to.judged ?? to.path) + (file.judged ?? file.path).slice((from.judged ?? from.path).length),
});

/** A manifest runs programs by its text, which comes or goes as a whole here. */
function riskOfPlaces(places: readonly FilePlace[]): Risk | undefined {
  for (const { path, judged = path } of places) {
    const name = plainName(judged.split(/[\\/]/).at(-1) ?? "");
    const risk = riskOf(judged) ?? (parts.has(name) || lines.has(name) ? "program" : undefined);
    if (risk !== undefined) return risk;
  }
  return undefined;
}

function at(value: unknown, [key, ...keys]: readonly string[]): unknown {
  if (key === undefined) return value ?? null;
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return null;
  return at((value as Record<string, unknown>)[key], keys);
}
