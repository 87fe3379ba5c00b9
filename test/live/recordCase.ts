import type { Model, ModelRequest } from "../../src/model/model.ts";
import { fetchTransport, type Transport } from "../../src/providers/http/transport/transport.ts";
import { recordingTransport } from "../support/recordWire.ts";
import type { WireFixture } from "../support/wireFixture.ts";
import { linesOf } from "../unit/providers/fixtures/playFixture.ts";
import { collect, type Collected } from "../unit/providers/support/collect.ts";
import { scrubFixture } from "./scrub.ts";

/** What a model answered, and the same as a fixture without keys and personal data. */
export type Recorded = { got: Collected; fixture: WireFixture };

/**
 * Asks once through a real provider and keeps what its server said.
 * @param from who that is, for the fixture's label: server and version, or provider and day
 */
export async function recordCase(
  from: string,
  modelWith: (transport: Transport) => Model,
  request: ModelRequest,
  secrets: readonly string[] = [],
  transport: Transport = fetchTransport,
): Promise<Recorded> {
  const recording = recordingTransport(transport);
  const got = await collect(modelWith(recording.transport), request);
  const raw: WireFixture = { origin: "recorded", from, exchanges: recording.exchanges(), events: linesOf(got) };
  return { got, fixture: scrubFixture(raw, secrets) };
}
