import type { Turn } from "./turn.ts";

/** The turn with further answers to choose from beside the one that is told; that one comes first. */
export const withAlternatives = (turn: Turn, texts: readonly string[]): Turn => ({
  ...turn,
  results: { texts: ["", ...texts], chosen: 0 },
});

/** Where the answer stands that can be chosen: the last text of the turn; -1 where there is none. */
export const placeOfResult = ({ items }: Pick<Turn, "items">): number =>
  items.findLastIndex(({ type }) => type === "text");

/** The texts of a turn's results, as they are now. */
export function resultTexts({ items, results }: Turn): readonly string[] {
  const now = items[placeOfResult({ items })];
  return results === undefined || now?.type !== "text" ? [] : results.texts.with(results.chosen, now.text);
}

/** The turn with another of its results as its answer; the same turn where there is no such result. */
export function chosenResult(turn: Turn, index: number): Turn {
  const texts = resultTexts(turn);
  const text = texts[index];
  const at = placeOfResult(turn);
  const item = turn.items[at];
  if (text === undefined || item?.type !== "text") return turn;
  return { ...turn, items: turn.items.with(at, { ...item, text }), results: { texts, chosen: index } };
}
