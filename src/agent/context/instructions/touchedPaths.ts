import type { JsonObject } from "../../../model/message.ts";
import type { TurnEvent } from "../../transcript/turnEvent.ts";

/** Arguments that name files, as models write them for tools of ours and of others. */
const names = new Set(["path", "paths", "file", "files", "filename", "filepath", "from", "to", "source", "target"]);
const MOST = 20;

/** The paths that a call touched: those of its changes, and those that its arguments name. */
export function touchedPaths(args: JsonObject, ended: Extract<TurnEvent, { type: "tool-ended" }>): string[] {
  const changed = [ended.diff, ...(ended.diffs ?? [])].flatMap((diff) => diff?.path ?? []);
  const named = Object.entries(args).flatMap(([name, value]) => {
    if (!names.has(name.toLowerCase().replaceAll("_", ""))) return [];
    return (Array.isArray(value) ? value : [value]).filter((each) => typeof each === "string");
  });
  const all = [...changed, ...named].filter((path) => path !== "" && path.length < 1000 && !/[\n\0]|:\/\//.test(path));
  return [...new Set(all)].slice(0, MOST);
}
