import * as v from "valibot";

/** A list that is read-only once parsed. */
export const listOf = <S extends v.GenericSchema>(schema: S) => v.pipe(v.array(schema), v.readonly());

/** A whole number from 0. */
export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
