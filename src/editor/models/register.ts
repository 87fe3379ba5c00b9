import * as vscode from "vscode";
import type { ModelsState, ModelsToHost } from "../../chat/protocol/models.ts";
import type { Model } from "../../model/model.ts";
import { readProxySettings } from "../../providers/http/transport/proxies.ts";
import type { ModelInputs } from "../attachments/mediaPlan.ts";
import type { PickOther, ResolveModel } from "../core/answering.ts";
import type { CommandOf } from "../core/feature/contributes.ts";
import type { Core, Feature } from "../core/feature/feature.ts";
import { proxySettings } from "./proxySettings.ts";
import { tellDone } from "../core/walkthrough.ts";
import type { ChosenModel, Use } from "./chosenModel.ts";
import type { contributes } from "./contributes.ts";
import { editorModel, otherModel } from "./editorModel.ts";
import { Models } from "./models.ts";
import { tellAnswering } from "./tellAnswering.ts";

type ModelsFeature = Feature<CommandOf<typeof contributes>, ModelsToHost> & {
  /** For chat questions. */
  chat: {
    model(signal: AbortSignal): Promise<Model>;
    fallbackModels(): ReturnType<ChosenModel["fallbackModels"]>;
    pick(): Promise<boolean>;
    remedies: Record<"set-key" | "set-up" | "choose-model", () => Promise<void>>;
  };
  /** For requests in the editor. */
  resolve: ResolveModel;
  pickOther: PickOther;
  inputs: ModelInputs;
  state(): Promise<ModelsState>;
  /** Handles a URL that the system opened in the editor: the redirect of a sign-in. */
  receive(uri: vscode.Uri): void;
};

/**
 * The chosen model, and how models are set up.
 * @param ports `metered` counts the cost of a model's requests, and enforces the budgets
 */
export function registerModels(
  { context, log, panel, status }: Core,
  ports: { metered(model: Model, use: Use): Model },
): ModelsFeature {
  readProxySettings(proxySettings);
  const models = new Models(context, log, ports.metered);
  const { chosen, setup, keys } = models;
  const showModel = async (): Promise<void> => {
    const state = await models.state();
    status.showModel(state.model?.label);
    if (state.model && !state.setup) tellDone("modelReady");
  };
  const refresh = async (): Promise<void> => {
    await panel.refresh();
    await showModel();
  };
  const tell = (): void => void tellAnswering(() => void refresh());
  const listening = [
    models.onChange(() => void refresh()),
    vscode.workspace.onDidChangeConfiguration(
      (event) => event.affectsConfiguration("gemma") && (tell(), void refresh()),
    ),
    vscode.workspace.onDidGrantWorkspaceTrust(() => (tell(), void refresh())),
  ];
  void showModel();
  tell();
  /** Runs something that may change what the panel shows; its input boxes return the focus. */
  const changing = (work: () => Promise<unknown>) => async (): Promise<void> => {
    await work();
    await panel.refresh();
  };
  const boxed = (work: () => Promise<unknown>) => () => panel.refocusing(changing(work));

  return {
    chat: {
      model: (signal) => chosen.model(signal, "chat"),
      fallbackModels: () => chosen.fallbackModels("chat"),
      pick: () => setup.pick(),
      remedies: {
        "set-key": boxed(() => models.askKey(true)),
        "set-up": changing(() => setup.setup({ type: "search-again" })),
        "choose-model": boxed(() => setup.pick()),
      },
    },
    resolve: editorModel(chosen),
    pickOther: async (title) => {
      const picked = await setup.pickOther(title);
      return picked && otherModel(chosen, picked);
    },
    inputs: chosen.inputs,
    state: () => models.state(),
    receive: (uri) => keys.receive(uri),
    commands: {
      "gemma.selectModel": () => setup.pick(),
      "gemma.setUp": async () => {
        await setup.setup({ type: "search-again" });
        return panel.compose("", []);
      },
      "gemma.setKey": () => models.askKey(),
      "gemma.removeKey": () => keys.remove(),
      "gemma.signIn": () => keys.signIn(),
      "gemma.chooseModelFile": () => setup.setup({ type: "model-file" }),
      "gemma.unloadModel": () => models.unload(),
      "gemma.showOllama": () => models.showOllama(),
    },
    panel: {
      setup: ({ choice }) => changing(() => setup.setup(choice))(),
      "set-thinking": ({ level }) => changing(() => chosen.setThinking(level))(),
      "pick-model": boxed(() => setup.pick()),
    },
    dispose: () => {
      for (const each of [...listening, models]) each.dispose();
    },
  };
}
