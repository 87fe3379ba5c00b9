import { bytesText } from "../../../providers/embedded/format/modelFile.ts";
import type { LoadedModel } from "../../../providers/ollama/ollamaServer.ts";
import type { PullProgress } from "../../../providers/ollama/pullModel.ts";

/** A longer time means that the model stays until it is unloaded: Ollama states a time centuries ahead. */
const FOR_EVER = 365 * 24 * 60 * 60 * 1000;

/**
 * A loaded model's window, memory and its place, and remaining time, in words.
 * @param now milliseconds since the epoch
 */
export function loadedWords({ contextTokens, size, sizeOnGpu, expiresAt }: LoadedModel, now: number): string {
  const facts = [
    contextTokens === undefined ? undefined : `${contextTokens.toLocaleString("en-US")} tokens`,
    size === undefined ? undefined : `${bytesText(size)}${placeOf(size, sizeOnGpu)}`,
    expiresAt === undefined ? undefined : stayOf(expiresAt - now),
  ];
  return facts.filter((fact) => fact !== undefined).join(" · ");
}

function placeOf(size: number, onGpu: number | undefined): string {
  if (onGpu === undefined || size === 0) return "";
  if (onGpu === 0) return " in main memory";
  return onGpu >= size ? " on the graphics card" : `, ${Math.floor((100 * onGpu) / size)}% on the graphics card`;
}

function stayOf(ms: number): string {
  if (ms > FOR_EVER) return "stays until unloaded";
  if (ms <= 0) return "leaving memory";
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return "for less than a minute";
  return minutes < 120 ? `for ${minutes} min` : `for ${Math.round(minutes / 60)} h`;
}

/** A pull's progress: the server's own word until the total is known, then the amount. */
export function pullWords({ status, completed, total }: PullProgress): string {
  if (total === undefined || total === 0) return status;
  const amount = `${bytesText(completed ?? 0)} of ${bytesText(total)}`;
  return /^pulling /.test(status) ? amount : `${amount}, ${status}`;
}
