import type { Contributes } from "../core/feature/contributes.ts";

/** The panel, its chats and agent settings. */
export const contributes = {
  viewsContainers: { activitybar: [{ id: "gemma", title: "Gemma Code", icon: "media/icon.svg" }] },
  views: { gemma: [{ type: "webview", id: "gemma.chat", name: "Chat", icon: "media/icon.svg" }] },
  commands: {
    "gemma.openChat": {
      title: "Open Chat",
      icon: "$(comment-discussion)",
      key: { key: "ctrl+alt+g", win: "shift+alt+g", mac: "cmd+alt+g" },
    },
    "gemma.newChat": {
      title: "New Chat",
      icon: "$(add)",
      menus: { "view/title": { when: "view == gemma.chat", group: "navigation@1" } },
    },
    "gemma.history": {
      title: "Show Earlier Chats…",
      icon: "$(history)",
      menus: { "view/title": { when: "view == gemma.chat", group: "navigation@2" } },
    },
    "gemma.openSettings": {
      title: "Open Settings",
      icon: "$(settings-gear)",
      menus: { "view/title": { when: "view == gemma.chat", group: "navigation@3" } },
    },
    "gemma.exportChat": {
      title: "Export Chat as Markdown",
      menus: { "view/title": { when: "view == gemma.chat", group: "2_chat@1" } },
    },
    "gemma.exportChatFile": {
      title: "Export Chat to a File…",
      menus: { "view/title": { when: "view == gemma.chat", group: "2_chat@1" } },
    },
    "gemma.importChat": {
      title: "Import Chat from a File…",
      menus: { "view/title": { when: "view == gemma.chat", group: "2_chat@1" } },
    },
    "gemma.chooseTools": {
      title: "Choose Tools…",
      menus: { "view/title": { when: "view == gemma.chat", group: "2_chat@2" } },
    },
    "gemma.manageCheckpoints": {
      title: "Manage Checkpoints…",
      menus: { "view/title": { when: "view == gemma.chat", group: "2_chat@2" } },
    },
    "gemma.manageConsent": {
      title: "Manage What Is Allowed Without Asking…",
      menus: { "view/title": { when: "view == gemma.chat", group: "2_chat@2" } },
    },
    "gemma.showLog": { title: "Show Log", menus: { "view/title": { when: "view == gemma.chat", group: "2_chat@3" } } },
    "gemma.stop": { title: "Stop the Answer", icon: "$(debug-stop)" },
  },
  settings: {
    "gemma.agent.profile": {
      type: "string",
      enum: ["auto", "small", "full"],
      default: "auto",
      order: 19,
      enumDescriptions: [
        "Small for models below 9 billion parameters and for loaded windows below 16,384 tokens, otherwise full.",
        "At most eight of the agent's own tools, beside those of others that you chose.",
        "All tools that are turned on.",
      ],
      markdownDescription: "Which tools Agent and Plan mode offer the model. Small models do better with fewer tools.",
    },
    "gemma.notify": {
      type: "string",
      enum: ["system", "editor", "off"],
      default: "system",
      order: 22,
      enumDescriptions: [
        "A notification of the operating system (`notify-send`, `osascript` or PowerShell). In a browser or with a remote machine, one of the editor.",
        "A notification of the editor.",
        "No notification.",
      ],
      markdownDescription:
        "How you are told that Gemma is done or waits for you while the window is not in front. The view's badge shows it in any case.",
    },
    "gemma.agent.allowedCommands": {
      type: "array",
      items: { type: "string" },
      default: [],
      order: 23,
      scope: "application",
      markdownDescription:
        "Commands that the agent may run without asking, in all workspaces: the words that a command begins with (`npm test`), a regular expression between slashes (`/^git (status|diff)/`), or `*`. Each part of a command line needs a rule. Destructive commands, files outside the workspace and files that programs obey are asked about anyway.",
    },
    "gemma.agent.deniedCommands": {
      type: "array",
      items: { type: "string" },
      default: [],
      order: 24,
      scope: "application",
      markdownDescription:
        "Commands that the agent must never run, written as in `#gemma.agent.allowedCommands#`. They beat every other rule.",
    },
    "gemma.agent.toolChoice": {
      type: "string",
      default: "auto",
      order: 21,
      markdownDescription:
        "Tool use in the first answer in Agent mode: `auto` lets the model decide, `required` demands any tool, a tool's name demands that tool, `none` offers no tools.",
    },
    "gemma.agent.maxSteps": {
      type: "integer",
      default: 25,
      minimum: 1,
      maximum: 200,
      order: 20,
      markdownDescription: "The most rounds of tool calls for one question.",
    },
    "gemma.agent.startWithTool": {
      type: "boolean",
      default: false,
      order: 21,
      markdownDescription:
        "Agent mode starts with a tool call, enforced by a grammar if the engine supports it. Small models rarely start with one on their own.",
    },
  },
} as const satisfies Contributes;
