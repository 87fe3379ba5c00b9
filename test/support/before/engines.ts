import assert from "node:assert/strict";
import { inspect, isDeepStrictEqual } from "node:util";
import * as nowCharacters from "../../../src/edit/diff/characterEdits.ts";
import * as nowInner from "../../../src/edit/diff/innerDiff.ts";
import * as nowLines from "../../../src/edit/diff/lineDiff.ts";
import * as nowSplices from "../../../src/edit/diff/lineEdits.ts";
import * as nowStream from "../../../src/edit/diff/streamingDiff.ts";
import * as nowEdit from "../../../src/edit/index.ts";
import type * as nowEarlier from "../../../src/edit/pending/earlierTexts.ts";
import * as nowPending from "../../../src/edit/pending/pendingHunks.ts";
import * as nowTexts from "../../../src/edit/text/splices.ts";
import * as nowTake from "../../../src/edit/pending/takeText.ts";
import * as nowGemma from "../../../src/gemma/index.ts";
import * as oldCharacters from "./edit/diff/characterEdits.ts";
import * as oldInner from "./edit/diff/innerDiff.ts";
import * as oldLines from "./edit/diff/lineDiff.ts";
import * as oldSplices from "./edit/diff/lineEdits.ts";
import * as oldStream from "./edit/diff/streamingDiff.ts";
import * as oldEdit from "./edit/index.ts";
import * as oldEarlier from "./edit/pending/earlierTexts.ts";
import * as oldPending from "./edit/pending/pendingHunks.ts";
import * as oldTake from "./edit/pending/takeText.ts";
import * as oldGemma from "./gemma/index.ts";
import { spoilt } from "./spoilt.ts";

/*
 * The dialect and the edit engine as they are, each call compared with what they were before they were simplified: a
 * difference throws. The fuzz programs import the engines from here as long as the copies stand beside.
 */

/**
 * `on`: compare, as the fuzz programs do; the unit tests only want the engines. How many answers were read by both then, and
 * how many calls of the edit engine made of both.
 */
export const compared = { on: false, answers: 0, calls: 0 };

type Outcome = { value: unknown } | { thrown: string };
const outcome = (run: () => unknown): Outcome => {
  try {
    return { value: run() };
  } catch (error) {
    return { thrown: String(error) };
  }
};

function same(name: string, now: Outcome, old: Outcome, given: unknown): void {
  if (isDeepStrictEqual(now, old)) return;
  const show = (value: unknown): string => inspect(value, { depth: 8, breakLength: 120, maxStringLength: 5000 });
  assert.fail(`${name} differs from before.\ngiven ${JSON.stringify(given)}\nnow ${show(now)}\nbefore ${show(old)}`);
}

/** A pure function that must give what it gave. */
function both<A extends unknown[], R>(now: (...args: A) => R, old: (...args: A) => R): (...args: A) => R {
  return (...args) => {
    if (!compared.on) return now(...args);
    compared.calls++;
    const seen = outcome(() => now(...args));
    same(
      now.name,
      seen,
      outcome(() => old(...args)),
      args,
    );
    if ("thrown" in seen) throw new Error(seen.thrown);
    return seen.value as R;
  };
}

const applyEditBoth = both(nowEdit.applyEdit, oldEdit.applyEdit);
const applyPatchBoth = both(nowEdit.applyPatch, oldEdit.applyPatch);
const parseEditsBoth = both(nowEdit.parseEdits, oldEdit.parseEdits);

/** Of every third call, a variant with a spoilt text is compared too; of every other third, one with a spoilt edit. */
export function applyEdit(original: string, edit: nowEdit.Edit): nowEdit.EditResult {
  if (!compared.on) return nowEdit.applyEdit(original, edit);
  const { turn, text } = spoilt(original);
  if (turn % 3 === 0) applyEditBoth(text, edit);
  if (turn % 3 === 1) applyEditBoth(original, spoiltEdit(edit));
  return applyEditBoth(original, edit);
}

function spoiltEdit(edit: nowEdit.Edit): nowEdit.Edit {
  if (edit.kind !== "replace") return { ...edit, text: spoilt(edit.text).text };
  const edits = edit.edits.map((each) => {
    const { turn, text } = spoilt(each.oldText);
    return turn % 2 === 0 ? { ...each, oldText: text } : { ...each, newText: spoilt(each.newText).text };
  });
  return { kind: "replace", edits };
}

export function applyPatch(files: ReadonlyMap<string, string>, patch: string): nowEdit.PatchResult {
  if (compared.on) applyPatchBoth(files, spoilt(patch).text);
  return applyPatchBoth(files, patch);
}

export function parseEdits(
  reply: string,
  options: { knownPaths?: string[] } = {},
): ReturnType<typeof nowEdit.parseEdits> {
  if (compared.on) parseEditsBoth(spoilt(reply).text, options);
  return parseEditsBoth(reply, options);
}

export const lineDiff = both(nowLines.lineDiff, oldLines.lineDiff);
export const characterEdits = both(nowCharacters.characterEdits, oldCharacters.characterEdits);
export const innerDiff = both(nowInner.innerDiff, oldInner.innerDiff);
export const replaceLines = both(nowSplices.replaceLines, oldSplices.replaceLines);
export const baselineOf = both(nowPending.baselineOf, oldPending.baselineOf);
export const withProposal = both(nowPending.withProposal, oldPending.withProposal);
export const splice = both(nowTexts.splice, oldPending.splice);

export function streamingDiff(original: string): nowStream.StreamingDiff {
  const now = nowStream.streamingDiff(original);
  if (!compared.on) return now;
  const old = oldStream.streamingDiff(original);
  let given = "";
  compared.calls++;
  return {
    ...now,
    push: (text) => {
      given += text;
      const seen = now.push(text);
      same("streamingDiff", { value: seen }, { value: old.push(text) }, [original, given]);
      return seen;
    },
    finish: () => {
      const seen = now.finish();
      same("streamingDiff", { value: seen }, { value: old.finish() }, [original, given]);
      return seen;
    },
  };
}

const shadows = new WeakMap<nowEarlier.EarlierTexts, oldEarlier.EarlierTexts>();

export function takeText(...[file, now, taken, earlier, name]: Parameters<typeof nowTake.takeText>): string {
  if (!compared.on) return nowTake.takeText(file, now, taken, earlier, name);
  const copy = structuredClone(file);
  compared.calls++;
  const shadow = shadows.get(earlier) ?? new oldEarlier.EarlierTexts();
  shadows.set(earlier, shadow);
  const given = structuredClone([file, now, taken]);
  const was = oldTake.takeText(copy, now, taken, shadow, name);
  const is = nowTake.takeText(file, now, taken, earlier, name);
  same("takeText", { value: [is, file] }, { value: [was, copy] }, given);
  return is;
}

export function createDialectParser(options: nowGemma.DialectOptions): nowGemma.DialectParser {
  const now = nowGemma.createDialectParser(options);
  if (!compared.on) return now;
  compared.answers++;
  const old = oldGemma.createDialectParser(options);
  const pieces: string[] = [];
  const told = (seen: nowGemma.DialectEvent[], was: nowGemma.DialectEvent[]): nowGemma.DialectEvent[] => {
    same("the dialect", { value: [seen, now.over] }, { value: [was, old.over] }, { options, pieces });
    return seen;
  };
  return {
    push: (chunk) => {
      pieces.push(chunk);
      return told(now.push(chunk), old.push(chunk));
    },
    end: () => told(now.end(), old.end()),
    get over() {
      return now.over;
    },
  };
}
