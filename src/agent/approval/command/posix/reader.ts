import { Cursor } from "../line/cursor.ts";
import { NotUnderstood, type Node } from "../line/script.ts";

export type Dialect = "bash" | "zsh";

/** A here-document whose text begins behind the next line end. */
export type HereDocument = { end: string; isQuoted: boolean; stripsTabs: boolean; take(nested: readonly Node[]): void };

/** What all readers of one line share. */
export type Shared = {
  dialect: Dialect;
  /** Names in arithmetic, whose values a shell evaluates again. */
  readonly calculated: Set<string>;
  /** Names that got a value which may be anything. */
  readonly texts: Set<string>;
  commands: number;
};

const MOST_DEPTH = 24;

/** A place in a command line. */
export class Reader extends Cursor {
  readonly shared: Shared;
  readonly documents: HereDocument[] = [];
  readonly list: (reader: Reader, closers: readonly string[]) => Node;
  depth: number;

  constructor(text: string, shared: Shared, list: Reader["list"], depth = 0) {
    super(text);
    this.shared = shared;
    this.list = list;
    this.depth = depth;
  }

  /** Blanks and continued lines; comments are for the caller. */
  blanks(): void {
    while (this.match(/[ \t]+|\\\n/y) !== undefined);
  }

  /** A list of commands in a shell of its own, up to the closer. */
  nested(closer: string): Node {
    this.enter();
    const node = this.list(this, [closer]);
    this.expect(closer);
    this.depth--;
    return { type: "isolated", nodes: [node] };
  }

  /** A reader of another text. */
  of(text: string): Reader {
    return new Reader(text, this.shared, this.list, this.depth);
  }

  /** Another text, read as commands. */
  inner(text: string): Node {
    const reader = this.of(text);
    reader.enter();
    const node = reader.list(reader, []);
    if (!reader.isAtEnd) throw new NotUnderstood("The end of a substitution is unclear.");
    return { type: "isolated", nodes: [node] };
  }

  enter(): void {
    if (++this.depth > MOST_DEPTH) throw new NotUnderstood("The command is nested too deeply.");
  }
}
