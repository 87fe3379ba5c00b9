import type { JsonObject } from "../../model/message.ts";
import type { Flow, Mode } from "./flow.ts";
import { GuidedSearch } from "./guided.ts";
import type { WrittenCall } from "./jsonCall.ts";
import { LooseScanner } from "./looseScanner.ts";
import { endsCall } from "./markers.ts";
import { nativeArguments } from "./nativeCall.ts";
import { stringMarks } from "./strings.ts";
import { propertyNames, type LooseSchema } from "./toolIndex.ts";

/** A call as far as it could be read; `call` is missing when it is cut or unreadable. */
export type NativeResult = { name: string; raw: string; call?: WrittenCall };

export type NativeBlockOptions = {
  name: string;
  /** All that stood before the body, for the raw text of a call that cannot be run. */
  opening: string;
  /** The token that opens such a call. */
  opener?: string;
  closers: readonly string[];
  /** Takes the result and sets the next mode. */
  done: (result: NativeResult) => void;
};

/** Reads the body of one native call, from its opening bracket to the bracket or the token that ends it. */
export class NativeBlock implements Mode {
  readonly #flow: Flow;
  readonly #options: NativeBlockOptions;
  readonly #schema: LooseSchema | undefined;
  readonly #scanner: LooseScanner;
  readonly #parts: string[] = [];
  /** Set once the body proved unreadable where it seemed to end, and its schema may tell the true end. */
  #guided: { search: GuidedSearch; body: string } | undefined;

  constructor(flow: Flow, options: NativeBlockOptions) {
    this.#flow = flow;
    this.#options = options;
    this.#schema = flow.tools.schema(flow.tools.find(options.name) ?? "");
    const { closers, opener } = options;
    this.#scanner = new LooseScanner({ closers, ...(opener !== undefined && { opener }) });
  }

  consume(work: string, at: number, ended: boolean): number {
    if (this.#guided) return this.#beGuided(this.#guided, work, at, ended);
    const scan = this.#scanner.scan(work, at, ended);
    this.#parts.push(work.slice(at, scan.at));
    if (scan.found === "more" && !ended) return scan.at;
    const body = this.#parts.join("");
    const cut = scan.found === "more";
    const written = cut ? undefined : nativeArguments(body, this.#schema, scan.found === "closer");
    if (written) this.#finish(body, written);
    else if (!this.#finishEarlier(body)) {
      if (!cut && this.#mayBeGuided(body)) this.#guided = { search: new GuidedSearch(body, this.#schema), body };
      else this.#finish(body, undefined);
    }
    return scan.at;
  }

  #finish(body: string, written: JsonObject | undefined): void {
    const { name, opening, done } = this.#options;
    done({ name, raw: opening + body, ...(written && { call: { name, arguments: written } }) });
  }

  /**
   * The body is unreadable, or the answer ended within it. If the end of a string was missing, the closing token that
   * seemed to be inside the string was real: what stands behind it is read anew.
   */
  #finishEarlier(body: string): boolean {
    for (const end of this.#scanner.lateClosers) {
      if (!endsCall(body, end)) continue;
      const written = nativeArguments(body.slice(0, end), this.#schema, true);
      if (!written || !this.#flow.reread(body.slice(end))) continue;
      this.#finish(body.slice(0, end), written);
      return true;
    }
    return false;
  }

  #mayBeGuided(body: string): boolean {
    const declared = propertyNames(this.#schema).length > 0;
    return declared && stringMarks.some((mark) => body.includes(mark)) && this.#flow.reread("");
  }

  #beGuided(
    { search, body }: { search: GuidedSearch; body: string },
    work: string,
    at: number,
    ended: boolean,
  ): number {
    const result = search.take(work.slice(at), ended);
    if (result.found !== "more") {
      this.#flow.pushBack(result.rest);
      if (result.found === "call") this.#finish(result.body, result.written);
      else this.#finish(body, undefined);
    }
    return work.length;
  }
}
