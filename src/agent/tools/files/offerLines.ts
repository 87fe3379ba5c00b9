import { nearestLines } from "../../../edit/index.ts";
import { otherForm } from "../../../edit/words/lineWords.ts";
import type { JsonObject } from "../../../model/message.ts";
import type { Workspace } from "../../ports/workspace.ts";

/** How many failed edits of a file it takes to offer another form. */
const FAILURES = 2;

/**
 * After failed edits of a file: offers the form by line numbers, with the lines, numbered and tagged, that the edit came nearest to.
 * Says nothing of a file that may hold secrets.
 */
export function offerLines(workspace: Workspace) {
  return async (
    { path, oldText }: JsonObject,
    { failures, message }: { failures: number; message: string },
    signal: AbortSignal,
  ): Promise<string | undefined> => {
    if (failures < FAILURES || typeof path !== "string") return undefined;
    const file = await workspace.open(path, signal).catch(() => undefined);
    if (!file || file.isPrivate) return undefined;
    const region = nearestLines(file.text, typeof oldText === "string" ? oldText : "");
    return region === "" ? undefined : otherForm(message, file.path, failures, region);
  };
}
