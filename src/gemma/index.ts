/*
 * The public face of the Gemma dialect: pure, for any host.
 * - createDialectParser reads an answer; withPromptTools and withDialect put it around a model.
 * - the rest are the rules of the dialect as functions: history, loops, empty answers, images, names, tokens.
 */
export { createDialectParser } from "./dialect/modes/parser.ts";
export type { DialectEvent, DialectFormat, DialectOptions, DialectParser } from "./dialect/events.ts";
export { asPlainMessages, declareTools, type PromptToolsOptions } from "./model/promptTools.ts";
export { withPromptTools, type WithPromptToolsOptions } from "./model/withPromptTools.ts";
export { withDialect, type WithDialectOptions } from "./model/withDialect.ts";
export { fitArguments, readArguments } from "./model/arguments.ts";
export { withoutOldThoughts } from "./rules/history.ts";
export { answerKind, type AnswerKind } from "./rules/answerKind.ts";
export { createLoopGuard, type LoopEvent, type LoopFound, type LoopGuard, type LoopLimits } from "./rules/loopGuard.ts";
export { profileFor } from "./rules/modelSize.ts";
export { imageBudgets, imageTarget, type ImageBudget, type Size } from "./rules/images.ts";
export { gemmaFamily, samplingDefaults, type FamilyFacts, type GemmaFamily } from "./rules/family.ts";
export { promptCharacters } from "../model/promptCharacters.ts";
export { createTokenEstimator, type TokenEstimator, type TokenMemory } from "./tokens/tokenEstimate.ts";
export { TokenEstimators, type TokenMemories } from "./tokens/tokenEstimators.ts";
