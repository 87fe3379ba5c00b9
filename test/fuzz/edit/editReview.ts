import assert from "node:assert/strict";
import { takeText } from "../../../src/edit/pending/takeText.ts";
import { splice } from "../../../src/edit/text/splices.ts";
import { EarlierTexts } from "../../../src/edit/pending/earlierTexts.ts";
import type { By } from "../../../src/edit/pending/follow.ts";
import { type Slack, solid } from "../../../src/edit/pending/slack.ts";
import { baselineOf, withProposal, type PendingHunk, type TextChange } from "../../../src/edit/pending/pendingHunks.ts";
import type { Property } from "./editCases.ts";
import { document, print, random, type Random } from "./editRandom.ts";

/** What follows the pending hunks of a document through its changes; the product's own unless another is tried. */
export type Follower = () => (
  before: string,
  hunks: readonly PendingHunk[],
  after: string,
  changes: readonly TextChange[],
  by: By,
  isUndone: boolean,
) => readonly PendingHunk[];

type State = { text: string; hunks: readonly PendingHunk[] };
/** `changes` are told in this order; `touched`: the hunks that may be gone; `slack`: what may differ in the others. */
type Step = {
  name: string;
  changes: TextChange[];
  by: By;
  after: string;
  touched: readonly PendingHunk[];
  slack: Slack;
};

/**
 * A document with a model's pending changes, which the user and the editor change in every way: what the user wrote is
 * never taken back by undoing what is pending, and a hunk that nobody wrote into stays pending, however it is told.
 */
export const reviewOf =
  (follower: Follower): Property =>
  (seed) => {
    const r = random(seed);
    const follow = follower();
    let state: State = {
      text: print({ ...document(r, 1 + r.int(14)), bom: false }).replace(/\r?\n/g, "\n"),
      hunks: [],
    };
    const count = { next: 0 };
    for (let n = 1 + r.int(3); n > 0; n--) state = proposed(r, state, count);
    const past: State[] = [];
    for (let n = 1 + r.int(5); n > 0; n--) {
      const step = r.chance(20) && past.length > 0 ? undone(past.pop(), state) : nextStep(r, state, count);
      const told = r.chance(70) || step.name === "undone" ? step.changes : [whole(state.text, step.after)];
      const isExact = told === step.changes;
      const hunks = follow(state.text, state.hunks, step.after, told, step.by, step.name === "undone");
      const where = `seed ${seed}, ${step.name}\n${JSON.stringify({ state, step, told, hunks })}`;
      ordered(step.after, hunks, where);
      const without = baselineOf(step.after, hunks);
      for (const [mine] of step.after.matchAll(/mine\d+/g)) assert.ok(without.includes(mine), `${mine} lost: ${where}`);
      // Where a whole text is told, only lines of their own can be found again for sure.
      const stands = (hunk: PendingHunk) => isExact || /model\d+/.test(state.text.slice(hunk.start, hunk.end));
      const wanted = state.hunks
        .filter((hunk) => !step.touched.includes(hunk) && stands(hunk) && !isBack(hunk, state.text, step.slack))
        .map(reading(state.text, step.slack));
      const left = hunks.map(reading(step.after, step.slack));
      for (const each of wanted) assert.ok(left.includes(each), `gone: ${each} ${where}`);
      if (step.name !== "undone") past.push(state);
      state = { text: step.after, hunks };
    }
    return true;
  };

export const reviews: Property = reviewOf(() => {
  const earlier = new EarlierTexts();
  return (before, hunks, after, changes, by, isUndone) => {
    const file = { text: before, hunks: [...hunks], created: false };
    takeText(file, after, { changes, by, isUndone }, earlier, "a");
    return file.hunks;
  };
});

/** A hunk as it reads, layout aside. */
const reading =
  (text: string, slack: Slack) =>
  ({ start, end, original }: PendingHunk): string =>
    `${solid(original, slack)}→${solid(text.slice(start, end), slack)}`;

/** Whether a hunk may have become what stood there before by a change of layout. */
const isBack = ({ start, end, original }: PendingHunk, text: string, slack: Slack): boolean =>
  solid(original, slack) === solid(text.slice(start, end), slack);

function ordered(text: string, hunks: readonly PendingHunk[], where: string): void {
  let at = 0;
  for (const { start, end } of hunks) {
    assert.ok(start >= at && end >= start && end <= text.length, `out of order: ${where}`);
    at = end;
  }
}

const linesIn = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** A model's splice of whole lines. */
function proposed(r: Random, { text, hunks }: State, count: { next: number }): State {
  const lines = linesIn(text);
  const from = r.int(lines.length + 1);
  const to = Math.min(lines.length, from + r.int(3));
  const fresh = Array.from({ length: r.int(4) }, () =>
    r.chance(70)
      ? `model${count.next++}${r.pick([";", "  ", "", " {", "('x', \"y\")", ","])}\n`
      : r.pick(["}\n", "\n", "return;\n", ...lines.slice(0, 2)]),
  );
  const start = lines.slice(0, from).join("").length;
  const end = start + lines.slice(from, to).join("").length;
  const isOpen = text.slice(0, start).length > 0 && !text.slice(0, start).endsWith("\n");
  const put = (isOpen ? "\n" : "") + fresh.join("");
  return withProposal(text, hunks, {
    start,
    end,
    text: end === text.length && r.chance(30) ? put.replace(/\n$/, "") : put,
  });
}

/** What stood pending before and after a step stands when the step is undone. */
function undone(before: State | undefined, state: State): Step {
  const after = before?.text ?? state.text;
  const known = before?.hunks.map(reading(before.text, "blank")) ?? [];
  const touched = state.hunks.filter((hunk) => !known.includes(reading(state.text, "blank")(hunk)));
  return { name: "undone", changes: [narrow(state.text, after)], by: "user", after, touched, slack: "blank" };
}

function nextStep(r: Random, state: State, count: { next: number }): Step {
  const outside = [typedLine, typedLine, typedInLine, deletedLine, deletedLine, movedLine];
  const layout = [lineEnds, trimmed, indented, signed];
  return r.pick([...outside, ...layout, typedInside])(r, state, count);
}

/** Where a line begins that no hunk holds within. */
function freeStarts({ text, hunks }: State): number[] {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return starts.filter(
    (at) => (at < text.length || text.endsWith("\n")) && !hunks.some(({ start, end }) => at > start && at < end),
  );
}

/** A line of the user's, put in as the keys do: at a line's start, or behind the break at the end of the one before. */
function typedLine(r: Random, state: State, count: { next: number }): Step {
  const { text } = state;
  const starts = freeStarts(state);
  if (starts.length === 0) return nothing(state);
  const at = r.pick(starts);
  const lineBreak = text.includes("\r\n") ? "\r\n" : "\n";
  const words = `mine${count.next++}`;
  const byEnter = at > 0 && r.chance(50);
  const change = byEnter
    ? { offset: at - (text[at - 2] === "\r" ? 2 : 1), length: 0, text: lineBreak + words }
    : { offset: at, length: 0, text: words + lineBreak };
  return made("a line typed", state, [change], "user", []);
}

/** The lines that no hunk has to do with: [start, end) without the break. */
function freeLines({ text, hunks }: State): { start: number; end: number; whole: number }[] {
  let at = 0;
  return linesIn(text).flatMap((line) => {
    const [start, whole] = [at, at + line.length];
    at = whole;
    const end = start + line.replace(/\r?\n$/, "").length;
    // A hunk at the end of a text begins with the break in front of it.
    const isFree = hunks.every((hunk) => hunk.end <= start || hunk.start >= whole);
    return isFree ? [{ start, end, whole }] : [];
  });
}

function typedInLine(r: Random, state: State, count: { next: number }): Step {
  const lines = freeLines(state);
  if (lines.length === 0) return nothing(state);
  const { start, end } = r.pick(lines);
  const offset = start + r.int(end - start + 1);
  const length = r.int(end - offset + 1);
  return made("typed in a line", state, [{ offset, length, text: `mine${count.next++}` }], "user", []);
}

function deletedLine(r: Random, state: State): Step {
  const lines = freeLines(state).filter(({ end, whole }) => whole > end);
  if (lines.length === 0) return nothing(state);
  const { start, end, whole } = r.pick(lines);
  const byBreak = start > 0 && state.text[start - 1] === "\n" && r.chance(40);
  const before = byBreak && state.text[start - 2] === "\r" ? 2 : 1;
  const change = byBreak
    ? { offset: start - before, length: end - start + before, text: "" }
    : { offset: start, length: whole - start, text: "" };
  return made("a line deleted", state, [change], "user", []);
}

function typedInside(r: Random, state: State, count: { next: number }): Step {
  const hunks = state.hunks.filter(({ start, end }) => solid(state.text.slice(start, end), "blank") !== "");
  if (hunks.length === 0) return nothing(state);
  const hunk = r.pick(hunks);
  const text = state.text.slice(hunk.start, hunk.end);
  const first = text.search(/\S/);
  const last = text.trimEnd().length;
  const offset = hunk.start + first + r.int(last - first + 1);
  const change = { offset, length: 0, text: `mine${count.next++}` };
  return made("typed in a hunk", state, [change], "user", [hunk]);
}

/** Two lines that change places, told as one taken out and put in again: a model's, or the other. */
function movedLine(r: Random, state: State): Step {
  const { text, hunks } = state;
  const pairs = freeLines(state).flatMap(({ start, whole }) => {
    const hunk = hunks.find(
      (each) => each.start === whole && /^model\d+[^\n]*\n$/.test(text.slice(each.start, each.end)),
    );
    return hunk ? [{ start, hunk }] : [];
  });
  if (pairs.length === 0) return nothing(state);
  const { start, hunk } = r.pick(pairs);
  const [upper, lower] = [text.slice(start, hunk.start), text.slice(hunk.start, hunk.end)];
  const changes = r.chance(50)
    ? [
        { offset: start, length: 0, text: lower },
        { offset: hunk.start, length: lower.length, text: "" },
      ]
    : [
        { offset: start, length: upper.length, text: "" },
        { offset: hunk.end, length: 0, text: upper },
      ];
  return made("a line moved", state, changes, "user", []);
}

/** The editor tells of other line ends as of one new text. */
function lineEnds(_r: Random, state: State): Step {
  const isCrlf = state.text.includes("\r\n");
  const after = isCrlf ? state.text.replaceAll("\r\n", "\n") : state.text.replaceAll("\n", "\r\n");
  return made("other line ends", state, [whole(state.text, after)], "user", []);
}

function trimmed(r: Random, state: State): Step {
  const changes = [...state.text.matchAll(/[ \t]+(?=\r?\n|$)/g)].map((blank): TextChange => {
    return { offset: blank.index, length: blank[0].length, text: "" };
  });
  return made("blanks trimmed", state, changes, r.pick(["user", "tool"]), []);
}

function indented(r: Random, state: State): Step {
  const changes = [...state.text.matchAll(/(?<=^|\n)[ \t]*(?=\S)/g)].map((blank): TextChange => {
    return { offset: blank.index, length: blank[0].length, text: r.pick(["\t", "  "]) };
  });
  return made("indented", state, changes, "tool", []);
}

/** A formatter puts semicolons or trailing commas at line ends or takes them away, and writes other quotes. */
function signed(r: Random, state: State): Step {
  const [sign, from, to] = [r.pick([";", ","]), ...r.pick([["'", '"'] as const, ['"', "'"] as const])];
  const changes = [...state.text.matchAll(/[;,]?(?=\r?\n)|['"]/g)].flatMap(({ index, 0: found }): TextChange[] => {
    if (r.chance(40)) return [];
    if (found === "'" || found === '"') return found === from ? [{ offset: index, length: 1, text: to }] : [];
    const isCode = index > 0 && /[^\s;,({[]/.test(state.text[index - 1] ?? "");
    return isCode ? [{ offset: index, length: found.length, text: found === "" ? sign : "" }] : [];
  });
  return { ...made("signs", state, changes, "tool", []), slack: "signs" };
}

const nothing = (state: State): Step => made("nothing", state, [], "user", []);

function made(name: string, state: State, changes: TextChange[], by: By, touched: PendingHunk[]): Step {
  const edits = changes.map(({ offset, length, text }) => ({ start: offset, end: offset + length, text }));
  const after = splice(state.text, edits);
  return { name, changes: [...changes].reverse(), by, after, touched, slack: "blank" };
}

const whole = (before: string, after: string): TextChange => ({ offset: 0, length: before.length, text: after });

/** The one stretch that differs. */
function narrow(before: string, after: string): TextChange {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { offset: head, length: before.length - head - tail, text: after.slice(head, after.length - tail) };
}

/** Undoing brings back what was pending in a text that was seen before. */
export const earlierTexts: Property = (seed) => {
  const r = random(seed);
  const texts = new EarlierTexts();
  const noted = new Map<string, readonly PendingHunk[]>();
  for (let n = 0; n < 20; n++) {
    const text = r.pick(["a", "b", "c", "d"]).repeat(1 + r.int(3));
    const hunks = [{ start: 0, end: 1, original: String(n) }];
    texts.note("one", { text, hunks, created: false });
    noted.set(text, hunks);
    for (const [known, last] of noted) assert.deepEqual(texts.find("one", known)?.hunks, last, `seed ${seed}`);
  }
  return true;
};
