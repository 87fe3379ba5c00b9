import * as v from "valibot";

/** A list, empty where a server states null: so do those written in Go for a list that has nothing in it. */
export const listField = <S extends v.GenericSchema>(item: S) =>
  v.pipe(
    v.nullable(v.array(item)),
    v.transform((list) => list ?? []),
  );
