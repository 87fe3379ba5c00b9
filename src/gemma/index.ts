export { createDialectParser } from "./dialect/parser.ts";
export type { DialectEvent, DialectFormat, DialectOptions, DialectParser } from "./dialect/events.ts";
