import * as v from "valibot";
import type { Token } from "./llama.ts";

/** A model file's tokens: their texts and types, by number, and how the texts are encoded. */
export type TokenList = { model: string; pre: string; texts: readonly string[]; types: readonly number[] };

/** The token types used here, with the numbers of the GGUF format. */
const kinds = { normal: 1, userDefined: 4, byte: 6 } as const;

const metadata = v.object({
  tokenizer: v.object({
    ggml: v.object({
      model: v.string(),
      pre: v.optional(v.string(), ""),
      tokens: v.array(v.string()),
      token_type: v.array(v.number()),
    }),
  }),
});

/**
 * The token list in a model file's metadata.
 * @throws Error if there is none, or its parts differ in length
 */
export function parseTokenList(value: unknown): TokenList {
  const parsed = v.safeParse(metadata, value, { abortEarly: true });
  if (!parsed.success) throw new Error("The model file holds no list of tokens that the engine can read.");
  const { model, pre, tokens, token_type: types } = parsed.output.tokenizer.ggml;
  if (tokens.length !== types.length) throw new Error("The model file names another number of tokens than of types.");
  return { model, pre, texts: tokens, types };
}

/** How a vocabulary writes a space. Text with this character itself must be spelled in bytes. */
export const spaceSign = "\u2581";

/**
 * The bytes of each token, by the model file's own list. The engine's detokenizer is not used: with some vocabularies,
 * Gemma 4's among them, it removes spaces (llama.cpp's `clean_spaces`: `a !== b` → `a!== b`).
 */
export class Vocabulary {
  readonly #texts: readonly string[];
  readonly #types: readonly number[];
  readonly #byteLevel: ReadonlyMap<string, number> | undefined;
  readonly #bytes = new Map<number, Token>();
  readonly #markup = new Map<Token, string>();

  constructor({ model, pre, texts, types }: TokenList) {
    this.#texts = texts;
    this.#types = types;
    // Gemma's vocabularies write spaces as `spaceSign`; a Gemma with another vocabulary writes bytes as letters.
    this.#byteLevel = model === "gpt2" && pre !== "gemma4" ? byteLetters() : undefined;
    const special: Token[] = [];
    for (let token = 0; token < types.length; token++) {
      const byte = types[token] === kinds.byte ? byteOf(texts[token]) : undefined;
      if (byte !== undefined) this.#bytes.set(byte, token);
      else if (types[token] !== kinds.normal) special.push(token);
    }
    const known = new Set(special.map((token) => texts[token]));
    for (const token of special) {
      const text = texts[token] ?? "";
      const ordinary = types[token] === kinds.userDefined && isOrdinary(text, known);
      // A single character could not be written otherwise.
      if (!ordinary && text.length > 1) this.#markup.set(token, text);
    }
  }

  /** The UTF-8 bytes of a token: exactly its text, for markup too. Part of a character if it is split over tokens. */
  bytesOf(token: Token): Uint8Array {
    const text = this.#texts[token] ?? "";
    const type = this.#types[token];
    if (type === kinds.byte) {
      const byte = byteOf(text);
      return byte === undefined ? new Uint8Array(0) : Uint8Array.of(byte);
    }
    if (type !== kinds.normal) return Buffer.from(text);
    if (this.#byteLevel === undefined) return Buffer.from(text.replaceAll(spaceSign, " "));
    return Uint8Array.from(text, (letter) => this.#byteLevel?.get(letter) ?? 0);
  }

  /** Whether a token only controls the model: neither text nor markup that a reader of answers needs. */
  isControl(token: Token): boolean {
    const type = this.#types[token];
    return type !== kinds.normal && type !== kinds.byte && type !== kinds.userDefined;
  }

  /**
   * The text of a token that means more to the model than its letters; undefined for ordinary text. "User defined"
   * tokens are markup too, except for white space and the HTML tags among Gemma 3's.
   */
  markupOf(token: Token): string | undefined {
    return this.#markup.get(token);
  }

  /** A text in byte tokens alone; undefined if the vocabulary has none. */
  spell(text: string): Token[] | undefined {
    const tokens: Token[] = [];
    for (const byte of Buffer.from(text)) {
      const token = this.#bytes.get(byte);
      if (token === undefined) return undefined;
      tokens.push(token);
    }
    return tokens;
  }
}

/** White space, or a tag whose counterpart is also in the vocabulary: `<table>` and `</table>`. */
function isOrdinary(text: string, known: ReadonlySet<string | undefined>): boolean {
  if (text.replaceAll(spaceSign, " ").trim() === "") return true;
  const tag = /^<(\/?)([a-z][a-z0-9]*)>$/.exec(text);
  return tag !== null && known.has(tag[1] === "" ? `</${tag[2]}>` : `<${tag[2]}>`);
}

/** The byte in a byte token's text: 226 for `<0xE2>`. */
function byteOf(text = ""): number | undefined {
  const hex = /^<0x([0-9A-Fa-f]{2})>$/.exec(text)?.[1];
  return hex === undefined ? undefined : Number.parseInt(hex, 16);
}

/**
 * How byte-level vocabularies (GPT-2's and its successors) write bytes: printable ones as themselves, others from
 * U+0100.
 */
function byteLetters(): ReadonlyMap<string, number> {
  const letters = new Map<string, number>();
  let next = 0x100;
  for (let byte = 0; byte < 256; byte++) {
    const printable = (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad);
    letters.set(String.fromCharCode(printable ? byte : next++), byte);
  }
  return letters;
}
