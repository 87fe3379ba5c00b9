import type { Model } from "../../model/model.ts";
import { leftOutWords } from "./taken.ts";

/** Wraps a model so that a notice names the videos and recordings that it did not get. */
export const saysLeftOut = (model: Model): Model => ({
  get info() {
    return model.info;
  },
  async *stream(request, signal) {
    const question = request.messages.at(-1);
    for await (const event of model.stream(request, signal)) {
      // Only now are the model's inputs known: some servers are asked with the first request.
      if (event.type === "done" && question?.role === "user") {
        const message = leftOutWords(question, model.info);
        if (message !== undefined) yield { type: "notice", message };
      }
      yield event;
    }
  },
});
