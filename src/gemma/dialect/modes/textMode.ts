import { fenceEnd, fenceOpening, type Fence } from "../markdown/fences.ts";
import type { Flow, Mode, Step } from "../calls/flow.ts";
import { lineCall, midLineCall } from "../calls/starts/candidates.ts";
import { codeBlockCall } from "../calls/starts/codeBlock.ts";
import { JsonDocument } from "../markdown/document.ts";
import { Line, lookahead } from "../markdown/line.ts";
import { headlessOpenerAt, markerAt, stopTokens } from "../syntax/markers.ts";
import { lookPastSpace } from "../values/strings.ts";
import { openTag } from "../tagged/elements.ts";
import { XmlDocument } from "../tagged/xmlDocument.ts";
import { readMarker, taggedCall } from "./tokens.ts";

/** What stands before the opening of a call that lost its first signs. */
const mayOpen = /[\s.!?:;)]/;
/** The end of a sentence, with what may stand behind it. */
const sentenceEnd = /[.!?:;)>]\s{0,8}$/;
/** Longer runs of backticks are taken piece by piece. */
const longestRun = 64;

/**
 * Reads Markdown: passes text on, keeps an eye on lines, code blocks and inline code, and hands over to another mode
 * where a call or a thought begins.
 */
export class TextMode implements Mode {
  readonly #flow: Flow;
  readonly #line = new Line();
  readonly #document = new JsonDocument();
  readonly #xml = new XmlDocument();
  #fence: Fence | undefined;
  /** Characters ahead that were found to hold no bare calls. */
  #plain = 0;

  constructor(flow: Flow) {
    this.#flow = flow;
  }

  /** Forgets the line: a call or a thought ended here. */
  restart(): void {
    this.#document.close();
    this.#xml.close();
    this.#line.begin();
  }

  /** The next `count` characters hold no bare calls; only markers count in them. */
  passOver(count: number): void {
    this.#plain = count;
  }

  consume(work: string, at: number, ended: boolean): number {
    const entry = at;
    while (at < work.length && this.#flow.mode === this) {
      const next = this.#step(work, at, ended, at - entry >= this.#plain);
      if (next === "more") break;
      at = next;
    }
    this.#plain = Math.max(0, this.#plain - (at - entry));
    return at;
  }

  #show(text: string): void {
    this.#flow.out.text(text);
    this.#line.add(text);
    this.#document.add(text);
  }

  #step(work: string, at: number, ended: boolean, bareCalls: boolean): number | "more" {
    if (this.#fence) return this.#inFence(work, at, this.#fence, ended);
    const char = work[at] ?? "";
    if (this.#line.fresh && char !== " " && char !== "\t" && char !== "\r") {
      this.#document.lineBegins(char, this.#line.indent);
    }
    if (char === "\n") {
      this.#flow.out.text(char);
      this.#document.lineBreak();
      this.#line.begin();
      return at + 1;
    }
    const begins = this.#line.fresh && char !== " " && char !== "\t";
    if (begins || ((char === "`" || char === "~") && this.#line.itemIndent > 0)) {
      const next = this.#atLineStart(work, at, ended, bareCalls && !this.#document.open);
      if (next !== undefined) return next;
    }
    if (char === "`") return this.#ticks(work, at, ended);
    if ((char === "{" || char === "[" || char === "c") && this.#line.ticks === 0) {
      const candidate = bareCalls && !this.#line.fresh && !this.#document.open;
      const next = candidate ? midLineCall(this.#flow, this.#line, work, at, ended) : undefined;
      if (next !== undefined) return next;
      if (char === "{") this.#document.begin();
    }
    if (char === "<" || char === "[") {
      const next = this.#marker(work, at, ended, bareCalls) ?? this.#tagged(work, at, ended, bareCalls);
      if (next !== undefined) return next;
      if (this.#line.fresh) this.#beginElement(work, at);
      if (char === "[" && this.#line.fresh) this.#document.begin();
    }
    if ((char === "t" || char === "|") && this.#line.ticks === 0 && mayOpen.test(this.#line.previous)) {
      const next = this.#headless(work, at, ended);
      if (next !== undefined) return next;
    }
    const special = /[<[`~{\n]|(?<=[.!?:;)])c|(?<=[\s.!?:;)])[t|]/g;
    special.lastIndex = at + 1;
    let end = special.exec(work)?.index ?? work.length;
    if (this.#line.fresh && (char === " " || char === "\t"))
      end = at + (/^[ \t]+/.exec(work.slice(at, end))?.[0].length ?? 1);
    this.#show(work.slice(at, end));
    return end;
  }

  /** Undefined: nothing but text begins here. */
  #atLineStart(work: string, at: number, ended: boolean, bareCalls: boolean): Step {
    const char = work[at];
    if (this.#line.indent >= 4 && !this.#flow.out.untouched) return undefined;
    if (char === "`" || char === "~") {
      const opening = fenceOpening(work, at, ended, this.#line.itemIndent);
      if (opening === "more") return "more";
      if (opening === undefined) return undefined;
      const call = bareCalls ? codeBlockCall(this.#flow, opening, work, at, ended) : undefined;
      if (call !== undefined || opening.inline) return call;
      this.#flow.out.text(opening.line);
      this.#fence = opening.fence;
      this.#line.begin();
      return at + opening.line.length;
    }
    return bareCalls ? lineCall(this.#flow, work, at, ended) : undefined;
  }

  #ticks(work: string, at: number, ended: boolean): number | "more" {
    let end = at;
    while (work[end] === "`" && end - at < longestRun) end++;
    if (end === work.length && end - at < longestRun && !ended) return "more";
    this.#flow.out.text(work.slice(at, end));
    this.#line.addTicks(work.slice(at, end));
    this.#document.add(work.slice(at, end));
    return end;
  }

  /** Undefined: the character is no token's. */
  #marker(work: string, at: number, ended: boolean, bareCalls: boolean): Step {
    const marker = markerAt(work, at, ended);
    if (marker === "more") return "more";
    if (marker === undefined) return undefined;
    const end = at + marker.text.length;
    if (marker.kind === "string") {
      this.#flow.out.text(marker.text);
      this.#line.addMark(marker.text);
      this.#document.add(marker.text);
      return end;
    }
    const shown = this.#document.inString || this.#line.shows(work.slice(at, at + lookahead), ended);
    if (shown === "more") return "more";
    const tagged = bareCalls && this.#mayHoldTags(work[at]);
    const next = shown ? undefined : readMarker(this.#flow, this.#line, marker, work, at, ended, tagged);
    if (next !== undefined) return next;
    if (this.#line.fresh && marker.kind === "call") this.#beginElement(work, at);
    this.#show(marker.text);
    return end;
  }

  /** Whether a tag here is none of a document's. */
  #mayHoldTags(char: string | undefined): boolean {
    const inDocument = this.#document.open || this.#xml.open;
    return char === "<" && this.#flow.tools.size > 0 && !inDocument && this.#line.ticks === 0;
  }

  /** A call in tags without any token of a dialect: at the beginning of a line, or of a sentence. */
  #tagged(work: string, at: number, ended: boolean, bareCalls: boolean): Step {
    if (this.#xml.tagAt(work, at, ended) === "more") return "more";
    if (this.#line.fresh && !this.#xml.open && openTag(work, at, ended) === "more") return "more";
    if (!bareCalls || !this.#mayHoldTags(work[at]) || this.#line.shows("", true) === true) return undefined;
    const begins = this.#line.fresh || sentenceEnd.test(this.#flow.out.recent.slice(-16) + this.#line.previous);
    return begins ? taggedCall(this.#flow, work, at, ended) : undefined;
  }

  /** An element that is no call begins a document with the line. */
  #beginElement(work: string, at: number): void {
    const tag = openTag(work, at, true);
    if (tag && tag !== "more") this.#xml.begin(tag);
  }

  /** The opening of a call without its first signs, where a call follows. */
  #headless(work: string, at: number, ended: boolean): Step {
    const marker = headlessOpenerAt(work, at, ended);
    if (marker === "more") return "more";
    if (!marker || this.#document.inString || this.#line.shows("", true) === true) return undefined;
    return readMarker(this.#flow, this.#line, marker, work, at, ended);
  }

  /** Inside a code block only its end matters, and a stop token at the very end of the answer. */
  #inFence(work: string, at: number, fence: Fence, ended: boolean): number | "more" {
    if (this.#line.fresh && (work[at] === fence.mark[0] || work[at] === " ")) {
      const start = at + (/^ */.exec(work.slice(at, at + fence.indent + 3))?.[0].length ?? 0);
      if (start === work.length && !ended) return "more";
      const end = work[start] === fence.mark[0] ? fenceEnd(work, start, fence.mark, ended) : undefined;
      if (end === "more") return "more";
      if (end !== undefined) {
        this.#flow.out.text(work.slice(at, end));
        this.#fence = undefined;
        this.#line.begin();
        return end;
      }
    }
    if (work[at] === "<") {
      const marker = markerAt(work, at, ended);
      if (marker === "more") return "more";
      if (marker && stopTokens.includes(marker.text) && lookPastSpace(work, at + marker.text.length) === work.length) {
        if (!ended) return "more";
        this.#flow.out.dropSpace();
        return work.length;
      }
    }
    const special = /[<\n]/g;
    special.lastIndex = work[at] === "\n" ? at : at + 1;
    const stop = special.exec(work);
    const newline = stop?.[0] === "\n";
    const end = stop ? stop.index + (newline ? 1 : 0) : work.length;
    this.#flow.out.text(work.slice(at, end));
    if (newline) this.#line.begin();
    else this.#line.fresh = false;
    return end;
  }
}
