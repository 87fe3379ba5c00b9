import type { Approvals } from "./approvals.ts";
import type { Ask } from "./ask.ts";

/** Approvals that forbid every effect; reads are decided as before, also those that ask. */
export const readingOnly = (approvals: Approvals): Approvals => ({
  verdict: async (call, signal) =>
    isRead(call.ask)
      ? approvals.verdict(call, signal)
      : { decision: "deny", reason: "This part of the work only reads. Say in your summary what should be done." },
  described: (call) => approvals.described?.(call),
  request: (call, signal) => approvals.request(call, signal),
});

function isRead({ kind }: Ask): boolean {
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
