import type { Contributes } from "../core/feature/contributes.ts";

/** How the agent's tools work. */
export const contributes = {
  settings: {
    "gemma.agent.sandbox": {
      type: "string",
      enum: ["off", "on"],
      default: "off",
      order: 24,
      scope: "application",
      markdownDescription:
        "`on`: commands of the agent run in a sandbox. They read the system, but none of your keys; they write in the workspace and in temporary folders of their own, but not in files that programs obey, such as `.git` and `.vscode`; and they have no network. The card of a command offers to allow all commands in the sandbox. A command that needs more is asked about as usual. It needs Linux and bubblewrap (`bwrap`). Where that is missing or does not work (Windows, macOS, many containers, Ubuntu's restrictions), each card says so, and every command is asked about.",
    },
  },
} as const satisfies Contributes;
