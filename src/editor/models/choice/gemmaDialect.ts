import { withDialect, withPromptTools } from "../../../gemma/index.ts";
import type { Model } from "../../../model/model.ts";

/** So many answers one after another whose calls the server failed on show that it does not read this model's calls. */
const mostFailures = 2;

/**
 * A provider's model as one that takes tools and answers in events, whatever its server knows of Gemma's own syntax:
 * tools go into the prompt where the wire takes none, and where a server lets a native call through as text it is mended,
 * and from then on that model's tools go into the prompt too.
 */
export class GemmaDialect {
  private readonly leaking = new Set<string>();
  /** How many answers of a model the server failed on since it read a call. */
  private readonly failures = new Map<string, number>();
  private readonly onSwitch: (model: Model) => void;

  /** `onSwitch` hears once of each model whose native calls came as text, or were not read again and again. */
  constructor(onSwitch: (model: Model) => void) {
    this.onSwitch = onSwitch;
  }

  wrap(model: Model): Model {
    const name = `${model.info.provider} ${model.info.id}`;
    const prompted = withPromptTools(model);
    const onLeakedCall = (): void => {
      if (this.leaking.has(name)) return;
      this.leaking.add(name);
      this.onSwitch(model);
    };
    const repaired = withDialect(model, {
      onLeakedCall,
      onCallRead: (isRead) => {
        const failures = isRead ? 0 : (this.failures.get(name) ?? 0) + 1;
        this.failures.set(name, failures);
        if (failures >= mostFailures) onLeakedCall();
      },
    });
    return {
      get info() {
        return model.info;
      },
      // Each step of a turn anew: what one has learnt serves the next.
      stream: (request, signal) =>
        (model.info.nativeTools && !this.leaking.has(name) ? repaired : prompted).stream(request, signal),
    };
  }
}
