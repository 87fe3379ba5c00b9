/**
 * Joins the provider's own pieces of a thought into whole blocks. A stream sends them word by word, but they must be
 * sent back as the original blocks: a signature covers a whole block, and every piece is billed. Source:
 * openrouter.ai's page on reasoning tokens.
 */

type Piece = { type: string } & Record<string, unknown>;

/** The text fields of a piece. */
const growing = ["text", "summary", "data"] as const;

/**
 * Appends pieces to blocks, in order. A piece joins the block with the same type and index; without an index, the last
 * block of that type. The last id, format and signature are kept. Pieces that are not `reasoning.…` are kept unchanged,
 * because other protocols send whole blocks.
 */
export function joinDetails(blocks: readonly unknown[], pieces: readonly unknown[]): unknown[] {
  const joined = [...blocks];
  for (const piece of pieces) {
    const at = isPiece(piece) ? blockOf(joined, piece) : -1;
    const block = joined[at];
    if (isPiece(piece) && isPiece(block)) joined[at] = grown(block, piece);
    else joined.push(piece);
  }
  return joined;
}

const isPiece = (value: unknown): value is Piece =>
  typeof value === "object" &&
  value !== null &&
  "type" in value &&
  typeof value.type === "string" &&
  value.type.startsWith("reasoning.");

function blockOf(blocks: readonly unknown[], piece: Piece): number {
  const at = hasIndex(piece)
    ? blocks.findLastIndex((block) => isPiece(block) && block.type === piece.type && block["index"] === piece["index"])
    : blocks.length - 1;
  const block = blocks[at];
  if (!isPiece(block) || block.type !== piece.type) return -1;
  if (!hasIndex(piece) && hasIndex(block)) return -1;
  return isEnded(block, piece) ? -1 : at;
}

const hasIndex = (piece: Piece): boolean => typeof piece["index"] === "number";

/** A signed or encrypted block is complete, even if a server gives another the same number. */
function isEnded(block: Piece, piece: Piece): boolean {
  const differs = (field: string): boolean =>
    isText(block[field]) && isText(piece[field]) && block[field] !== piece[field];
  if (isText(piece["data"])) return differs("id");
  return isText(block["signature"]) && isText(piece["text"]) && (differs("signature") || differs("id"));
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

function grown(block: Piece, piece: Piece): Piece {
  // Some servers repeat their whole blocks at the end.
  if (isText(piece["data"]) && isText(piece["id"]) && piece["data"] === block["data"]) return block;
  const joined: Piece = { ...block };
  for (const [field, value] of Object.entries(piece)) {
    const isGrowing = growing.some((each) => each === field);
    if (isGrowing && isText(block[field]) && typeof value === "string") joined[field] = block[field] + value;
    else if (value !== null && value !== undefined && !(value === "" && isText(block[field]))) joined[field] = value;
  }
  return joined;
}
