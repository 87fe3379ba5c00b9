/** One replacement: `oldText` as the file has it (whole lines by choice), and what shall stand there instead. */
export type Replacement = {
  oldText: string;
  newText: string;
  /** Replace every place; without it `oldText` must have exactly one. */
  replaceAll?: boolean;
  /** Replace exactly so many places, or none. */
  expectedCount?: number;
  /** A hint, 1-based: chooses among places that read the same, never among differing ones. */
  startLine?: number;
};

/** What a model may ask of one file. */
export type Edit =
  | { kind: "replace"; edits: Replacement[] }
  | { kind: "rewrite"; text: string }
  /**
   * Whole lines, inclusive. `first` and `last` name them by number and tag ("12#abc", see `lineTags.ts`), which is a
   * check of their texts.
   */
  | { kind: "lines"; first: string; last: string; text: string }
  /** The V4A format: `*** Begin Patch` …; `path` chooses the section where the patch has several. */
  | { kind: "patch"; text: string; path?: string }
  /** A unified or git diff; its line numbers are hints. */
  | { kind: "diff"; text: string; path?: string };

/** A splice of the original text: offsets in UTF-16 units, end exclusive. */
export type TextEdit = { start: number; end: number; text: string };

/** The place in the file that comes nearest to what was searched. Lines are 1-based and inclusive. */
export type Nearest = {
  startLine: number;
  endLine: number;
  /** The file's own lines there (shortened when very long). */
  text: string;
  /** What differs, one sentence each. */
  differences: string[];
};

type Fault<Kind extends string, More = unknown> = {
  kind: Kind;
  /** Written for the model: what happened, what the file really has, what to do. */
  message: string;
  /** Which edit or hunk of the call failed, from 0. */
  index?: number;
  /** The file concerned, where a patch names several. */
  path?: string;
} & More;

/** Why nothing was changed. */
export type EditError =
  | Fault<"empty-search">
  | Fault<"no-change">
  | Fault<"not-found", { nearest?: Nearest }>
  | Fault<"already-applied", { nearest?: Nearest }>
  /** `places`: the 1-based first lines of all places (at most 50). */
  | Fault<"ambiguous", { places: number[] }>
  | Fault<"count-mismatch", { expected: number; found: number; places: number[] }>
  | Fault<"overlap", { places: number[] }>
  /** The text stands for code that it does not contain. */
  | Fault<"placeholder", { line: string }>
  /** The replacement would join the following line to its last one. */
  | Fault<"line-break">
  | Fault<"empty-text">
  | Fault<"bad-patch">
  | Fault<"missing-file">
  | Fault<"exists">
  | Fault<"unsafe-path">;

export type Failure = { ok: false; error: EditError };

export type EditResult =
  | {
      ok: true;
      text: string;
      /** Ascending, not overlapping; applied to the original they give `text`. */
      edits: TextEdit[];
      /** The loosest rung of the ladder that was needed. */
      how: string;
    }
  | Failure;

export type PatchResult = { ok: true; files: Map<string, string | null> } | Failure;

/** A failure ready to be returned. */
export const failure = (error: EditError): Failure => ({ ok: false, error });
