import { type Call, has, hasLong, hasShort } from "./call.ts";

export const runs = "An option or argument runs a program, or loads code.";
export const writes = "An option or argument writes a file.";
export const sends = "It sends data or files away.";

/** A row: what of a call's arguments does more than the program's name says. Unknown arguments may be options of these. */
export type Row = (call: Call) => string | undefined;

export const long =
  (names: readonly string[], short = "", reason = runs): Row =>
  (call) =>
    (short !== "" && hasShort(call, short)) || hasLong(call, names) ? reason : undefined;
export const fits =
  (pattern: RegExp, reason = runs): Row =>
  (call) =>
    has(call, pattern) ? reason : undefined;
export const both =
  (...rows: Row[]): Row =>
  (call) =>
    rows.map((row) => row(call)).find((each) => each !== undefined);
/** Containers run programs and see what is mounted into them. */
export const containers = fits(
  /^(exec|run|cp|push|save|load|import|stop|create|commit|export|context)$|^(-v|--volume|--mount|--privileged|--device|--pid|--net|--network|--cap-add|--security-opt)(=|$)/,
);
export const never =
  (reason: string): Row =>
  () =>
    reason;
