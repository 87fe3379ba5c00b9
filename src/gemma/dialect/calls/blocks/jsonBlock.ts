import { sentenceAbout, wordsBehind } from "../../markdown/cues.ts";
import { fenceEnd } from "../../markdown/fences.ts";
import type { JsonBegun } from "../block.ts";
import { jsonNames, makesCall, mayBeExample, type Names } from "../decisions.ts";
import type { Flow, Mode, Step } from "../flow.ts";
import { jsonHead } from "../../syntax/jsonHead.ts";
import { judgeCutJson, judgeJson, type JsonPiece, type JsonVerdict } from "../../syntax/jsonVerdict.ts";
import { LooseScanner } from "../../values/looseScanner.ts";
import { endsCall, endTokens, markerAt } from "../../syntax/markers.ts";
import { lookPastSpace } from "../../values/strings.ts";
import { endOfLost } from "../../syntax/trueEnd.ts";

/** The number of brackets at `at` that are one too many. */
const surplusBrackets = (work: string, at: number): number => /^[}\]]*/.exec(work.slice(at, at + 4))?.[0].length ?? 0;

/** Reads one or more JSON calls: between tokens, in a code block, or bare. What is no call is given back as text. */
export class JsonBlock implements Mode {
  readonly #flow: Flow;
  readonly #options: JsonBegun;
  readonly #names: Names;
  readonly #taken: string[];
  readonly #pieces: (JsonPiece & { parts: number })[] = [];
  #value: string[] = [];
  #scanner: LooseScanner | undefined;
  #fenceClosed = false;

  constructor(flow: Flow, options: JsonBegun) {
    this.#flow = flow;
    this.#options = options;
    this.#names = jsonNames(flow.reads, options.before);
    this.#taken = [options.opening];
    this.#scanner = this.#newScanner();
  }

  consume(work: string, at: number, ended: boolean): number {
    for (;;) {
      const scanning = this.#scanner;
      const next = scanning ? this.#inValue(scanning, work, at, ended) : this.#between(work, at, ended);
      if (this.#flow.mode !== this || (next === at && scanning === this.#scanner)) return next;
      at = next;
    }
  }

  #newScanner(): LooseScanner {
    const { fence, closers } = this.#options;
    return new LooseScanner({ closers: fence ? [...closers, `\n${fence}`] : closers });
  }

  #take(work: string, from: number, to: number): number {
    this.#taken.push(work.slice(from, to));
    return to;
  }

  #inValue(scanner: LooseScanner, work: string, at: number, ended: boolean): number {
    const scan = scanner.scan(work, at, ended);
    this.#value.push(work.slice(at, scan.at));
    this.#take(work, at, scan.at);
    if (scan.found !== "more") this.#endValue(this.#value.join(""), scan.found === "closer");
    else if (ended) this.#cut(scanner);
    return scan.at;
  }

  #endValue(raw: string, closed: boolean): void {
    this.#pieces.push({ raw, closed, parts: this.#taken.length });
    this.#value = [];
    this.#scanner = undefined;
  }

  /** Behind a value: the next one, the end of the code block, or something else. */
  #between(work: string, at: number, ended: boolean): number {
    if (this.#fenceClosed) return this.#behindFence(work, at, ended);
    const { fence, marked } = this.#options;
    const behind = at + surplusBrackets(work, at);
    if (fence) {
      const end = fenceEnd(work, behind, fence, ended);
      if (end === "more") return at;
      if (end !== undefined) {
        this.#fenceClosed = true;
        return this.#take(work, at, end);
      }
    }
    let next = lookPastSpace(work, behind);
    if (",;".includes(work[next] ?? " ")) next = lookPastSpace(work, next + 1);
    if (next >= work.length) return ended ? this.#complete(this.#take(work, at, next), "nothing") : at;
    if (marked) return this.#complete(at, "nothing");
    if (work[next] === "{" || work[next] === "[") {
      const { any, whole } = this.#names;
      const head = jsonHead(work, next, ended, this.#flow.tools, any || whole);
      if (head === "more") return at;
      if (head !== undefined) {
        this.#scanner = this.#newScanner();
        return this.#take(work, at, next);
      }
    }
    if (fence) return this.#fail(at);
    const sameLine = next > behind && !work.slice(behind, next).includes("\n");
    const about = sameLine && !this.#options.before.announced && sentenceAbout(work, next, ended);
    if (about === "more") return at;
    if (about) return this.#fail(at);
    const token = endTokens.find(
      (each) => work.startsWith(each, next) || (!ended && each.startsWith(work.slice(next))),
    );
    if (token !== undefined && !work.startsWith(token, next)) return at;
    const separated = work.slice(at, next).trim() !== "";
    return this.#complete(separated ? next : at, token === undefined ? "text" : "nothing");
  }

  #behindFence(work: string, at: number, ended: boolean): number {
    const maybe = mayBeExample(this.#options.before);
    if (!maybe && !this.#names.whole) return this.#complete(at, "nothing");
    const behind = wordsBehind(work, at, ended);
    if (behind === "more") return at;
    if (maybe && behind.explains) return this.#fail(at);
    return this.#complete(at, behind.isText ? "text" : "nothing");
  }

  /** @param follows what stands behind the block */
  #complete(at: number, follows: "text" | "nothing"): number {
    const { marked } = this.#options;
    const verdicts = this.#pieces.map((piece) => judgeJson(piece, this.#flow.tools, marked));
    const isAlone = follows === "nothing";
    const doubtful = verdicts.findIndex(
      (verdict) =>
        verdict.is === "other" || (verdict.is === "calls" && !marked && !makesCall(this.#names, verdict, isAlone)),
    );
    if (doubtful >= 0) return this.#fail(at, verdicts.slice(0, doubtful));
    verdicts.forEach((verdict, index) => {
      this.#emit(verdict, () => (marked ? this.#options.opening + (this.#pieces[index]?.raw ?? "") : this.#all()));
    });
    this.#flow.afterCall(marked ? (work, next, ended) => this.#nextCall(work, next, ended) : undefined);
    return at;
  }

  #nextCall(work: string, at: number, ended: boolean): Step {
    if (work[at] !== "{" && work[at] !== "[") return undefined;
    const marker = markerAt(work, at, ended);
    if (marker !== undefined) return marker === "more" ? "more" : undefined;
    this.#flow.begin({ syntax: "json", ...this.#options });
    return at;
  }

  #all(): string {
    return this.#taken.join("");
  }

  #emit(verdict: JsonVerdict, raw: () => string): void {
    if (verdict.is === "calls") for (const call of verdict.calls) this.#flow.out.call(call);
    else if (verdict.is === "broken") this.#flow.out.incomplete(raw(), verdict.name);
  }

  /** The answer ended within a value: the calls before it stand, itself is cut, unless only a string's end is missing. */
  #cut(scanner: LooseScanner): void {
    const value = this.#value.join("");
    const { tools } = this.#flow;
    const { marked } = this.#options;
    const late = scanner.lateClosers.find((each) => endsCall(value, each));
    for (const end of [late, marked ? endOfLost(value, scanner.lateClosers) : undefined]) {
      if (end === undefined || !this.#flow.reread(value.slice(end))) continue;
      this.#endValue(value.slice(0, end), true);
      this.#complete(0, "nothing");
      return;
    }
    const { any, whole } = this.#names;
    const verdict = judgeCutJson(value, tools, marked, any ? "any" : whole ? "no data" : "none");
    const before = this.#pieces.map((piece) => judgeJson(piece, tools, marked));
    if (verdict.is === "other" || before.some((each) => each.is === "other")) {
      this.#flow.giveBack(this.#all());
      return;
    }
    for (const each of before) this.#emit(each, () => this.#options.opening);
    this.#emit(verdict, () => (before.length > 0 ? value : this.#all()));
    this.#flow.toText();
  }

  /** Not all of it is calls: in a code block none is one then; elsewhere what came before stands. */
  #fail(at: number, good: readonly JsonVerdict[] = []): number {
    const kept = this.#options.fence ? 0 : good.length;
    for (const verdict of good.slice(0, kept)) this.#emit(verdict, () => this.#all());
    this.#flow.giveBack(this.#taken.slice(this.#pieces[kept - 1]?.parts ?? 0).join(""));
    return at;
  }
}
