import type { Certainty } from "../../model/certainty.ts";
import type { Usage } from "../../model/model.ts";

const counts = new Intl.NumberFormat("en-US");

/** 1234 → "1,234". */
export const count = (value: number): string => counts.format(value);

/** Milliseconds in words: "0.4 s", "4 s", "1 min 12 s". */
export function duration(ms: number): string {
  if (ms < 950) return `${Math.max(0.1, Math.round(ms / 100) / 10)} s`;
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`;
}

/** Bytes in decimal units, as download pages state them: "253 MB", "3.3 GB". */
export function bytes(value: number): string {
  const giga = value / 1e9;
  if (giga >= 0.9995) return `${giga >= 99.95 ? Math.round(giga) : Math.round(giga * 10) / 10} GB`;
  return `${Math.max(1, Math.round(value / 1e6))} MB`;
}

/** The size of files: "12 bytes", "3.4 kB", "2 MB". */
export function size(value: number): string {
  if (value < 1000) return value === 1 ? "1 byte" : `${value} bytes`;
  return value < 999_500 ? `${Number((value / 1000).toPrecision(2))} kB` : bytes(value);
}

/** A fraction as "40%"; never "100%" before it is complete. */
export const percent = (fraction: number): string => `${Math.floor(Math.min(1, Math.max(0, fraction)) * 100)}%`;

/** A turn's token counts in short; undefined if the server gave none. */
export function tokens(usage: Usage): string | undefined {
  const written = usage.outputTokens ?? usage.inputTokens;
  return written === undefined ? undefined : `${count(written)} ${written === 1 ? "token" : "tokens"}`;
}

/** A turn's token counts in full, for a tooltip. */
export function tokenDetails(usage: Usage): string {
  const rows: [number | undefined, string][] = [
    [usage.inputTokens, "read"],
    [usage.cachedTokens, "of these from the cache"],
    [usage.outputTokens, "written"],
    [usage.thoughtTokens, "of these thought"],
  ];
  return rows.flatMap(([value, what]) => (value === undefined ? [] : [`${count(value)} ${what}`])).join(", ");
}

/** The certainty of an answer, for a tooltip; empty without probabilities. */
export function certaintyDetails(certainty: Certainty | undefined): string {
  if (certainty === undefined) return "";
  return `mean token probability ${percent(certainty.mean)}, lowest ${percent(certainty.lowest)}`;
}

/** The cost of a turn or a chat: "local", "free", "$0.0004", with "≈" if computed from list prices. */
export function costOf({ cost: dollars, costBasis }: Usage): string | undefined {
  if (dollars === undefined) return undefined;
  if (dollars === 0) return costBasis === "local" ? "local" : "free";
  return costBasis === "prices" ? `≈${cost(dollars)}` : cost(dollars);
}

/** US dollars, with enough digits for small costs: "$0.0004", "$1.25". */
export function cost(dollars: number): string {
  if (dollars === 0) return "free";
  if (dollars < 0.0001) return "<$0.0001";
  return `$${dollars >= 0.995 ? dollars.toFixed(2) : dollars.toPrecision(2).replace(/0+$/, "")}`;
}
