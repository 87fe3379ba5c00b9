import type { Begun, Introduction, NativeIntroduction, NativeResult } from "./block.ts";
import type { Output } from "./output.ts";
import type { Reads } from "./reads.ts";
import type { ToolIndex } from "../tools/toolIndex.ts";

/**
 * What a reader says of the text at a position: undefined, nothing of its kind begins there; "more", that is not decided
 * yet; else where to go on, in the mode that it set.
 */
export type Step = number | "more" | undefined;

/** One state of the parser. */
export interface Mode {
  /**
   * Reads `work` from `at` on and returns how far it came; what it leaves is offered again with more text behind it.
   * Returning `at` without changing the mode means: undecided. With `ended` no more text comes, and all must be taken.
   */
  consume(work: string, at: number, ended: boolean): number;
}

/** Looks for a further call at `at`, behind one that its closing token does not yet stand behind. */
export type NextCall = (work: string, at: number, ended: boolean) => Step;

/** What the modes share. */
export interface Flow {
  readonly out: Output;
  readonly tools: ToolIndex;
  readonly reads: Reads;
  readonly mode: Mode;
  /** Goes on in the block that reads these calls. */
  begin(calls: Begun): void;
  /** A native call was read, or as much of it as there is: goes on as its introduction wants it. */
  took(result: NativeResult, by: NativeIntroduction): void;
  /** Goes on in a thought. */
  think(): void;
  /** The rest of the answer is somebody else's turn. */
  turnOver(): void;
  /** Goes on with text, at the beginning of a line. */
  toText(): void;
  /** Goes on behind a thought, where a channel's name may lead the answer. */
  behindThought(): void;
  /** Goes on behind a call: what belongs to it is dropped first. */
  afterCall(nextCall?: NextCall): void;
  /** Gives back text that was no call after all; it is read as text in which only markers count. */
  giveBack(text: string): void;
  /** Gives back text behind a call whose end was found late; false when that happened too often to go on. */
  reread(text: string): boolean;
  /** Gives back text that was taken, to be read anew. */
  pushBack(text: string): void;
  /** Emits the calls in the content of a code block made for calls; false when it holds anything else. */
  readNested(content: string): boolean;
  /** How the text before introduces calls here. Once an example was seen, only an announcement makes a call. */
  introduction(): Introduction;
}
