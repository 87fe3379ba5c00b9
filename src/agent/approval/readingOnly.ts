import type { Approvals } from "./approvals.ts";
import type { Ask } from "./ask.ts";

/**
 * Approvals that forbid every effect, whatever was allowed before; reads are decided as before, also those that ask.
 * `reason`: for model and user.
 */
export const readingOnly = (approvals: Approvals, reason: string): Approvals => ({
  verdict: async (call, signal) => (isRead(call.ask) ? approvals.verdict(call, signal) : { decision: "deny", reason }),
  described: (call) => approvals.described?.(call),
  request: (call, signal) =>
    isRead(call.ask)
      ? approvals.request(call, signal)
      : { nonce: crypto.randomUUID(), answer: Promise.resolve({ type: "forbidden", reason }) },
});

/** Whether a call only reads. */
export function isRead({ kind }: Ask): boolean {
  switch (kind) {
    case "read-outside":
    case "read-private":
    case "fetch":
      return true;
    case "edit":
    case "files":
    case "command":
    case "sandboxed-command":
    case "input":
    case "task":
    case "foreign-tool":
      return false;
  }
}
