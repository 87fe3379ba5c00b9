import type { Node, Word } from "./script.ts";

/** Collects the parts of one word. */
export class WordBuilder {
  private text = "";
  private head: string | undefined;
  private isPattern = false;
  private isBrace = false;
  private isOutput = false;
  /** Substitutions in the word. */
  readonly nested: Node[] = [];
  isQuoted = false;
  isTilde = false;
  /** Whether there is a word at all; quotes make one of nothing. */
  isStarted = false;

  add(text: string): void {
    this.text += text;
    this.isStarted = true;
  }

  /** The beginning is known up to here. */
  private cut(): void {
    this.head ??= this.text;
    this.isStarted = true;
  }

  dynamic(nested?: Node): void {
    this.cut();
    this.isDynamic = true;
    if (nested) {
      this.nested.push(nested);
      this.isOutput = true;
    }
  }

  private isDynamic = false;

  pattern(text: string): void {
    this.cut();
    this.isPattern = true;
    this.add(text);
  }

  /** A list in braces makes several words, each with the same beginning. */
  brace(at: number): void {
    this.head = this.text.slice(0, Math.min(at, (this.head ?? this.text).length));
    this.isBrace = true;
  }

  get length(): number {
    return this.text.length;
  }

  get soFar(): string {
    return this.text;
  }

  get isPlain(): boolean {
    return !this.isDynamic && !this.isPattern && !this.isBrace && !this.isQuoted;
  }

  build(raw: string): Word {
    const head = this.head ?? this.text;
    // What braces at the beginning make may be an option, or another command.
    const kind =
      this.isDynamic || (this.isBrace && head === "")
        ? "dynamic"
        : this.isPattern || this.isBrace
          ? "pattern"
          : "static";
    const { text, isQuoted, isTilde } = this;
    return { text, raw, kind, head, isQuoted, isTilde, ...(this.isOutput && { isOutput: true }) };
  }
}
