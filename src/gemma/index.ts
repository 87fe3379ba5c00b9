/*
 * The public face of the Gemma dialect: pure, for any host.
 * - createDialectParser reads an answer; withPromptTools and withDialect put it around a model.
 * - the rest are the rules of the dialect as functions: history, loops, empty answers, images, names, tokens.
 */
export { createDialectParser } from "./dialect/parser.ts";
export type { DialectEvent, DialectFormat, DialectOptions, DialectParser } from "./dialect/events.ts";
export { asPlainMessages, declareTools, type PromptToolsOptions } from "./promptTools.ts";
export { withPromptTools, type WithPromptToolsOptions } from "./withPromptTools.ts";
export { withDialect, type WithDialectOptions } from "./withDialect.ts";
export { fitArguments, readArguments } from "./arguments.ts";
export { withoutOldThoughts } from "./history.ts";
export { answerKind, type AnswerKind } from "./answerKind.ts";
export { createLoopGuard, type LoopEvent, type LoopFound, type LoopGuard, type LoopLimits } from "./loopGuard.ts";
export { imageBudgets, imageTarget, type ImageBudget, type Size } from "./images.ts";
export { gemmaFamily, samplingDefaults, type FamilyFacts, type GemmaFamily } from "./family.ts";
export { promptCharacters } from "../model/promptCharacters.ts";
export { createTokenEstimator, type TokenEstimator, type TokenMemory } from "./tokenEstimate.ts";
export { TokenEstimators, type TokenMemories } from "./tokenEstimators.ts";
