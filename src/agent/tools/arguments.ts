import { toJsonSchema } from "@valibot/to-json-schema";
import * as v from "valibot";
import type { JsonObject, ObjectSchema } from "../../model/message.ts";
import { type Aliases, fitted } from "./fitted.ts";

type Fields = v.ObjectEntries;
/** The schema of a tool's arguments: declares them to the model, and checks its calls. */
export type ArgumentsSchema = v.StrictObjectSchema<Fields, undefined> | v.ObjectSchema<Fields, undefined>;

/** The declaration for the model: flat, without the schema's internals. */
export function declare(schema: ArgumentsSchema): ObjectSchema {
  const { properties = {}, required = [] } = toJsonSchema(schema, { errorMode: "ignore" });
  return { type: "object", properties: properties as ObjectSchema["properties"], required };
}

/**
 * Parses arguments, in other names and forms too where that changes no meaning. Throws an Error that tells the model which
 * one is wrong.
 * @param aliases other names of the tool's own arguments
 */
export function parseArguments<S extends ArgumentsSchema>(
  schema: S,
  args: JsonObject,
  aliases?: Aliases,
): v.InferOutput<S> {
  const result = v.safeParse(schema, fitted(args, declare(schema), aliases));
  if (result.success) return result.output;
  const issues = result.issues.map((issue) => `${v.getDotPath(issue) ?? "arguments"}: ${issue.message}`);
  throw new Error(`Invalid arguments. ${issues.join(" ")}`);
}

export const pathArgument = v.pipe(v.string(), v.description("Path relative to the workspace"));
