import type { LooseSchema } from "./schema.ts";

/** Where a value stands: its own schema, that of the object around it, and the keys that were given there. */
export type Around = { parent: LooseSchema | undefined; given: ReadonlySet<string>; inList: boolean };

/** Where a value is read: its schema, what is around it, the bracket that closes that. */
export type Place = Around & { schema: LooseSchema | undefined; close: string; depth: number };
