import type { ModelInfo, ModelRequest } from "../../model/model.ts";
import type { ModelFault } from "../../model/modelError.ts";
import { mediaTokens } from "../../model/mediaTokens.ts";
import { promptCharacters } from "../../model/promptCharacters.ts";
import type { Tool } from "../ports/tool.ts";
import type { Transcript } from "../transcript/transcript.ts";
import type { Cut } from "../transcript/turnEvent.ts";
import { cutsToFit } from "./fit.ts";

/** Characters per token before anything was measured; code is dense. */
const startRatio = 3.3;
/** Limits of a plausible ratio; prose comes close to the upper one. */
const leastRatio = 1;
const mostRatio = 8;
const trustedRatio = 4.5;
/** The shortest prompt worth measuring, in characters; in shorter ones declarations and marks dominate. */
const leastMeasured = 2000;
/** Safety factor for estimates. */
const caution = 0.97;
/** Tokens kept free for an answer without a limit, and the largest fraction of a window to keep free. */
const answerRoom = 2048;
const answerShare = 1 / 4;
/** The fraction of a refused prompt to try next, with and without known numbers. */
const afterNumbers = 0.8;
const afterRefusal = 0.5;

type Learnt = { ratio: number; window?: number; most: number };
type Overflow = Extract<ModelFault, { kind: "overflow" }>;
type Asked = { info: ModelInfo; request: ModelRequest; tools: readonly Tool[] };

/** How much of a conversation fits a request, per model. Learns from counts and refusals within a turn. */
export class PromptBudget {
  readonly #learnt = new Map<string, Learnt>();
  readonly #known: (info: ModelInfo) => number | undefined;

  /** `known`: characters per token of a model, learnt from earlier answers. */
  constructor(known: (info: ModelInfo) => number | undefined = () => undefined) {
    this.#known = known;
  }

  /** What to shorten from now on so that the request fits; empty if it fits, or nothing is known. */
  cuts(transcript: Transcript, { info, request, tools }: Asked): Cut[] {
    const total = promptCharacters(request.messages, request.tools);
    return cutsToFit(transcript, total, this.#room(info, request), tools);
  }

  /** Records the server's token count of a prompt. */
  counted(info: ModelInfo, request: ModelRequest, tokens: number): void {
    const characters = promptCharacters(request.messages, request.tools);
    const ratio = characters / Math.max(1, tokens - mediaTokens(request.messages));
    if (characters < leastMeasured || ratio < leastRatio || ratio > mostRatio) return;
    const learnt = this.#of(info);
    this.#learnt.set(nameOf(info), { ...learnt, ratio: Math.min(ratio, trustedRatio) });
  }

  /** Records that a request was refused as too long. */
  refused(info: ModelInfo, request: ModelRequest, { promptTokens, contextTokens }: Overflow): void {
    if (promptTokens !== undefined) this.counted(info, request, promptTokens);
    const known = promptTokens !== undefined && (contextTokens ?? info.contextTokens) !== undefined;
    const learnt = this.#of(info);
    const characters = promptCharacters(request.messages, request.tools) * (known ? afterNumbers : afterRefusal);
    this.#learnt.set(nameOf(info), {
      ...learnt,
      most: Math.min(learnt.most, characters),
      ...(contextTokens !== undefined && { window: contextTokens }),
    });
  }

  /** Characters that fit a request. */
  #room(info: ModelInfo, request: ModelRequest): number {
    const { ratio, window = Number.POSITIVE_INFINITY, most } = this.#of(info);
    const tokens = Math.min(window, info.contextTokens ?? Number.POSITIVE_INFINITY);
    if (!Number.isFinite(tokens)) return most;
    const answer = Math.min(request.sampling?.maxTokens ?? answerRoom, tokens * answerShare);
    return Math.min(most, (tokens - answer - mediaTokens(request.messages)) * ratio * caution);
  }

  #of(info: ModelInfo): Learnt {
    const known = this.#learnt.get(nameOf(info));
    const ratio = Math.min(trustedRatio, Math.max(leastRatio, this.#known(info) ?? startRatio));
    return known ?? { ratio, most: Number.POSITIVE_INFINITY };
  }
}

const nameOf = ({ provider, id }: ModelInfo): string => `${provider} ${id}`;
