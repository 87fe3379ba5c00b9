import * as v from "valibot";

/** The parts of a setting's JSON schema in the manifest that are checked here. */
export const settingSchema = v.object({
  type: v.optional(v.union([v.string(), v.array(v.string())])),
  enum: v.optional(v.array(v.unknown())),
  minimum: v.optional(v.number()),
  maximum: v.optional(v.number()),
});
export type SettingSchema = v.InferOutput<typeof settingSchema>;

/** What is wrong with a setting's value, by its schema in the manifest; undefined if nothing. */
export function problemOf(
  { type, enum: choices, minimum, maximum }: SettingSchema,
  value: unknown,
): string | undefined {
  if (choices && !choices.includes(value)) return `must be one of ${choices.join(", ")}`;
  const types = type === undefined ? [] : [type].flat();
  if (types.length > 0 && !types.some((each) => isOf(each, value))) {
    return `must be ${types.map((each) => typeWords.get(each) ?? each).join(" or ")}`;
  }
  if (typeof value !== "number") return undefined;
  const [from, to] = [minimum ?? Number.NEGATIVE_INFINITY, maximum ?? Number.POSITIVE_INFINITY];
  if (value >= from && value <= to) return undefined;
  return maximum === undefined
    ? `must be at least ${from}`
    : minimum === undefined
      ? `must be at most ${to}`
      : `must be from ${from} to ${to}`;
}

const typeWords = new Map(
  Object.entries<string>({
    string: "text",
    number: "a number",
    integer: "a whole number",
    boolean: "true or false",
    object: "an object",
    array: "a list",
    null: "empty",
  }),
);

function isOf(type: string, value: unknown): boolean {
  switch (type) {
    case "integer":
      return Number.isSafeInteger(value);
    case "number":
      return typeof value === "number" && Number.isFinite(value);
    case "array":
      return Array.isArray(value);
    case "null":
      return value === null;
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    default:
      return typeof value === type;
  }
}
