import { freemem, platform, totalmem } from "node:os";
import { ModelError } from "../../../model/modelError.ts";
import { bytesText, type Layer, type ModelFile } from "../format/modelFile.ts";

/** Memory that the engine may use, in bytes: main memory, and a graphics card's own memory. */
export type Memory = { ram: number; vram: number };

/** How to load a model so that it fits: see `LoadOrder`. */
export type LoadPlan = { contextTokens: number; fullCache: boolean; sequences: number; needBytes: number };

/** The smallest useful context for code, in tokens. */
const leastContext = 2048;
/** The engine's program and working buffers. Measured with Gemma 3 270M: 0.3 GB in addition to model and cache. */
const overheadBytes = 400 * 1024 * 1024;
/** A sliding cache holds its window and the batch being read (512), in steps of 256. */
const batchTokens = 512;
/** The full cache can reuse any prefix but costs more. It is used if everything fits into this share of memory. */
const comfortable = 0.7;

/** The most bytes for a second cache, used for requests beside the chat. It saves seconds of reading a prompt again. */
const mostForSecond = 1024 * 1024 * 1024;

/**
 * Chooses context and cache for a model. The context is as near to `wantedTokens` as memory and training allow.
 * @throws ModelError "memory" if not even the smallest useful context fits
 */
export function planLoad(file: ModelFile, wantedTokens: number, memory: Memory): LoadPlan {
  const available = memory.ram + memory.vram;
  const most = Math.min(Math.max(wantedTokens, leastContext), file.trainedTokens);
  const plan = (contextTokens: number, fullCache: boolean, sequences = 1): LoadPlan => {
    const needBytes = file.bytes + sequences * cacheBytes(file.layers, contextTokens, fullCache) + overheadBytes;
    return { contextTokens, fullCache, sequences, needBytes };
  };
  const generous = plan(most, true);
  const double = plan(most, true, 2);
  if (double.needBytes <= available * comfortable && double.needBytes - generous.needBytes <= mostForSecond) {
    return double;
  }
  if (generous.needBytes <= available * comfortable) return generous;
  const least = Math.min(most, leastContext);
  for (let contextTokens = most; ; contextTokens = Math.max(least, Math.floor(contextTokens / 2))) {
    const frugal = plan(contextTokens, false);
    if (frugal.needBytes <= available) return frugal;
    if (contextTokens === least) throw tooLarge(frugal.needBytes, available);
  }
}

function cacheBytes(layers: readonly Layer[], contextTokens: number, fullCache: boolean): number {
  return layers.reduce((sum, { bytesPerToken, window }) => {
    const sliding = window === undefined ? contextTokens : Math.ceil((window + batchTokens) / 256) * 256;
    return sum + bytesPerToken * (fullCache ? contextTokens : Math.min(contextTokens, sliding));
  }, 0);
}

function tooLarge(need: number, available: number): ModelError {
  return new ModelError(
    { kind: "memory" },
    `The model needs about ${bytesText(need)} of memory and ${bytesText(Math.max(0, available))} are free. ` +
      "Choose a smaller model, or close other programs and try again.",
  );
}

/**
 * Main memory that is available without swapping out other programs, in bytes. On macOS a share of the total is used,
 * because the system counts its caches, which it empties on demand, as used.
 */
export function freeMemory(): number {
  if (platform() === "darwin") return totalmem() * 0.7;
  // Respects the limits of containers; older Node versions lack it.
  const allowed = typeof process.availableMemory === "function" ? process.availableMemory() : Infinity;
  return Math.min(freemem(), allowed);
}
