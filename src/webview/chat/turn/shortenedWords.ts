import type { Turn } from "../../../agent/transcript/transcript.ts";
import { count } from "../../parts/format.ts";

/** Names listed before the rest are only counted. */
const listed = 4;

/** Says what was shortened for the model, and why. */
export function shortenedWords({ names, window }: NonNullable<Turn["shortened"]>): string {
  const why =
    window === undefined ? "To fit the model's window" : `To fit the model's window of ${count(window)} tokens`;
  const shown = names.slice(0, listed);
  const more = names.length > shown.length ? [`${names.length - shown.length} more`] : [];
  const all = [...shown, ...more];
  const last = all.pop() ?? "";
  const list = all.length === 0 ? last : `${all.join(", ")} and ${last}`;
  return `${why}, it was told only a part of ${list}. A larger window takes more at once.`;
}
