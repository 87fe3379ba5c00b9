import type { TokenProbability } from "../../model/certainty.ts";

/** The model was unsure of tokens below these probabilities. */
const unsure = 0.5;
const guessed = 0.2;
const barCells = 10;

export type TokenRow = { line: number; is: "unsure" | "guessed" };

/**
 * An answer's tokens as text, one per line: probability, bar, token and alternatives. Tokens are JSON strings, so that
 * spaces and line breaks are visible. `rows`: the lines where the model was unsure.
 * @param label the model that answered
 */
export function tokenReport(
  tokens: readonly TokenProbability[],
  label: string | undefined,
): { text: string; rows: readonly TokenRow[] } {
  const mean = tokens.reduce((sum, { probability }) => sum + probability, 0) / Math.max(1, tokens.length);
  const count = `${tokens.length.toLocaleString("en-US")} ${tokens.length === 1 ? "token" : "tokens"}`;
  const head = [
    `Token probabilities${label === undefined ? "" : ` of ${label}`}: ${count}, ${percent(mean)} on average.`,
    "Each line: how likely the model took this token to be, the token, and what else it could have been.",
    `Marked: below ${unsure * 100}% (?) and below ${guessed * 100}% (??).`,
    "",
  ];
  const shown = tokens.map(({ text }) => quoted(text));
  const wide = Math.min(
    24,
    shown.reduce((most, { length }) => Math.max(most, length), 0),
  );
  const lines = tokens.map(({ probability, others }, at) => {
    const sign = probability < guessed ? "??" : probability < unsure ? "? " : "  ";
    const alternatives = others.map((other) => `${quoted(other.text)} ${percent(other.probability)}`).join("  ");
    const token = (shown[at] ?? "").padEnd(alternatives === "" ? 0 : wide);
    return `${sign} ${percent(probability).padStart(6)} ${bar(probability)} ${token}  ${alternatives}`.trimEnd();
  });
  const rows = tokens.flatMap(({ probability }, at): TokenRow[] =>
    probability < unsure ? [{ line: head.length + at, is: probability < guessed ? "guessed" : "unsure" }] : [],
  );
  return { text: `${[...head, ...lines].join("\n")}\n`, rows };
}

/** As a JSON string with all invisible characters escaped. */
const quoted = (text: string): string =>
  JSON.stringify(text).replace(
    /[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]/gu,
    (sign) => `\\u{${sign.codePointAt(0)?.toString(16) ?? ""}}`,
  );

const bar = (share: number): string => {
  const full = Math.round(share * barCells);
  return "█".repeat(full) + "░".repeat(barCells - full);
};

const percent = (share: number): string => {
  const hundredths = share * 100;
  return hundredths > 0 && hundredths < 0.1 ? "<0.1%" : `${hundredths.toFixed(hundredths < 99.95 ? 1 : 0)}%`;
};
