import type { TokenGroup } from "./answerMemory.ts";
import { chooseLane } from "./lanes.ts";
import type { GrammarState, LlamaModel, LlamaSequence, Token } from "./llama.ts";
import type { Done, Question } from "../format/messages.ts";
import { StopText } from "./stopText.ts";
import { AnswerText, emptyMarkup } from "./answerText.ts";
import { type Memory, promptTokens } from "./promptTokens.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** A loaded model with its sequences, whose states are the prompt cache. `ages`: questions since each was last used. */
export type Loaded = {
  model: LlamaModel;
  vocabulary: Vocabulary;
  sequences: readonly LlamaSequence[];
  ages: number[];
  contextTokens: number;
  fullCache: boolean;
  memory: Memory;
};

/** A loaded model with the sequence in use. */
type Active = Loaded & { sequence: LlamaSequence };

/** What an answer needs from outside. `pause` runs between pieces of work; then `stopped` is checked. */
export type Surroundings = {
  stopped(): boolean;
  pause(): Promise<void>;
  grammarState?: GrammarState;
  reading(fraction: number): void;
  text(delta: string): void;
  thought(delta: string): void;
};

export class OverflowError extends Error {
  readonly promptTokens: number;
  constructor(promptTokens: number) {
    super("The prompt is longer than the context.");
    this.promptTokens = promptTokens;
  }
}

/** The least room for an answer, in tokens. A prompt that leaves less is too long. */
const leastAnswer = 16;
/** The time that one piece of the prompt should take, so that stopping is quick on any machine. */
const pieceMs = 300;
/** Prompt pieces in tokens: the first guess and the bounds. The largest is the engine's batch. */
export const batchTokens = 512;
const firstPiece = 64;
const leastPiece = 16;

/**
 * Answers one question: evaluates the part of the prompt that is not cached, then generates.
 * @throws OverflowError if the prompt does not fit; whatever the engine throws
 */
export async function answer(loaded: Loaded, question: Question, around: Surroundings): Promise<Omit<Done, "type">> {
  const prompt = promptTokens(loaded, question.prompt);
  const room = loaded.contextTokens - prompt.length;
  if (room < leastAnswer) throw new OverflowError(prompt.length);
  const active = inLane(loaded, prompt);
  const cached = await reuse(active, prompt);
  const counts = { id: question.id, inputTokens: prompt.length, cachedTokens: cached };
  if (!(await read(active, prompt.slice(cached, -1), around)))
    return { ...counts, reason: "stopped", outputTokens: 0, thoughtTokens: 0 };
  const limit = Math.min(question.maxTokens, room - 1);
  return { ...counts, ...(await generate(active, question, prompt, limit, around)) };
}

/** The sequence in which this prompt costs least. The others age by one question. */
function inLane(loaded: Loaded, prompt: Token[]): Active {
  const lanes = loaded.sequences.map((sequence, at) => ({
    common: sequence.compareContextTokens(prompt).firstDifferentIndex,
    age: loaded.ages[at] ?? 0,
  }));
  const chosen = chooseLane(lanes);
  const sequence = loaded.sequences[chosen];
  if (sequence === undefined) throw new Error("The engine has no sequence.");
  loaded.ages = lanes.map(({ age }, at) => (at === chosen ? 0 : age + 1));
  return { ...loaded, sequence };
}

/**
 * Cuts the sequence's state back to what it shares with `prompt` and returns that length. The last token of a prompt is
 * always evaluated again, because that gives the answer's first token.
 */
async function reuse({ model, sequence, fullCache }: Active, prompt: Token[]): Promise<number> {
  const common = Math.min(sequence.compareContextTokens(prompt).firstDifferentIndex, prompt.length - 1);
  if (common < sequence.nextTokenIndex) {
    const start = sequence.stateCellsStartIndex;
    const window = fullCache ? 0 : (model.fileInsights.swaSize ?? 0);
    // With a sliding cache, a state whose window before the cut is partly gone would silently answer wrongly. A cut at
    // the first held position makes the engine return to its last checkpoint, or start over.
    const whole = start <= 0 || common - window >= start;
    await sequence.adaptStateToTokens(prompt.slice(0, whole ? common : Math.min(common, start)), false);
  }
  return sequence.nextTokenIndex;
}

/** Evaluates prompt tokens piece by piece. False if it was stopped. */
async function read({ sequence }: Active, tokens: Token[], around: Surroundings): Promise<boolean> {
  let piece = firstPiece;
  for (let at = 0; at < tokens.length;) {
    await around.pause();
    if (around.stopped()) return false;
    const part = tokens.slice(at, at + piece);
    const started = performance.now();
    await sequence.evaluateWithoutGeneratingNewTokens(part);
    const rate = part.length / Math.max(1, performance.now() - started);
    piece = Math.max(leastPiece, Math.min(batchTokens, Math.round(rate * pieceMs)));
    at += part.length;
    around.reading(at / tokens.length);
  }
  // In a sliding cache, a later question with the same beginning can return to this point.
  if (tokens.length > 0) await sequence.takeCheckpoint();
  return !around.stopped();
}

type Generated = Pick<Done, "reason" | "outputTokens" | "thoughtTokens">;

async function generate(
  { model, vocabulary, sequence, memory }: Active,
  question: Question,
  prompt: Token[],
  limit: number,
  around: Surroundings,
): Promise<Generated> {
  const ends = new Set(question.endMarkers.map((text) => single(model, text)));
  const thinkStart = question.thoughtMarkers && single(model, question.thoughtMarkers.start);
  const thinkEnd = question.thoughtMarkers && single(model, question.thoughtMarkers.end);
  const stop = new StopText(question.stop);
  const text = new AnswerText(vocabulary);
  const { temperature, topP, topK, seed } = question.sampling;
  const tokens = sequence.evaluate(prompt.slice(-1), {
    temperature,
    topP,
    topK,
    ...(seed === undefined ? {} : { seed }),
    ...(around.grammarState === undefined ? {} : { grammarEvaluationState: around.grammarState }),
  });
  let thinking = false;
  let channel = new ChannelText();
  let run: TokenGroup<Token>[] = [];
  let thoughtTokens = 0;
  let outputTokens = 0;
  let reason: Generated["reason"] = "stop";
  // A thought and the text after it are separate parts of the next prompt.
  const remember = (): void => (thinking ? memory.thoughts : memory.answers).remember(run);
  try {
    for await (const token of tokens) {
      outputTokens++;
      if (ends.has(token)) break;
      if (thinking) thoughtTokens++;
      if (token === thinkStart || token === thinkEnd) {
        remember();
        run = [];
        thinking = token === thinkStart;
        channel = new ChannelText();
      } else {
        for (const group of text.push(token)) {
          const shown = thinking ? channel.push(group.text) : group.text;
          // A token without a meaning is emitted too: the reader of the answer drops and counts it.
          const unseen = group.text === "" ? emptyMarkup(vocabulary, token) : "";
          if (thinking) around.thought(shown + unseen);
          else around.text(stop.push(shown) + unseen);
          if (shown === group.text) run.push(group);
        }
      }
      if (stop.stopped) break;
      await around.pause();
      if (around.stopped()) reason = "stopped";
      else if (outputTokens >= limit) reason = "length";
      if (reason !== "stop") break;
    }
    around.text(stop.end());
    return { reason, outputTokens, thoughtTokens };
  } finally {
    remember();
  }
}

/** A channel's content without its name, which is its first line ("thought"). */
class ChannelText {
  #named = false;

  push(delta: string): string {
    if (this.#named) return delta;
    const end = delta.indexOf("\n");
    this.#named = end >= 0;
    return this.#named ? delta.slice(end + 1) : "";
  }
}

/** The token for `text`; undefined if the model doesn't know it. */
function single(model: LlamaModel, text: string): Token | undefined {
  const tokens = model.tokenize(text, true);
  return tokens.length === 1 ? tokens[0] : undefined;
}
