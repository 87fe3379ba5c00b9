/**
 * A line of a chat as this version writes it. Version 0.1.0 asked about edits alone: its requests held a diff, where there
 * is now what is asked for, and had no nonce. No answer bears an empty one.
 */
export function upgraded(line: unknown): unknown {
  if (typeof line !== "object" || line === null || !("type" in line)) return line;
  if (line.type !== "approval-wanted" || !("diff" in line)) return line;
  const { diff, ...event } = line;
  return { nonce: "", ask: { kind: "edit", diff }, ...event };
}
