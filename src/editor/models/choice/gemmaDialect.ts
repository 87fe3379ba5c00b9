import { withDialect, withPromptTools } from "../../../gemma/index.ts";
import type { Model } from "../../../model/model.ts";

/**
 * A provider's model as one that takes tools and answers in events, whatever its server knows of Gemma's own syntax:
 * tools go into the prompt where the wire takes none, and where a server lets a native call through as text it is mended,
 * and from then on that model's tools go into the prompt too.
 */
export class GemmaDialect {
  private readonly leaking = new Set<string>();
  private readonly onSwitch: (model: Model) => void;

  /** `onSwitch` hears once of each model whose native calls came as text. */
  constructor(onSwitch: (model: Model) => void) {
    this.onSwitch = onSwitch;
  }

  wrap(model: Model): Model {
    const name = `${model.info.provider} ${model.info.id}`;
    const prompted = withPromptTools(model);
    const mended = withDialect(model, {
      onLeakedCall: () => {
        if (this.leaking.has(name)) return;
        this.leaking.add(name);
        this.onSwitch(model);
      },
    });
    return {
      get info() {
        return model.info;
      },
      // Each step of a turn anew: what one has learnt serves the next.
      stream: (request, signal) =>
        (model.info.nativeTools && !this.leaking.has(name) ? mended : prompted).stream(request, signal),
    };
  }
}
