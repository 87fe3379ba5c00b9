import type { TokenGroup } from "./answerMemory.ts";
import type { Token } from "./llama.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Control tokens that an answer includes, because the reader of tool calls needs them; others are dropped. */
const written = new Set(["<|tool_call>", "<tool_call|>", '<|"|>']);
/** The most bytes of a character. */
const longestCharacter = 4;

/** Control tokens without a meaning. A model that writes several in a row is broken. */
const empty = /^<(?:unused\d+|pad)>$/;

/** The markup of a token without a meaning, which answers omit; "" for any other token. */
export function emptyMarkup(vocabulary: Vocabulary, token: Token): string {
  const markup = vocabulary.isControl(token) ? (vocabulary.markupOf(token) ?? "") : "";
  return empty.test(markup) ? markup : "";
}

/** Converts generated tokens to text, each by itself. Bytes of a character split over tokens wait for the rest. */
export class AnswerText {
  readonly #vocabulary: Vocabulary;
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  #tokens: Token[] = [];
  #bytes: Uint8Array = new Uint8Array(0);

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  /** The texts that `token` completes; none while a character is incomplete. */
  push(token: Token): TokenGroup<Token>[] {
    const bytes = this.#bytesOf(token);
    const groups: TokenGroup<Token>[] = [];
    // Only the middle of a character can complete what waits.
    if (this.#tokens.length > 0 && !isMiddle(bytes[0])) groups.push(this.#take());
    this.#tokens.push(token);
    this.#bytes = this.#bytes.length === 0 ? bytes : Buffer.concat([this.#bytes, bytes]);
    if (!endsInCharacter(this.#bytes)) groups.push(this.#take());
    return groups;
  }

  #take(): TokenGroup<Token> {
    const group = { tokens: this.#tokens, text: this.#decoder.decode(this.#bytes) };
    this.#tokens = [];
    this.#bytes = new Uint8Array(0);
    return group;
  }

  #bytesOf(token: Token): Uint8Array {
    const dropped = this.#vocabulary.isControl(token) && !written.has(this.#vocabulary.markupOf(token) ?? "");
    return dropped ? new Uint8Array(0) : this.#vocabulary.bytesOf(token);
  }
}

/** Whether a byte occurs only within a character. */
function isMiddle(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

/** Whether the bytes end within a character. */
function endsInCharacter(bytes: Uint8Array): boolean {
  for (let back = 1; back < longestCharacter && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back];
    if (!isMiddle(byte)) return back < lengthOf(byte ?? 0);
  }
  return false;
}

/** The bytes of a character that starts with `lead`; 1 if no character does. */
function lengthOf(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 1;
}
