import { endTokens, markerAt, nativeOpener, nextEnd } from "./markers.ts";
import { lookPastSpace } from "../values/strings.ts";

/** How far behind the end that a body seems to have its true end is looked for. */
const farthest = 100_000;

/** The last bracket and the closing token: no call that ended before leaves that behind. */
const endOfCall = /[}\])]\s{0,8}(?:<tool_call\|>|<end_function_call>)/g;
const longestEndOfCall = 64;
const surplus = /[}\])"'`\s,;]{0,12}/y;

export type EndJudgement = { is: "more" } | { is: "end" | "doubtful"; rest: string };

/**
 * Judges whether a native body ended where it seemed to, by what stands behind it. A string that shows a mark or a quote
 * before a bracket would end there too, and the call would be run with half of it; then its true end stands further on.
 */
export class EndJudge {
  #parts: string[] = [];
  #tail = "";
  #length = 0;
  #far = false;

  take(chunk: string, ended: boolean): EndJudgement {
    this.#parts.push(chunk);
    const window = this.#tail + chunk;
    const base = this.#length - this.#tail.length;
    this.#length += chunk.length;
    if (!this.#far) {
      const start = this.#whole();
      const near = judgeNear(start, ended);
      if (near === "end" || near === "doubtful") return { is: near, rest: start };
      if (near === "more") {
        this.#tail = start;
        return { is: "more" };
      }
      this.#far = true;
    }
    endOfCall.lastIndex = 0;
    const found = endOfCall.exec(window)?.index ?? -1;
    const opener = window.indexOf(nativeOpener);
    const isFirst = found >= 0 && base + found < farthest && (opener < 0 || found < opener);
    if (isFirst) return { is: "doubtful", rest: this.#whole() };
    if (opener >= 0 || ended || this.#length > farthest + longestEndOfCall) return { is: "end", rest: this.#whole() };
    this.#tail = window.slice(-longestEndOfCall);
    return { is: "more" };
  }

  #whole(): string {
    const text = this.#parts.join("");
    this.#parts = [text];
    return text;
  }
}

/** What stands right behind a body ends it: a token, the end of the answer, or another call; a string mark does not. */
function judgeNear(text: string, ended: boolean): "end" | "doubtful" | "more" | "unknown" {
  surplus.lastIndex = lookPastSpace(text, 0);
  surplus.test(text);
  const next = lookPastSpace(text, surplus.lastIndex);
  if (next >= text.length) return ended ? "end" : "more";
  const marker = markerAt(text, next, ended);
  if (marker === "more") return "more";
  if (marker) return marker.kind === "string" ? "doubtful" : "end";
  const label = text.slice(next, next + 5);
  if (label === "call:") return "end";
  return !ended && "call:".startsWith(label) ? "more" : "unknown";
}

/**
 * How much of the text behind an unreadable body belongs to it: all before its closing token, where marks, quotes or
 * the same line tell that it does.
 */
export function leftover(rest: string): number {
  const end = nextEnd(rest.slice(0, farthest), 0);
  if (end < 0) return 0;
  const between = rest.slice(0, end);
  if (between.includes(nativeOpener) || between.trim() === "") return 0;
  return /<\|"\|>|["'`”“{}]/.test(between) || !between.includes("\n") ? end : 0;
}

/**
 * Where a call ends that cannot be read, as the answer ended within a string that no mark ends: at the token behind its
 * last bracket, if prose alone stands behind that. What may be a call there may be the string's.
 * @param closers the places of closing tokens in the string
 */
export function endOfLost(body: string, closers: readonly number[]): number | undefined {
  const end = closers.findLast((at) => /[})]\s*$/.test(body.slice(Math.max(0, at - 40), at)));
  if (end === undefined) return undefined;
  const token = endTokens.find((each) => body.startsWith(each, end)) ?? "";
  const behind = body.slice(end + token.length);
  return /^\s+\S/.test(behind) && !/<\||\|>|[[{<]|\bcall:/.test(behind) ? end : undefined;
}
