import type { Contributes } from "../core/feature/contributes.ts";
import { serverSettings } from "./settings/server.ts";
import { samplingSettings } from "./settings/sampling.ts";
import { wiresSettings } from "./settings/wires.ts";
import { engineSettings } from "./settings/engine.ts";

/** The choice of a model, and its parameters. */
export const contributes = {
  commands: {
    "gemma.selectModel": {
      title: "Select Model…",
      icon: "$(chip)",
      menus: { "view/title": { when: "view == gemma.chat", group: "1_model@1" } },
    },
    "gemma.setUp": {
      title: "Set Up a Model",
      menus: { "view/title": { when: "view == gemma.chat", group: "1_model@2" } },
    },
    "gemma.setKey": { title: "Set API Key…" },
    "gemma.removeKey": { title: "Remove API Key…" },
    "gemma.signIn": { title: "Sign In to OpenRouter…" },
    "gemma.chooseModelFile": { title: "Use a GGUF Model File…" },
    "gemma.unloadModel": {
      title: "Unload the Local Model",
      menus: { "view/title": { when: "view == gemma.chat", group: "1_model@3" } },
    },
    "gemma.showOllama": { title: "Show Models in Ollama's Memory…" },
  },
  settings: { ...serverSettings, ...samplingSettings, ...wiresSettings, ...engineSettings },
} as const satisfies Contributes;
