/**
 * Converts a stored line to this version's form. Version 0.1.0 asked only about edits: its requests had a diff in place
 * of the ask, and no nonce. No answer has an empty nonce.
 */
export function upgraded(line: unknown): unknown {
  if (typeof line !== "object" || line === null || !("type" in line)) return line;
  if (line.type !== "approval-wanted" || !("diff" in line)) return line;
  const { diff, ...event } = line;
  return { nonce: "", ask: { kind: "edit", diff }, ...event };
}
