import type { JsonObject } from "../../model/message.ts";
import { createRepetitionWatch } from "./repetition.ts";

/**
 * What the guard is told of a turn, in order. "answer-starts" begins each answer of the model; "call" is a whole call,
 * "result" what became of it.
 */
export type LoopEvent =
  | { type: "answer-starts" }
  | { type: "text" | "thought"; delta: string }
  | { type: "call"; name: string; arguments: JsonObject }
  | { type: "result"; name: string; text: string; isError: boolean };

/** `message` is for the user: what happened. What to offer (another model, going on) is the caller's. */
export type LoopFound = {
  reason: "same-call" | "same-failure" | "repetition" | "endless-thought";
  message: string;
};

export type LoopGuard = { observe(event: LoopEvent): LoopFound | undefined };

export type LoopLimits = {
  /** The same call so many times in a row. */
  sameCalls: number;
  /** The same call so many times in one turn, each time with the same result. */
  sameResults: number;
  /** The same tool failing so many times in a row with the same words. */
  sameFailures: number;
  /** The same few calls, one after the other, so many times, whatever their results. */
  rounds: number;
  /** Calls of one tool on one target failing so many times in a row, each a variation of the one before. */
  variations: number;
  /** Characters of thought in one answer before any text or call. */
  thoughtCharacters: number;
};

const defaults: LoopLimits = {
  sameCalls: 3,
  sameResults: 4,
  sameFailures: 3,
  rounds: 4,
  variations: 6,
  thoughtCharacters: 60_000,
};
/** The most different calls in a round. */
const LONGEST_ROUND = 4;

/** Watches one turn for a model that runs in circles. Pure state: it is told, it answers, it does nothing. */
export function createLoopGuard(limits: Partial<LoopLimits> = {}): LoopGuard {
  const { sameCalls, sameResults, sameFailures, rounds, variations, thoughtCharacters } = { ...defaults, ...limits };
  const outcomes = new Map<string, number>();
  const text = createRepetitionWatch();
  const thought = createRepetitionWatch();
  let lastCall = "";
  let callsInRow = 0;
  let pending: string[] = [];
  let lastCalls: string[] = [];
  const targets = new Map<string, string>();
  let lastTarget = "";
  let variationsInRow = 0;
  let lastFailure = "";
  let failuresInRow = 0;
  let thoughtLength = 0;

  const onCall = (name: string, given: JsonObject): LoopFound | undefined => {
    const call = `${name} ${canonical(given)}`;
    callsInRow = call === lastCall ? callsInRow + 1 : 1;
    lastCall = call;
    pending.push(call);
    targets.set(call, targetOf(name, given));
    lastCalls = [...lastCalls, call].slice(-LONGEST_ROUND * rounds);
    thoughtLength = 0;
    if (callsInRow >= sameCalls)
      return {
        reason: "same-call",
        message: `The model called ${name} ${callsInRow} times in a row with the same arguments.`,
      };
    if (!isGoingRound(lastCalls, rounds)) return undefined;
    return { reason: "same-call", message: `The model repeats the same calls in turn, ${rounds} times by now.` };
  };
  /** Counts failures in a row of one tool on one target. */
  const variesFailing = (call: string, name: string, isError: boolean): boolean => {
    const target = targets.get(call) ?? name;
    variationsInRow = !isError ? 0 : target === lastTarget ? variationsInRow + 1 : 1;
    lastTarget = target;
    return variationsInRow >= variations;
  };
  const onResult = (name: string, result: string, isError: boolean): LoopFound | undefined => {
    const at = pending.findIndex((call) => call.startsWith(`${name} `));
    const [call = name] = at < 0 ? [] : pending.splice(at, 1);
    const failure = isError ? `${name}\n${result}` : "";
    failuresInRow = failure !== "" && failure === lastFailure ? failuresInRow + 1 : 1;
    lastFailure = failure;
    if (failure !== "" && failuresInRow >= sameFailures) {
      return { reason: "same-failure", message: `${name} failed ${failuresInRow} times in a row in the same way.` };
    }
    if (variesFailing(call, name, isError))
      return { reason: "same-failure", message: `${name} failed ${variationsInRow} times in a row.` };
    const outcome = `${call}\n${result}`;
    const seen = (outcomes.get(outcome) ?? 0) + 1;
    outcomes.set(outcome, seen);
    if (seen < sameResults) return undefined;
    return {
      reason: "same-call",
      message: `The model made the same call of ${name} ${seen} times, each with the same result.`,
    };
  };

  return {
    observe(event) {
      switch (event.type) {
        case "answer-starts":
          text.reset();
          thought.reset();
          thoughtLength = 0;
          pending = [];
          return undefined;
        case "text":
          thoughtLength = 0;
          return text.repeats(event.delta) ? repeated("answer") : undefined;
        case "thought":
          thoughtLength += event.delta.length;
          if (thought.repeats(event.delta)) return repeated("thought");
          if (thoughtLength <= thoughtCharacters) return undefined;
          return { reason: "endless-thought", message: "The model keeps thinking without coming to an answer." };
        case "call":
          return onCall(event.name, event.arguments);
        case "result":
          return onResult(event.name, event.text, event.isError);
      }
    },
  };
}

const repeated = (where: string): LoopFound => ({
  reason: "repetition",
  message: `The model's ${where} repeats the same words over and over.`,
});

/** A call's tool with the file it names, if it names one. */
const targetOf = (name: string, { path }: JsonObject): string => (typeof path === "string" ? `${name} ${path}` : name);

/** Whether the last calls are one round of two to four calls, `rounds` times. */
function isGoingRound(calls: readonly string[], rounds: number): boolean {
  for (let period = 2; period <= LONGEST_ROUND; period++) {
    const span = calls.slice(-period * rounds);
    if (span.length === period * rounds && span.every((call, at) => call === span[at % period])) return true;
  }
  return false;
}

/** The same text for the same arguments, whatever the order of their keys. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${pairs.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(",")}}`;
}
