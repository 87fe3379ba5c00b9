import { freemem, platform, totalmem } from "node:os";
import { ModelError } from "../../../model/modelError.ts";
import { bytesText, type Layer, type ModelFile } from "../format/modelFile.ts";

/** Memory the engine may fill, in bytes: main memory, and what a graphics card has of its own. */
export type Memory = { ram: number; vram: number };

/** How a model is loaded so that it fits: see `LoadOrder`. */
export type LoadPlan = { contextTokens: number; fullCache: boolean; sequences: number; needBytes: number };

/** Below this a context is of no use for code. */
const leastContext = 2048;
/** The engine's own program and its working buffers. Measured with Gemma 3 270M: 0.3 GB beside model and cache. */
const overheadBytes = 400 * 1024 * 1024;
/** A sliding cache holds its window and the batch being read (512), in steps of 256. */
const batchTokens = 512;
/** The full cache, which costs more but can reuse any prefix, is taken while the whole stays below this share. */
const comfortable = 0.7;

/** A second cache, for what is asked beside the chat, may cost this much: reading a prompt again costs seconds. */
const mostForSecond = 1024 * 1024 * 1024;

/**
 * Chooses context and cache for a model, as near to `wantedTokens` as the memory and the model's training allow.
 * @throws ModelError "memory" when not even the smallest useful context fits.
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
 * Main memory that can be had without driving others out, in bytes. macOS counts only untouched pages as free and
 * empties its caches on demand, so a share of the whole is taken there.
 */
export function freeMemory(): number {
  if (platform() === "darwin") return totalmem() * 0.7;
  // Knows the limits of containers; older Node has no such call.
  const allowed = typeof process.availableMemory === "function" ? process.availableMemory() : Infinity;
  return Math.min(freemem(), allowed);
}
