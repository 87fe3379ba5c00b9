import * as v from "valibot";

/** The bytes of a file: their sha-256 as hex, "none" if there is no file, "unknown" if they were not kept. */
export const bytesSchema = v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{64}|none|unknown)$/));

/** A file at one moment: its bytes on disk, and those that its unsaved text would have. */
export const fileStateSchema = v.object({ disk: bytesSchema, unsaved: v.exactOptional(bytesSchema) });

/**
 * What one call did to a file. `path` as in `FileText`. Without `after`, it was about to begin: a crash or a stop may
 * have come between. `by`: a command made the change, so it is noticed rather than known.
 */
export const fileStepSchema = v.object({
  path: v.string(),
  before: fileStateSchema,
  after: v.exactOptional(fileStateSchema),
  by: v.exactOptional(v.literal("command")),
});

/** What a restore did to a file. */
export const restoredFileSchema = v.object({ path: v.string(), from: fileStateSchema, to: fileStateSchema });

export type FileState = v.InferOutput<typeof fileStateSchema>;
export type FileStep = v.InferOutput<typeof fileStepSchema>;
export type RestoredFile = v.InferOutput<typeof restoredFileSchema>;

/** A step of a turn; `restores`: the user made it, by restoring files. */
export type Step = FileStep & { restores?: true };
