import type { JsonObject } from "../../../../model/message.ts";
import { pieceLength, type NativeBegun } from "../block.ts";
import type { Flow, Mode } from "../flow.ts";
import { GuidedSearch } from "../../syntax/guided.ts";
import { LooseScanner } from "../../values/looseScanner.ts";
import { endsCall, endTokens } from "../../syntax/markers.ts";
import { nativeArguments } from "../../syntax/nativeArguments.ts";
import { stringMarks } from "../../values/strings.ts";
import { propertyNames, type LooseSchema } from "../../values/schema.ts";
import { EndJudge, endOfLost, leftover } from "../../syntax/trueEnd.ts";

type ReadBody = { judge: EndJudge; body: string; written: JsonObject };

/** Reads the body of one native call, from its opening bracket to the bracket or the token that ends it. */
export class NativeBlock implements Mode {
  readonly #flow: Flow;
  readonly #options: NativeBegun;
  readonly #schema: LooseSchema | undefined;
  readonly #scanner: LooseScanner;
  readonly #parts: string[] = [];
  /** Set once the body proved unreadable where it seemed to end, and its schema may tell the true end. */
  #guided: { search: GuidedSearch; body: string } | undefined;
  /** Set once a body with strings was read that no token ended. */
  #read: ReadBody | undefined;

  constructor(flow: Flow, options: NativeBegun) {
    this.#flow = flow;
    this.#options = options;
    this.#schema = flow.tools.schema(flow.tools.meant(options.name) ?? "");
    const { closers, opener } = options;
    this.#scanner = new LooseScanner({ closers, ...(opener !== undefined && { opener }) });
  }

  consume(work: string, at: number, ended: boolean): number {
    if (this.#guided) return this.#beGuided(this.#guided, work, at, ended);
    if (this.#read) return this.#judgeEnd(this.#read, work, at, ended);
    const scan = this.#scanner.scan(work, at, ended);
    this.#parts.push(work.slice(at, scan.at));
    if (scan.found === "more" && !ended) return scan.at;
    const body = this.#parts.join("");
    const cut = scan.found === "more";
    const written = cut ? undefined : nativeArguments(body, this.#schema, scan.found === "closer");
    if (written) {
      if (scan.found === "balanced" && this.#options.opener !== undefined && holdsStrings.test(body)) {
        this.#read = { judge: new EndJudge(), body, written };
        return this.#judgeEnd(this.#read, work, scan.at, ended);
      }
      this.#finish(body, written);
    } else if (!this.#finishEarlier(body) && !(cut && this.#loseCall(body))) {
      if (!cut && this.#mayBeGuided(body)) this.#guide(body);
      else this.#finish(body, undefined);
    }
    return scan.at;
  }

  #finish(body: string, written: JsonObject | undefined): void {
    const { by, name, opening } = this.#options;
    this.#flow.took({ name, raw: opening + body, ...(written && { call: { name, arguments: written } }) }, by);
  }

  /**
   * The body is unreadable, or the answer ended within it. If the end of a string was missing, the closing token that
   * seemed to be inside the string was real: what stands behind it is read anew.
   */
  #finishEarlier(body: string): boolean {
    for (const end of this.#scanner.lateClosers) {
      if (!endsCall(body, end) && !closesLine(body, end)) continue;
      const written = nativeArguments(body.slice(0, end), this.#schema, true);
      if (!written || !this.#flow.reread(body.slice(end))) continue;
      this.#finish(body.slice(0, end), written);
      return true;
    }
    return false;
  }

  /** The answer ended within a string that no mark ends, and the call cannot be read: the prose behind it is not lost. */
  #loseCall(body: string): boolean {
    const end = endOfLost(body, this.#scanner.lateClosers);
    if (end === undefined || !this.#flow.reread(body.slice(end))) return false;
    this.#finish(body.slice(0, end), undefined);
    return true;
  }

  #judgeEnd({ judge, body, written }: ReadBody, work: string, at: number, ended: boolean): number {
    const end = Math.min(work.length, at + pieceLength);
    const judged = judge.take(work.slice(at, end), ended && end === work.length);
    if (judged.is === "more") return end;
    this.#read = undefined;
    this.#flow.pushBack(judged.rest);
    if (judged.is === "end") this.#finish(body, written);
    else if (this.#mayBeGuided(body)) this.#guide(body);
    else this.#finish(body, undefined);
    return end;
  }

  #mayBeGuided(body: string): boolean {
    const declared = propertyNames(this.#schema).length > 0;
    return declared && holdsStrings.test(body) && this.#flow.reread("");
  }

  #guide(body: string): void {
    this.#guided = { search: new GuidedSearch(body, this.#schema), body };
  }

  #beGuided(
    { search, body }: { search: GuidedSearch; body: string },
    work: string,
    at: number,
    ended: boolean,
  ): number {
    const result = search.take(work.slice(at), ended);
    if (result.found === "more") return work.length;
    if (result.found === "call") {
      this.#flow.pushBack(result.rest);
      this.#finish(result.body, result.written);
    } else {
      const own = leftover(result.rest);
      this.#flow.pushBack(result.rest.slice(own));
      this.#finish(body + result.rest.slice(0, own), undefined);
    }
    return work.length;
  }
}

/** Whether a body holds anything that may be a string. */
const holdsStrings = /<\|"\|>|<escape>|["'`“”„‘«]|<\|/;

/**
 * Whether the closing token at `end` closes its call though text stands behind it: a last bracket stands before it, the
 * line goes on with white space, and the string that was open began on this line.
 */
function closesLine(body: string, end: number): boolean {
  const token = endTokens.find((each) => body.startsWith(each, end)) ?? "";
  const before = body.slice(0, end).trimEnd();
  const mark = Math.max(...stringMarks.map((each) => before.lastIndexOf(each)));
  const isOnLine = mark >= 0 && !before.slice(mark).includes("\n");
  return isOnLine && /[})]$/.test(before) && token !== "" && /\s/.test(body[end + token.length] ?? "");
}
