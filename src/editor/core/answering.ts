import type { Patience } from "../../agent/failover/patientModel.ts";
import type { Model, Sampling } from "../../model/model.ts";

/** Who answers, and how. */
export type Answering = { model: Model; sampling: Sampling };

/** Gets whoever answers ready; throws ModelError. `wait` shows that a request waits to be sent again, in place of a notification. */
export type Answerer = (signal: AbortSignal, wait?: Patience["wait"]) => Promise<Answering>;
