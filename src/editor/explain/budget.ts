import { createTokenEstimator } from "../../gemma/index.ts";

/** The most tokens of code in one question: half of the smallest window that an engine starts with. */
const MOST_TOKENS = 4000;

const estimator = createTokenEstimator();
const MOST_CHARACTERS = Math.floor(MOST_TOKENS * estimator.ratio);

/** `size` says how much is sent: "12 lines, ~90 tokens", "first 400 of 2,000 lines, ~4,000 tokens". */
export type Budgeted = { text: string; lines: number; size: string };

/** As many whole lines as the budget allows; of one long line, its beginning. `keep`: which end to keep. */
export function budgeted(text: string, keep: "start" | "end" = "start", most = MOST_CHARACTERS): Budgeted {
  const all = countLines(text);
  const sent = keep === "start" ? headOf(text, most) : tailOf(text, most);
  const lines = countLines(sent);
  const tokens = `~${number(estimator.estimate(sent))} tokens`;
  const end = keep === "start" ? "first" : "last";
  const what =
    lines < all ? `${end} ${number(lines)} of ${number(all)} lines` : `${number(all)} ${all === 1 ? "line" : "lines"}`;
  const cut = sent.length < text.length && lines === all ? ", cut" : "";
  return { text: sent, lines, size: `${what}, ${tokens}${cut}` };
}

function headOf(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = text.lastIndexOf("\n", most);
  return text.slice(0, end > 0 ? end : most);
}

function tailOf(text: string, most: number): string {
  if (text.length <= most) return text;
  const start = text.indexOf("\n", text.length - most - 1) + 1;
  return text.slice(start > 0 && start < text.length ? start : text.length - most);
}

const countLines = (text: string): number => text.split("\n").length;
const number = (value: number): string => value.toLocaleString("en-US");
