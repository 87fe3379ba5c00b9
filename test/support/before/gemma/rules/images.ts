import type { GemmaFamily } from "./family.ts";

export type Size = { width: number; height: number };

/** The token budgets Gemma 4 knows for one image; 280 is its default. */
export const imageBudgets = [70, 140, 280, 560, 1120] as const;
export type ImageBudget = (typeof imageBudgets)[number];

/** One token of Gemma 4 stands for a square of this many pixels a side: 280 of them are 645,120 pixels. */
const patch = 48;
/** Gemma 3 sees every image as a square of this many pixels a side, in 256 tokens. */
const gemma3Side = 896;
const gemma3Tokens = 256;
/** However narrow an image is, its long side is not worth more than this many squares. */
const longestRatio = 4;

/**
 * The size to send an image in, and what it costs: as small as loses nothing that the model would see. Images are never
 * enlarged and keep their proportions (Gemma 4: but for rounding down to whole patches).
 * @throws RangeError for a size that is not positive.
 */
export function imageTarget(size: Size, family: GemmaFamily, budget: ImageBudget = 280): Size & { tokens: number } {
  const { width, height } = size;
  if (!(width > 0 && height > 0)) throw new RangeError("An image has a width and a height above 0.");
  if (family !== "gemma4") return { ...gemma3Target(size), tokens: gemma3Tokens };
  const scale = Math.sqrt((budget * patch * patch) / (width * height));
  if (scale >= 1) return { width, height, tokens: budget };
  // A side shorter than one patch would vanish; the other one then takes what the budget leaves.
  const columns = Math.max(1, Math.min(budget, Math.floor((width * scale) / patch)));
  const rows = Math.max(1, Math.min(Math.floor(budget / columns), Math.floor((height * scale) / patch)));
  return { width: columns * patch, height: rows * patch, tokens: budget };
}

/** The short side comes down to 896 pixels, the long one in proportion. */
function gemma3Target({ width, height }: Size): Size {
  const scale = Math.min(
    1,
    gemma3Side / Math.min(width, height),
    (gemma3Side * longestRatio) / Math.max(width, height),
  );
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
