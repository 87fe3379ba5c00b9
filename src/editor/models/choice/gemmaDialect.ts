import { withDialect, withPromptTools } from "../../../gemma/index.ts";
import type { Model } from "../../../model/model.ts";

/** After this many consecutive failures on calls, the server counts as unable to read this model's calls. */
const mostFailures = 2;

/**
 * Makes every provider's model take tools and answer in events, whatever its server supports. Without tool support in
 * the wire, tools go into the prompt. If a server passes a native call through as text, the call is repaired, and from
 * then on that model's tools go into the prompt too.
 */
export class GemmaDialect {
  private readonly leaking = new Set<string>();
  /** Consecutive failures of a model's server since it last read a call. */
  private readonly failures = new Map<string, number>();
  private readonly onSwitch: (model: Model) => void;

  /** `onSwitch` is called once for each model whose native calls came as text, or repeatedly failed. */
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
    const repaired = withDialect(model, prompted, {
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
      // Evaluated for each step of a turn, so what one learns applies to the next.
      stream: (request, signal) =>
        (model.info.nativeTools && !this.leaking.has(name) ? repaired : prompted).stream(request, signal),
    };
  }
}
