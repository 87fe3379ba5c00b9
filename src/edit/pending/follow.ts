import { fateOf, type PendingHunk, type TextChange } from "./pendingHunks.ts";
import { splice } from "../text/splices.ts";
import { lineStart } from "../text/lines.ts";
import { equalPlaces } from "./equalPlaces.ts";
import { linewise, type Part, partsOf, withSignLines } from "./parts.ts";
import { type Place, placesIn, type Slack } from "./slack.ts";

/**
 * Who makes a change. "user": a part of it within a hunk makes the hunk theirs, unless it is layout. "tool": nobody typed
 * it. The signs that formatters write are layout then, and a hunk with other signs is still the model's; other words in a
 * hunk make it the user's. "reader": the text was read in another encoding. "model": all within a hunk belongs to it.
 */
export type By = "user" | "tool" | "reader" | "model";

/** `edited`: more than layout was changed outside of hunks or in hunks that are gone. */
export type Followed = { hunks: PendingHunk[]; edited: boolean };

/**
 * The hunks of `before` that still stand in `after`. The texts are compared: `changes`, as the editor tells them, say
 * where to look. Hunks move with changes beside them, and a hunk that somebody wrote into is gone; changes of line ends,
 * blanks at line ends and other layout take none away. A hunk that reads as its original again is gone.
 */
export function followText(
  before: string,
  hunks: readonly PendingHunk[],
  after: string,
  changes: readonly TextChange[],
  by: By,
): Followed {
  const told = inOrder(before, changes);
  const follow = (each: readonly TextChange[]) => {
    const parts = each.flatMap((change) => partsOf(before, change, hunks, slackOf(by)));
    return followParts(before, hunks, by === "tool" ? withSignLines(before, parts) : parts, by);
  };
  const isTold = told !== undefined && splice(before, asEdits(told)) === after;
  const exact = isTold ? follow(by === "tool" ? linewise(before, told) : told) : undefined;
  // Several changes at once may be one: lines that changed places, a text put back in pieces.
  const best = exact && (exact.touched === 0 || changes.length === 1) ? exact : follow([difference(before, after)]);
  const { hunks: left, edited } = exact && exact.touched <= best.touched ? exact : best;
  return { hunks: standing(before, left, after), edited };
}

/** What the changes alter, part by part, as offsets of `before`. */
export function partsBetween(before: string, after: string, changes: readonly TextChange[]): Part[] {
  return exactly(before, after, changes).flatMap((change) => partsOf(before, change));
}

/** Whether all that the changes alter is what formatters alter, and not white space alone. */
export function alterSignsAlone(before: string, after: string, changes: readonly TextChange[]): boolean {
  const lines = linewise(before, exactly(before, after, changes));
  const parts = lines.flatMap((change) => partsOf(before, change, [], "signs"));
  return parts.some(({ alters }) => alters === "signs") && parts.every(({ alters }) => alters !== "text");
}

/** The changes in order, or the one that the texts show, where the editor tells of them wrongly. */
function exactly(before: string, after: string, changes: readonly TextChange[]): TextChange[] {
  const told = inOrder(before, changes);
  return told && splice(before, asEdits(told)) === after ? told : [difference(before, after)];
}

/** The changes, ascending, if they are all of the text before and none overlaps another. */
function inOrder(before: string, changes: readonly TextChange[]): TextChange[] | undefined {
  const sorted = changes.length > 1 ? [...changes].sort((a, b) => a.offset - b.offset) : changes;
  const isApart = sorted.every((change, at) => {
    const end = change.offset + change.length;
    return end <= (sorted[at + 1]?.offset ?? before.length);
  });
  return isApart ? [...sorted] : undefined;
}

const asEdits = (changes: readonly TextChange[]) =>
  changes.map(({ offset, length, text }) => ({ start: offset, end: offset + length, text }));

/** All between the first and the last line that differ. */
function difference(before: string, after: string): TextChange {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head++;
  head = lineStart(before, head);
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  while (tail > 0 && before[before.length - tail - 1] !== "\n") tail--;
  return { offset: head, length: before.length - head - tail, text: after.slice(head, after.length - tail) };
}

/** `touched`: how many hunks are gone since somebody wrote into them. */
function followParts(
  before: string,
  hunks: readonly PendingHunk[],
  parts: readonly Part[],
  by: By,
): Followed & { touched: number } {
  const placed = parts.map((part, at) => {
    const from = at === 0 ? 0 : endOf(parts[at - 1]);
    return bestPlace(before, hunks, part, by, from, parts[at + 1]?.offset ?? before.length);
  });
  const borders = [...new Set(hunks.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  const places = placed.map((part) =>
    part.length > 0 && isLayout(part, by) ? placesOf(before, part, borders) : undefined,
  );
  let touched = 0;
  const left = hunks.flatMap((hunk): PendingHunk[] => {
    let [start, end] = [hunk.start, hunk.end];
    for (const [at, part] of placed.entries()) {
      const known = places[at];
      const shift = part.text.length - part.length;
      const fate = known ? "layout" : fateOf(before, hunk, part, isLayout(part, by) || by === "model");
      if (fate === "touched") touched++;
      if (fate === "touched" || fate === "reverted") return [];
      if (fate === "before") start += shift;
      if (fate === "before" || fate === "within") end += shift;
      if (known) {
        const moved = known(hunk.start).start - hunk.start;
        start += moved;
        end += hunk.start === hunk.end ? moved : known(hunk.end).end - hunk.end;
      }
    }
    return [{ ...hunk, start, end }];
  });
  const edited = placed.some((part) => {
    const isReverted = hunks.some((hunk) => fateOf(before, hunk, part, false) === "reverted");
    return !isLayout(part, by) && !isReverted;
  });
  return { hunks: left, edited: edited && by === "user", touched };
}

/** What lines may differ in and still be the same lines. */
function slackOf(by: By): Slack {
  switch (by) {
    case "tool":
      return "signs";
    case "reader":
      return "encoding";
    case "user":
    case "model":
      return "blank";
  }
}

const isLayout = ({ alters }: Part, by: By): boolean =>
  alters === "blank" || (alters === "signs" && by === "tool") || (alters === "encoding" && by === "reader");

const endOf = (part: Part | undefined): number => (part ? part.offset + part.length : 0);

/** Of all places where the part may have happened as well, between two others, the one that touches the fewest hunks. */
function bestPlace(before: string, hunks: readonly PendingHunk[], part: Part, by: By, from: number, to: number): Part {
  if (part.length > 0 && part.text !== "") return part;
  const absorb = isLayout(part, by) || by === "model";
  const near = hunks.filter((hunk) => {
    const isBack = hunk.start === hunk.end && hunk.original.length === part.text.length;
    const fate = fateOf(before, hunk, part, absorb);
    return fate === "touched" || fate === "within" || isBack;
  });
  if (near.length === 0) return part;
  const wanted = near.flatMap(({ start, end }) => [start - part.length, end]);
  const others = equalPlaces(before, part, wanted).filter(({ offset }) => offset >= from && offset + part.length <= to);
  const cost = (change: TextChange): number => {
    const fates = near.map((hunk) => fateOf(before, hunk, change, absorb));
    const count = (fate: string): number => fates.filter((each) => each === fate).length;
    return 4 * count("touched") + 2 * count("within") - count("reverted");
  };
  let best = { part, cost: cost(part) };
  for (const other of others) {
    const there = { part: { ...other, alters: part.alters }, cost: cost(other) };
    if (there.cost < best.cost) best = there;
  }
  return best.part;
}

/** Where borders of stretches of `before` are after a part that alters layout alone. */
export function placesOf(before: string, part: Part, borders: readonly number[]): (border: number) => Place {
  const { offset, length, text, alters } = part;
  const inside = borders
    .filter((border) => border > offset && border < offset + length)
    .map((border) => border - offset);
  const slack = alters === "text" ? "blank" : alters;
  const found = placesIn(before.slice(offset, offset + length), text, inside, slack);
  return (border) => {
    const place = found.get(border - offset);
    if (place) return { start: place.start + offset, end: place.end + offset };
    const at = border <= offset ? border : border + text.length - length;
    return { start: at, end: at };
  };
}

/** The hunks that do not read as their originals, which get the line break that the text has now. */
function standing(before: string, hunks: readonly PendingHunk[], after: string): PendingHunk[] {
  const [was, is] = [breakOf(before), breakOf(after)];
  const isTurned = was !== undefined && is !== undefined && was !== is;
  return hunks.flatMap((hunk) => {
    const original = isTurned ? hunk.original.replace(/\r\n|\n/g, is) : hunk.original;
    return after.slice(hunk.start, hunk.end) === original ? [] : [{ ...hunk, original }];
  });
}

/** What the editor has at the end of all lines. */
const breakOf = (text: string): string | undefined =>
  text.includes("\r\n") ? "\r\n" : text.includes("\n") ? "\n" : undefined;
