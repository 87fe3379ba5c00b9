import * as v from "valibot";
import { attachmentsToHost, attachmentsToPanel } from "./attachments.ts";
import { codeToHost } from "./code.ts";
import { conversationState, conversationToHost, conversationToPanel } from "./conversation.ts";
import { explainToHost, explainToPanel } from "./explain.ts";
import { modelsState, modelsToHost } from "./models.ts";
import { reviewState, reviewToHost } from "./review.ts";
import { usageToHost } from "./usage.ts";
import { workState, workToHost } from "./work.ts";

/**
 * The messages between host and panel, collected from the features; each is checked on receipt. The host owns all
 * state: on "ready" it posts "restored", and from then on every event, which the panel records with the same reducer.
 * Events come in lists, coalesced per frame.
 */
const toHostSchema = v.variant("type", [
  ...conversationToHost,
  ...attachmentsToHost,
  ...codeToHost,
  ...explainToHost,
  ...modelsToHost,
  ...reviewToHost,
  ...usageToHost,
  ...workToHost,
]);
export type ToHost = v.InferOutput<typeof toHostSchema>;

/** What the panel shows around the conversation. */
const stateSchema = v.object({ ...conversationState, ...modelsState, ...reviewState, ...workState });
export type PanelState = v.InferOutput<typeof stateSchema>;

const stateToPanel = [v.object({ type: v.literal("state"), state: stateSchema })] as const;

const toPanelSchema = v.variant("type", [
  ...conversationToPanel,
  ...stateToPanel,
  ...attachmentsToPanel,
  ...explainToPanel,
]);
export type ToPanel = v.InferOutput<typeof toPanelSchema>;

/** One handler for each message. */
export type Handlers<M extends { type: string }, Result = unknown> = {
  readonly [T in M["type"]]: (message: Extract<M, { type: T }>) => Result;
};

/** A message of the panel; undefined if it is invalid. */
export function parseToHost(input: unknown): ToHost | undefined {
  const result = v.safeParse(toHostSchema, input);
  return result.success ? result.output : undefined;
}

/** A message of the host; undefined if it is invalid. */
export function parseToPanel(input: unknown): ToPanel | undefined {
  const result = v.safeParse(toPanelSchema, input);
  return result.success ? result.output : undefined;
}

/** Passes a message to its handler and returns the handler's result. */
export function handle<M extends { type: string }, Result>(handlers: Handlers<M, Result>, message: M): Result {
  const handler = handlers[message.type as M["type"]] as (message: M) => Result;
  return handler(message);
}
