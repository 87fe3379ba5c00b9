import * as vscode from "vscode";
import type { AgentProfile } from "../../agent/failover/policy.ts";
import type { Tool } from "../../agent/ports/tool.ts";
import { toolsOfSmall, toolsToPlan } from "../../agent/tools/toolSets.ts";
import type { Transcript } from "../../agent/transcript/transcript.ts";
import type { Mode } from "../../agent/transcript/turnEvent.ts";
import type { SessionPorts } from "../../chat/session/session.ts";
import { createLoopGuard, profileFor, samplingDefaults, withoutOldThoughts } from "../../gemma/index.ts";
import type { Model } from "../../model/model.ts";
import { agentSystem, askSystem } from "../../prompts/chat.ts";
import { takingResults } from "../../providers/parameters/withDefaults.ts";
import { folderNames } from "../core/documents.ts";
import { readParameters, readSettings } from "../core/settings/settings.ts";
import { tellDone } from "../core/walkthrough.ts";
import type { ChatModels } from "./chatModels.ts";
import type { ProbabilityBook } from "./probabilityBook.ts";

type Ports = {
  models: ChatModels;
  probabilities: ProbabilityBook;
  builtIn: readonly Tool[];
  /** The tools of the chat on screen. */
  tools(): readonly Tool[];
  /** The chat on screen. */
  transcript(): Transcript;
};

/** The model, prompt and tools of each mode, and the policy for a model that fails. */
export function agentProfiles(ports: Ports): Pick<SessionPorts, "profile" | "policy" | "maxSteps"> {
  const { models, probabilities } = ports;

  function profileOf(mode: Mode, model: Model): AgentProfile {
    const { sampling, startWithTool, agentProfile } = readSettings();
    const { responseFormat } = readParameters();
    const format = mode === "ask" && responseFormat ? { responseFormat } : {};
    const whole = { ...samplingDefaults(model.info.id), ...sampling, ...format };
    const kept = probabilities.of(model, () => ports.transcript().open?.id);
    // An answer that continues is one result.
    const isNew = () => mode === "ask" && ports.transcript().open?.joins === undefined;
    const asked = takingResults(kept, () => (isNew() ? "several" : "one"));
    const isSmall = (agentProfile === "auto" ? profileFor(model.info) : agentProfile) === "small";
    const offered = isSmall ? () => toolsOfSmall(ports.tools(), ports.builtIn) : ports.tools;
    return { model: asked, ...partsFor(mode, offered), sampling: whole, startWithTool };
  }

  return {
    maxSteps: () => readSettings().maxSteps,
    profile: async (mode, signal) => {
      const model = await models.model(signal);
      tellDone(mode === "agent" ? "agentAsked" : "asked");
      return profileOf(mode, model);
    },
    policy: (mode) => ({
      retries: readSettings().retries,
      fallbackModels: models.fallbackModels().map(({ label, provider, model }) => ({
        label,
        provider,
        profile: async (signal) => profileOf(mode, await model(signal)),
      })),
      guard: createLoopGuard,
      history: withoutOldThoughts,
      charactersPerToken: (info) => models.charactersPerToken(info),
    }),
  };
}

function partsFor(mode: Mode, tools: () => readonly Tool[]): { system: string; tools: readonly Tool[] } {
  // An agent turn may continue after the workspace became restricted.
  if (mode === "ask" || !vscode.workspace.isTrusted) return { system: askSystem(), tools: [] };
  const names = folderNames();
  const offered = names.length > 0 ? tools() : [];
  return { system: agentSystem(names), tools: mode === "plan" ? toolsToPlan(offered) : offered };
}
