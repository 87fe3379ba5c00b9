import type { PendingHunk, TextChange } from "./pendingHunks.ts";
import type { EarlierTexts } from "./earlierTexts.ts";
import { type By, followText } from "./follow.ts";
import { slackBetween } from "./slack.ts";

/**
 * A text and what is pending in it. `expected`: what both will be after the model's change that is under way. `created`: a
 * model made the file; `edited`: the user wrote into it since.
 */
export type PendingText = {
  text: string;
  hunks: PendingHunk[];
  created: boolean;
  edited?: boolean;
  expected?: { text: string; hunks: PendingHunk[] };
};

/** How a text was changed: `changes`, as the editor tells them, may be empty; `isUndone`: by Undo or Redo. */
export type Taken = { changes: readonly TextChange[]; by: By; isUndone?: boolean };

/**
 * Takes a document's text as it is now, and of what was pending in it that which still stands.
 * @returns "moved" when no hunk came or went
 */
export function takeText(
  file: PendingText,
  now: string,
  { changes, by, isUndone = false }: Taken,
  earlier: EarlierTexts,
  name: string,
): "same" | "moved" | "changed" {
  const { text, hunks, expected, created, edited = false } = file;
  if (text === now) return "same";
  const note = () => {
    earlier.note(name, { text, hunks, created, edited });
    earlier.note(name, { text: now, hunks: file.hunks, created, edited: file.edited ?? false });
  };
  file.text = now;
  if (expected && isSameBut(expected.text, now, text)) {
    file.hunks = followText(expected.text, expected.hunks, now, [], "model").hunks;
    note();
    return "changed";
  }
  const known = earlier.find(name, now);
  const followed = followText(text, hunks, now, changes, by);
  file.hunks = known ? [...known.hunks] : followed.hunks;
  // Where the text is again one of before, the user's own typing is gone from it.
  const isEdited = known ? (known.edited ?? false) : edited || (followed.edited && !isUndone);
  if (isEdited !== edited) file.edited = isEdited;
  const isSame = file.hunks.length === hunks.length;
  // Typing beside hunks is followed back as it came.
  if (!isSame || by !== "user") note();
  return isSame && isEdited === edited ? "moved" : "changed";
}

/** Whether a text is what was expected, though the editor may have made its line ends and blanks its own. */
const isSameBut = (expected: string, now: string, before: string): boolean =>
  expected === now || (slackBetween(expected, now) === "blank" && slackBetween(before, now) !== "blank");
