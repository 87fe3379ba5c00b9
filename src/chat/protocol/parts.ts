import * as v from "valibot";
import { attachmentSchema } from "../../agent/transcript/schema/attachmentSchema.ts";
import { type Attachment, type TurnEvent, turnEventSchema } from "../../agent/transcript/turnEvent.ts";

/** Parts of message schemas. */
export const optional = v.exactOptional;
/** A width or a height. */
export const pixels = v.pipe(v.number(), v.integer(), v.minValue(1));
export const attachment: v.GenericSchema<unknown, Attachment> = attachmentSchema;
export const event: v.GenericSchema<unknown, TurnEvent> = turnEventSchema;

/** A message or choice with nothing but its type. */
export const plain = <T extends string>(type: T) => v.object({ type: v.literal(type) });

/** The messages that a list of schemas describes. */
export type MessageOf<L extends readonly v.GenericSchema[]> = v.InferOutput<L[number]>;
