import type * as vscode from "vscode";
import type { ModelInfo } from "../../../model/model.ts";
import { type ThinkingControl, type ThinkingLevel, thinkingLevels } from "../../../model/thinking.ts";
import type { ListedModel } from "../../../providers/discovery/listedModel.ts";
import { thinkingControl } from "../../../providers/thinkingLevels.ts";
import { type ModelChoice, nameOf } from "./modelChoice.ts";

/** The storage key for chosen levels, by model. */
const LEVELS = "gemma.thinkingLevels";

/** The thinking level that the user chose in the panel, remembered per model. */
export class ThinkingChoice {
  private readonly memory: vscode.Memento;

  constructor(memory: vscode.Memento) {
    this.memory = memory;
  }

  /** The level chosen for a model; undefined if there is none, or the stored value is invalid. */
  of(choice: ModelChoice): ThinkingLevel | undefined {
    const stored = this.levels[nameOf(choice)];
    return thinkingLevels.find((level) => level === stored);
  }

  /** `level` undefined: use the settings again. */
  async choose(choice: ModelChoice, level: ThinkingLevel | undefined): Promise<void> {
    const { [nameOf(choice)]: _before, ...others } = this.levels;
    await this.memory.update(LEVELS, level === undefined ? others : { ...others, [nameOf(choice)]: level });
  }

  /**
   * The choices that the panel offers for a model; undefined if none has an effect.
   * @param last what the last used model reported, with the identity of its choice
   */
  control(
    choice: ModelChoice,
    last: { choice: string; info: ModelInfo } | undefined,
    listed: ListedModel | undefined,
  ): ThinkingControl | undefined {
    if (choice.type !== "server") return undefined;
    const info = last?.choice === nameOf(choice) ? last.info : undefined;
    const { preset, protocol } = choice;
    const thinking = info?.thinking ?? listed?.thinking;
    const takes = listed?.parameters;
    const control = thinkingControl({
      preset,
      protocol,
      modelId: info?.id ?? choice.modelId,
      ...(thinking !== undefined && { thinking }),
      ...(takes !== undefined && { takes }),
    });
    const chosen = this.of(choice);
    const isOffered = chosen !== undefined && control?.levels.includes(chosen) === true;
    return control && { ...control, ...(isOffered && { chosen }) };
  }

  private get levels(): Readonly<Record<string, unknown>> {
    return this.memory.get(LEVELS, {});
  }
}
