/**
 * What a reader can't see, or what changes how others are seen, after Unicode's general categories (UAX 44) and its
 * default ignorable code points:
 * - control and format characters (bidi marks among them), separators and blanks other than the space, private,
 *   unpaired and never assigned ones, and letters and symbols without ink (of Braille, music, Khitan; the object mark);
 * - variation selectors that don't follow a picture, or a digit in a key cap;
 * - marks on what carries none (a stroke through "=" looks like "≠"), and those beyond four in a row, which cover the
 *   lines around them. Four are enough for every living script.
 */
const unseen = new RegExp(
  [
    /[ \t]{60,}|(?! )[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Zs}\p{Co}\p{Cs}\p{Noncharacter_Code_Point}]/u,
    /(?![\ufe00-\ufe0f])\p{Default_Ignorable_Code_Point}|[\u2800\ufffc\u{16fe4}\u{1d159}]/u,
    /(?<!\p{Extended_Pictographic}|[#*0-9](?=\ufe0f\u20e3))[\ufe00-\ufe0f]/u,
    /(?<=^|[\0-@[-`{-\x7f])(?![\ufe00-\ufe0f])[\p{Mn}\p{Me}]|(?<=\p{M}{4})\p{M}/u,
  ]
    .map(({ source }) => source)
    .join("|"),
  "gu",
);

/** A piece of a text: as it stands, or the sign of one character that can't be seen. */
export type Piece = { text: string; isSign: boolean };

/**
 * Splits a text into what can be seen and signs for what can't. Tabs and line feeds stay as they are, unless `oneLine`.
 * The signs are abbreviations ("CR"), code points ("U+202E") or counts ("300 blanks").
 */
export function piecesOf(text: string, oneLine = false): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { 0: character, index } of text.matchAll(unseen)) {
    if (!oneLine && (character === "\n" || character === "\t")) continue;
    if (index > from) pieces.push({ text: text.slice(from, index), isSign: false });
    pieces.push({ text: signOf(character), isSign: true });
    from = index + character.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), isSign: false });
  return pieces;
}

/** Whether a text has characters that can't be seen, besides tabs and line feeds. */
export const hasSigns = (text: string): boolean => piecesOf(text).some(({ isSign }) => isSign);

/** The text with a sign for each character that can't be seen; signs stand in angle brackets. */
export const withSigns = (text: string, oneLine = false): string =>
  piecesOf(text, oneLine)
    .map((piece) => (piece.isSign ? `⟨${piece.text}⟩` : piece.text))
    .join("");

/** The abbreviations of the ASCII controls, by their codes (ISO 6429); pictures of them are missing in many fonts. */
const controls =
  "NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US".split(
    " ",
  );

function signOf(found: string): string {
  if (found.length > 2) return `${found.length} blanks`;
  const code = found.codePointAt(0) ?? 0;
  if (code === 0x7f) return "DEL";
  return controls[code] ?? `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}
