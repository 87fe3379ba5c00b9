import type { JsonObject } from "../../model/message.ts";
import type { Sampling } from "../../model/model.ts";
import { ModelError } from "../../model/modelError.ts";

/** The field of a parameter on a wire, and its allowed values. */
type Place<T> = { range?: Range; write(value: T): JsonObject };
export type Range = { least: number; most?: number; whole?: true; step?: number };
/** All fields of a wire; a parameter without one is not sent. */
export type SamplingPlaces = { readonly [K in keyof Sampling]?: Place<NonNullable<Sampling[K]>> };

/** The fields of a request, by the wire's names, and the parameters that have none. */
export type Placed = { fields: JsonObject; dropped: readonly string[] };

/** A field for a number. */
export const number = (field: string, least: number, most?: number): Place<number> => ({
  range: { least, ...(most !== undefined && { most }) },
  write: (value) => ({ [field]: value }),
});
/** A field for a number in hundredths. */
export const hundredths = (field: string, least: number, most: number): Place<number> => ({
  range: { least, most, step: 0.01 },
  write: (value) => ({ [field]: value }),
});
/** A field for a whole number. */
export const whole = (field: string, least: number, most?: number): Place<number> => ({
  range: { least, ...(most !== undefined && { most }), whole: true },
  write: (value) => ({ [field]: value }),
});
/** A field for texts; an empty list is not sent. */
export const texts = (field: string): Place<readonly string[]> => ({
  write: (value) => (value.length === 0 ? {} : { [field]: value }),
});

/**
 * Puts the sampling into the wire's fields.
 * @param who the provider's name, for the message
 * @throws ModelError "settings" with the range, for a value out of the provider's range
 */
export function placeSampling(sampling: Sampling, places: SamplingPlaces, who: string): Placed {
  const fields: JsonObject = {};
  const dropped: string[] = [];
  for (const [name, value] of Object.entries(sampling)) {
    if (value === undefined) continue;
    const place = places[name as keyof Sampling] as Place<unknown> | undefined;
    if (place === undefined) dropped.push(name);
    else {
      if (place.range) refuseOutside(place.range, `gemma.${name}`, value, who);
      Object.assign(fields, place.write(value));
    }
  }
  return { fields, dropped };
}

/** "0 to 2", "1 or more", with "whole numbers" in front if others are not allowed. */
export function rangeText({ least, most, whole: isWhole }: Range): string {
  const shown = (each: number): string => each.toLocaleString("en-US").replace("-", "−");
  const range = most === undefined ? `${shown(least)} or more` : `${shown(least)} to ${shown(most)}`;
  return isWhole === true && most === undefined ? `whole numbers, ${range}` : range;
}

/** The fault of a setting that a provider doesn't accept. `name` as in settings.json. */
export const refused = (name: string, value: unknown, who: string, takes: string): ModelError =>
  new ModelError(
    { kind: "settings" },
    `“${name}” is ${JSON.stringify(value)}, but ${who} takes ${takes}. Change it in the settings.`,
  );

function refuseOutside(range: Range, name: string, value: unknown, who: string): void {
  const { least, most = Number.POSITIVE_INFINITY, step } = range;
  const isIn = typeof value === "number" && value >= least && value <= most;
  const isStepped = step === undefined || (isIn && Math.abs(value / step - Math.round(value / step)) < 1e-6);
  const fits = isIn && isStepped && (range.whole !== true || Number.isInteger(value));
  const steps = isIn && !isStepped ? ` in steps of ${step}` : "";
  if (!fits) throw refused(name, value, who, rangeText(range) + steps);
}
