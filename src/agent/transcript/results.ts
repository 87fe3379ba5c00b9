import type { Turn } from "./turn.ts";

/** The turn with further answers to choose from; the streamed one comes first. */
export const withAlternatives = (turn: Turn, texts: readonly string[]): Turn => ({
  ...turn,
  results: { texts: ["", ...texts], chosen: 0 },
});

/** The item of the answer that can be chosen: the turn's last text; -1 if there is none. */
export const placeOfResult = ({ items }: Pick<Turn, "items">): number =>
  items.findLastIndex(({ type }) => type === "text");

/** The texts of a turn's results. */
export function resultTexts({ items, results }: Turn): readonly string[] {
  const now = items[placeOfResult({ items })];
  return results === undefined || now?.type !== "text" ? [] : results.texts.with(results.chosen, now.text);
}

/** The turn with another result as its answer; unchanged if there is no such result. */
export function chosenResult(turn: Turn, index: number): Turn {
  const texts = resultTexts(turn);
  const text = texts[index];
  const at = placeOfResult(turn);
  const item = turn.items[at];
  if (text === undefined || item?.type !== "text") return turn;
  return { ...turn, items: turn.items.with(at, { ...item, text }), results: { texts, chosen: index } };
}
