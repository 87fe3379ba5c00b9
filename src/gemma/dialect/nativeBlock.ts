import type { JsonObject } from "../../model/message.ts";
import type { Flow, Mode } from "./flow.ts";
import { LooseScanner } from "./looseScanner.ts";
import { nativeArguments } from "./nativeCall.ts";
import type { WrittenCall } from "./jsonCall.ts";

/** A call as far as it could be read; `call` is missing when it is cut or unreadable. */
export type NativeResult = { name: string; raw: string; call?: WrittenCall };

/** Reads the body of one native call, from its opening bracket to the bracket or the token that ends it. */
export class NativeBlock implements Mode {
  readonly #flow: Flow;
  readonly #name: string;
  readonly #opening: string;
  readonly #done: (result: NativeResult) => void;
  readonly #scanner: LooseScanner;
  readonly #parts: string[] = [];

  /**
   * @param opening all that stood before the body, for the raw text of a call that cannot be run
   * @param done takes the result and sets the next mode
   */
  constructor(
    flow: Flow,
    name: string,
    opening: string,
    closers: readonly string[],
    done: (result: NativeResult) => void,
  ) {
    this.#flow = flow;
    this.#name = name;
    this.#opening = opening;
    this.#done = done;
    this.#scanner = new LooseScanner({ closers });
  }

  consume(work: string, at: number, ended: boolean): number {
    const scan = this.#scanner.scan(work, at, ended);
    this.#parts.push(work.slice(at, scan.at));
    if (scan.found === "more" && !ended) return scan.at;
    const body = this.#parts.join("");
    const written = scan.found === "more" ? undefined : this.#read(body, scan.found === "closer");
    if (written) this.#finish(body, written);
    else this.#finishEarlier(body, scan.found === "more");
    return scan.at;
  }

  #read(body: string, closed: boolean): JsonObject | undefined {
    const { tools } = this.#flow;
    return nativeArguments(body, tools.schema(tools.find(this.#name) ?? ""), closed);
  }

  #finish(body: string, written: JsonObject | undefined): void {
    const call = written && { name: this.#name, arguments: written };
    this.#done({ name: this.#name, raw: this.#opening + body, ...(call && { call }) });
  }

  /**
   * The body is unreadable, or the answer ended within it. If a string's end was missing, the closing token that seemed
   * to be inside the string was real: what stands behind it is read anew.
   */
  #finishEarlier(body: string, cut: boolean): void {
    const ends = this.#scanner.lateClosers;
    for (const end of ends) {
      const written = this.#read(body.slice(0, end), true);
      if (!written || !this.#flow.reread(body.slice(end))) continue;
      this.#finish(body.slice(0, end), written);
      return;
    }
    const end = cut ? ends[0] : undefined;
    const shorter = end !== undefined && this.#flow.reread(body.slice(end));
    this.#finish(shorter ? body.slice(0, end) : body, undefined);
  }
}
