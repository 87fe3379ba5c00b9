import { parsedBounded } from "../../model/boundedJson.ts";
import type { FileChange, Risk } from "../transcript/turnEvent.ts";
import { canonical } from "./canonical.ts";
import { plainName } from "./plainName.ts";
import { riskOf } from "./risk.ts";

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

/** Why a change is always asked about (`riskOf`), judged by its place, and by its text where a part of that is run. */
export function riskOfChange({ path, judged = path, before, after }: FileChange): Risk | undefined {
  const byPlace = riskOf(judged);
  if (byPlace !== undefined) return byPlace;
  const name = plainName(judged.split(/[\\/]/).at(-1) ?? "");
  const run = parts.get(name);
  if (!run) return undefined;
  const [old, now] = [parsedBounded(before ?? "{}"), parsedBounded(after)];
  // Some programs are more generous than JSON, so a text that isn't JSON may hold anything.
  if (now === undefined) return "program";
  return run.some((keys) => canonical(at(old, keys)) !== canonical(at(now, keys))) ? "program" : undefined;
}

function at(value: unknown, [key, ...keys]: readonly string[]): unknown {
  if (key === undefined) return value ?? null;
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return null;
  return at((value as Record<string, unknown>)[key], keys);
}
