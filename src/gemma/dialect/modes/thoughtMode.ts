import { readCall } from "../calls/starts/callToken.ts";
import { lostOpening, readLostOpening } from "../calls/starts/candidates.ts";
import type { Flow, Mode, Step } from "../calls/flow.ts";
import { markerAt, turnEnds, unusedThoughtEnd, type Marker } from "../syntax/markers.ts";
import type { NativeResult } from "../calls/block.ts";
import { lookPastSpace } from "../values/strings.ts";
import { channelName } from "./thoughtLabel.ts";

const label = "call:";
/** A letter behind one of these begins no word. */
const inWord = /[\p{L}\p{N}_`"']/u;

/**
 * Reads a thought up to its end. A call in it is made when nothing but calls follows (its end token was forgotten);
 * else it is a draft and stays part of the thought.
 */
export class ThoughtMode implements Mode {
  readonly #flow: Flow;
  #named = false;
  #previous = "\n";
  /** Calls that were read, one behind the other. */
  #drafts: NativeResult[] = [];
  #draftEnded = false;

  constructor(flow: Flow) {
    this.#flow = flow;
  }

  consume(work: string, at: number, ended: boolean): number {
    while (at < work.length || this.#drafts.length > 0) {
      const next =
        this.#drafts.length > 0
          ? this.#behindDraft(work, at, ended)
          : this.#named
            ? this.#step(work, at, ended)
            : this.#name(work, at, ended);
      if (next === "more") return at;
      if (this.#flow.mode !== this) return next;
      at = next;
    }
    if (ended) this.#end();
    return at;
  }

  #end(): void {
    this.#flow.out.thoughtEnds();
    this.#flow.behindThought();
  }

  #name(work: string, at: number, ended: boolean): number | "more" {
    if (work[at] === "<") {
      const marker = markerAt(work, at, ended);
      if (marker === "more") return "more";
      if (marker?.kind === "thought") return at + marker.text.length;
    }
    const name = channelName(work, at, ended);
    if (name === "more") return "more";
    this.#named = true;
    if (!name) return this.#step(work, at, ended);
    // What stands in this channel is the answer.
    if (name.answers) this.#end();
    return name.end;
  }

  #step(work: string, at: number, ended: boolean): number | "more" {
    if (work[at] === "<") {
      const marker = markerAt(work, at, ended);
      if (marker === "more") return "more";
      const next = marker && this.#previous !== "`" ? this.#marker(marker, work, at, ended) : undefined;
      if (next !== undefined) return next;
    }
    if (work[at] === "c" && this.#flow.reads.bareCalls && !inWord.test(this.#previous)) {
      const next = this.#bareCall(work, at, ended);
      if (next !== undefined) return next;
    }
    const special = /<|(?<![\p{L}\p{N}_`"'])c/gu;
    special.lastIndex = at + 1;
    const end = special.exec(work)?.index ?? work.length;
    this.#flow.out.thought(work.slice(at, end));
    this.#previous = work[end - 1] ?? "\n";
    return end;
  }

  /** A call whose opening token was lost, with the one that ends the thought. */
  #bareCall(work: string, at: number, ended: boolean): Step {
    const start = work.slice(at, at + label.length);
    if (start !== label) return !ended && label.startsWith(start) ? "more" : undefined;
    const head = lostOpening(this.#flow, work, at, ended, false);
    if (head === "more") return "more";
    return head && readLostOpening(this.#flow, work, at, head, "thought");
  }

  /** A call in this thought was read: what stands behind it decides what it was. */
  addDraft(result: NativeResult): void {
    this.#drafts.push(result);
    this.#draftEnded = false;
  }

  #marker(marker: Marker, work: string, at: number, ended: boolean): Step {
    const end = at + marker.text.length;
    switch (marker.kind) {
      case "thought-end":
        this.#end();
        return end;
      case "noise":
        if (marker.text === unusedThoughtEnd) this.#end();
        return end;
      case "thought":
        // Another channel begins, perhaps that of the answer.
        this.#named = false;
        return end;
      case "turn":
      case "response":
        this.#end();
        return at;
      case "end":
        if (!turnEnds.includes(marker.text)) return undefined;
        this.#end();
        return at;
      case "call":
        if (marker.body !== "native" || !marker.loud) return undefined;
        return readCall(this.#flow, marker, work, at, ended, "thought");
      case "string":
        return undefined;
    }
  }

  /** What stands behind calls in the thought decides what they were. */
  #behindDraft(work: string, at: number, ended: boolean): number | "more" {
    const next = lookPastSpace(work, at);
    if (next >= work.length && !ended) return "more";
    const marker = next < work.length ? markerAt(work, next, ended) : undefined;
    if (marker === "more") return "more";
    if (marker?.kind === "end" && marker.text === "<tool_call|>") {
      this.#lengthen(work.slice(at, next) + marker.text);
      return next + marker.text.length;
    }
    if (marker?.kind === "thought-end" && !this.#draftEnded) {
      this.#draftEnded = true;
      return next + marker.text.length;
    }
    const over = next >= work.length || (marker !== undefined && marker.kind !== "string");
    if (!over && !this.#draftEnded && this.#flow.reads.bareCalls) {
      const start = work.slice(next, next + label.length);
      if (!ended && label.startsWith(start) && start !== label) return "more";
      const head = start === label ? lostOpening(this.#flow, work, next, ended, false) : undefined;
      if (head === "more") return "more";
      if (head) {
        this.#lengthen(work.slice(at, next));
        return readLostOpening(this.#flow, work, next, head, "thought");
      }
    }
    const drafts = this.#drafts;
    this.#drafts = [];
    if (over) this.#make(drafts);
    else this.#keep(drafts);
    return at;
  }

  /** Adds text to the last draft, in case it stays a part of the thought. */
  #lengthen(text: string): void {
    const draft = this.#drafts.pop();
    if (draft) this.#drafts.push({ ...draft, raw: draft.raw + text });
  }

  #make(drafts: readonly NativeResult[]): void {
    for (const { call, raw, name } of drafts) {
      if (call) this.#flow.out.call(call);
      else this.#flow.out.incomplete(raw, name);
    }
    this.#flow.afterCall();
  }

  #keep(drafts: readonly NativeResult[]): void {
    const text = drafts.map(({ raw }) => raw).join("");
    this.#flow.out.thought(text);
    this.#previous = text.at(-1) ?? this.#previous;
    if (this.#draftEnded) this.#end();
  }
}
