import * as v from "valibot";
import type { JsonObject } from "../../model/message.ts";
import type { ModelRequest } from "../../model/model.ts";
import { ModelError } from "../../model/modelError.ts";
import { withTaken } from "../media/taken.ts";
import { placeSampling } from "../parameters/place.ts";
import { placed as thoughtPlaced } from "../parameters/reasoning.ts";
import { runwareSampling, runwareSettings } from "../parameters/samplingPlaces.ts";
import { longestSystemPrompt, toRunwareMessages, videosOf } from "./runwareMessages.ts";

const within = (least: number, most: number) =>
  v.pipe(
    v.number(),
    v.minValue(least, `takes ${least} to ${most.toLocaleString("en-US")}`),
    v.maxValue(most, `takes ${least} to ${most.toLocaleString("en-US")}`),
  );
/** The finest step that Runware takes; floating numbers are compared with a margin. */
const isStepped = (value: number): boolean => Math.abs(value * 100 - Math.round(value * 100)) < 1e-6;
const stepped = (least: number, most: number) =>
  v.pipe(within(least, most), v.check(isStepped, `takes ${least} to ${most} in steps of 0.01`));
const whole = (least: number, most: number) => v.pipe(within(least, most), v.integer("takes whole numbers"));

/** Parameters of the model, with the ranges Runware documents. */
const settingsSchema = v.strictObject({
  systemPrompt: v.optional(
    v.pipe(v.string(), v.minLength(1), v.maxLength(longestSystemPrompt, "takes 1 to 50,000 characters")),
  ),
  temperature: v.optional(stepped(0, 2)),
  topP: v.optional(stepped(0, 1)),
  topK: v.optional(whole(1, 100)),
  minP: v.optional(stepped(0, 1)),
  maxTokens: v.optional(v.pipe(v.number(), v.integer("takes whole numbers"), v.minValue(1, "takes 1 or more"))),
  frequencyPenalty: v.optional(stepped(0, 2)),
  presencePenalty: v.optional(stepped(-2, 2)),
  repetitionPenalty: v.optional(stepped(0, 2)),
  stopSequences: v.optional(
    v.pipe(
      v.array(v.pipe(v.string(), v.nonEmpty("takes texts that are not empty"))),
      v.nonEmpty("takes one text or more"),
    ),
  ),
  /** Two values, of which only "high", the default, is documented: whatever is set is sent. */
  thinkingLevel: v.optional(v.string()),
});

const deliverySchema = v.picklist(["sync", "async", "stream"]);
export type Delivery = v.InferOutput<typeof deliverySchema>;

/**
 * What a user may set beside the conversation and its sampling; `settings` come before the request's sampling, but for
 * their `systemPrompt`, which stands behind the request's own.
 */
export const runwareParametersSchema = v.strictObject({
  deliveryMethod: v.optional(deliverySchema),
  webhookURL: v.optional(v.pipe(v.string(), v.url("takes a URL"))),
  /** Streams have one, and so has a request that takes no more. */
  numberResults: v.optional(whole(1, 4)),
  includeCost: v.optional(v.boolean()),
  includeUsage: v.optional(v.boolean()),
  seed: v.optional(whole(0, 2 ** 63)),
  settings: v.optional(settingsSchema),
});
export type RunwareParameters = v.InferOutput<typeof runwareParametersSchema>;

/** Data URIs. */
const inputs = v.pipe(v.array(v.string()), v.minLength(1));

const taskSchema = v.strictObject({
  ...runwareParametersSchema.entries,
  taskType: v.literal("textInference"),
  taskUUID: v.pipe(v.string(), v.uuid()),
  model: v.pipe(v.string(), v.nonEmpty("must be set")),
  outputFormat: v.literal("TEXT"),
  deliveryMethod: deliverySchema,
  messages: v.pipe(
    v.array(v.strictObject({ role: v.picklist(["user", "assistant"]), content: v.pipe(v.string(), v.nonEmpty()) })),
    v.minLength(1, "are empty"),
  ),
  inputs: v.optional(v.strictObject({ images: v.optional(inputs), videos: v.optional(inputs) })),
});
export type RunwareTask = v.InferOutput<typeof taskSchema>;

/**
 * Sampling and thinking in Runware's task: what stands in its `settings` and what beside them. Of the thinking level
 * only "high" is documented; "off" is a sibling model's [unknown].
 * Throws ModelError "settings" for a value out of range.
 */
export function runwareParams({ sampling = {}, reasoning = {} }: Pick<ModelRequest, "sampling" | "reasoning">): {
  settings: JsonObject;
  beside: JsonObject;
  dropped: readonly string[];
} {
  const { seed, ...own } = sampling;
  const settings = placeSampling(own, runwareSettings, "Runware");
  const beside = placeSampling(seed === undefined ? {} : { seed }, runwareSampling, "Runware");
  const level = reasoning.enabled === false ? "off" : (reasoning.effort ?? "high");
  const thought = thoughtPlaced(reasoning, ["enabled", "effort"], { thinkingLevel: level });
  return {
    settings: { ...settings.fields, ...thought.fields },
    beside: beside.fields,
    dropped: [...settings.dropped, ...thought.dropped],
  };
}

/**
 * The task of a request. Tools are not part of this wire: the caller has written them into the prompt.
 * @param mostTokens the longest answer that the server takes, if known; a higher limit is lowered to it
 * Throws ModelError "settings" for a parameter out of its range, with the range.
 */
export function toRunwareTask(
  request: ModelRequest,
  model: { id: string; vision: boolean; video?: boolean },
  parameters: RunwareParameters,
  taskUUID: string,
  mostTokens = Infinity,
): RunwareTask {
  const { systemPrompt: added, ...own } = parameters.settings ?? {};
  const given = withTaken(request.messages, { vision: model.vision, ...(model.video && { video: true }) });
  const videos = videosOf(given);
  const { systemPrompt, messages, images } = toRunwareMessages(given, model.vision, added);
  const inputs = { ...(images.length > 0 && { images }), ...(videos.length > 0 && { videos }) };
  const placed = runwareParams(request);
  const deliveryMethod = parameters.deliveryMethod ?? "stream";
  const settings: JsonObject = {
    ...(systemPrompt !== "" && { systemPrompt }),
    ...placed.settings,
    ...own,
  };
  const { maxTokens } = settings;
  if (typeof maxTokens === "number") settings["maxTokens"] = Math.min(maxTokens, mostTokens);
  const { numberResults, settings: _, ...rest } = parameters;
  const task = v.safeParse(taskSchema, {
    taskType: "textInference",
    taskUUID,
    model: model.id,
    messages,
    outputFormat: "TEXT",
    includeCost: true,
    includeUsage: true,
    ...placed.beside,
    ...rest,
    deliveryMethod,
    ...(numberResults !== undefined && deliveryMethod !== "stream" && request.results !== "one" && { numberResults }),
    ...(Object.keys(inputs).length > 0 && { inputs }),
    ...(Object.keys(settings).length > 0 && { settings }),
  });
  if (task.success) return task.output;
  const [issue] = task.issues;
  const words = `Runware does not take this request: “${v.getDotPath(issue) ?? "task"}” ${issue.message}. Change it in the settings.`;
  throw new ModelError({ kind: "settings" }, words);
}
