import * as v from "valibot";
import { ModelError, toModelError } from "../../model/modelError.ts";
import { StreamFaultError } from "../http/streamFaultError.ts";
import { stopped } from "../http/untilAnswered.ts";
import { faultOf } from "../faults/faultOf.ts";
import { subjectOf } from "../faults/reading/faultTarget.ts";
import { type Endpoint, urlOf } from "../http/transport/endpoint.ts";
import { type Transport, transportFor } from "../http/transport/transport.ts";
import type { StreamTimeouts } from "../http/streamTimeouts.ts";
import { StreamingRequest } from "../http/streamingRequest.ts";
import { bytesField } from "../faults/reading/numbers.ts";
import { jsonLines, NdjsonGate } from "./ndjsonGate.ts";
import { ollamaEndpoint, type OllamaServerOptions } from "./ollamaServer.ts";

/**
 * `status` is the server's description of the current step. Bytes count over all layers known so far; absent before the
 * first.
 */
export type PullProgress = { status: string; completed?: number; total?: number };

export type PullOptions = OllamaServerOptions & {
  name: string;
  onProgress: (progress: PullProgress) => void;
  signal: AbortSignal;
  timeouts?: Partial<StreamTimeouts>;
  transport?: Transport;
};

const lineSchema = v.object({
  status: v.optional(v.string(), ""),
  digest: v.fallback(v.optional(v.string()), undefined),
  total: bytesField,
  completed: bytesField,
  error: v.optional(v.unknown()),
});

/** The server is silent while it asks the library at the start and checks the file at the end. */
const timeouts: StreamTimeouts = { idle: 300_000, settle: 3000, late: 3000 };

/**
 * Makes the server download a model; resolves when it is complete. A stopped download continues later. Throws
 * ModelError: "aborted" when stopped, "not-found" for a name that the library doesn't know.
 */
export async function pullModel(options: PullOptions): Promise<void> {
  const { name, signal } = options;
  if (signal.aborted) throw stopped();
  const endpoint = ollamaEndpoint({ ...options, modelId: name });
  const transport = options.transport ?? transportFor(endpoint.baseUrl, endpoint.isOwn);
  const gate = (heard: () => void) => new NdjsonGate(heard);
  const wire = new StreamingRequest(endpoint, transport, { ...timeouts, ...options.timeouts }, gate);
  try {
    await read(wire, endpoint, options);
  } catch (error) {
    if (signal.aborted) throw stopped();
    if (error instanceof ModelError) throw error;
    throw failure(error, wire, endpoint, name);
  } finally {
    wire.close();
  }
}

async function read(
  wire: StreamingRequest,
  endpoint: Endpoint,
  { name, onProgress, signal }: PullOptions,
): Promise<void> {
  const layers = new Map<string, { total: number; completed: number }>();
  // Older servers use the field "name".
  const body = JSON.stringify({ model: name, name, stream: true });
  const response = await wire.fetch(urlOf(endpoint, "api/pull"), { body, signal });
  for await (const json of jsonLines(response.body)) {
    const line = v.safeParse(lineSchema, json);
    if (!line.success) throw new StreamFaultError({ at: "garbled" }, false);
    const { status, digest, total, completed = 0, error } = line.output;
    if (error !== undefined) throw new StreamFaultError({ at: "stream", error: json }, false);
    if (digest !== undefined && total !== undefined) layers.set(digest, { total, completed });
    onProgress({ status, ...sum([...layers.values()]) });
    if (status === "success") return;
  }
  throw new StreamFaultError(wire.fault ?? { at: "cut" }, false);
}

function sum(layers: readonly { total: number; completed: number }[]): { total?: number; completed?: number } {
  if (layers.length === 0) return {};
  return {
    total: layers.reduce((all, { total }) => all + total, 0),
    completed: layers.reduce((all, { completed }) => all + completed, 0),
  };
}

function failure(error: unknown, wire: StreamingRequest, { target }: Endpoint, name: string): ModelError {
  const known = error instanceof StreamFaultError ? error.fault : wire.fault;
  const fault = known ?? (error instanceof SyntaxError ? { at: "garbled" as const } : undefined);
  if (fault === undefined) return toModelError(error);
  if (fault.at === "cut") {
    const words = `${subjectOf(target)} broke off the download of “${name}”. Pull it again: it continues where it stopped.`;
    return new ModelError({ kind: "unavailable" }, words);
  }
  const said = fault.at === "stream" ? JSON.stringify(fault.error) : fault.at === "answer" ? fault.body : "";
  if (/manifest[^"]*(?:does not exist|not found)/i.test(said)) {
    const words = `${subjectOf(target)} finds no model “${name}” in its library. Check the name and its tag.`;
    return new ModelError({ kind: "not-found" }, words);
  }
  if (/no space left|disk[^"]* full|not enough (?:disk )?space/i.test(said)) {
    const words = `The disk on which ${subjectOf(target)} keeps its models is full (no space left). Free some and pull “${name}” again: it continues where it stopped.`;
    return new ModelError({ kind: "unavailable", lasting: true }, words);
  }
  if (/registry[^"]*(?:dial tcp|no such host|i\/o timeout|connection refused)|pull model manifest: Get/i.test(said)) {
    const words = `${subjectOf(target)} cannot reach its library. Check that machine's network and its proxy, then pull “${name}” again.`;
    return new ModelError({ kind: "unavailable", lasting: true }, words);
  }
  return faultOf(fault, target);
}
