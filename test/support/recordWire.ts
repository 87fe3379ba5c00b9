import type { Transport } from "../../src/providers/http/transport/transport.ts";
import type { WireExchange } from "./wireFixture.ts";

/** A transport that records each request and its answer; `exchanges` is complete once the answers were read. */
export function recordingTransport(inner: Transport): { transport: Transport; exchanges(): WireExchange[] } {
  const seen: { method: string; path: string; wants: string[]; answer?: Response; bytes: Uint8Array[] }[] = [];
  const transport: Transport = async (url, request) => {
    const { method, body } = request;
    const one: (typeof seen)[number] = { method, path: new URL(url).pathname, wants: wantsIn(body), bytes: [] };
    seen.push(one);
    const answer = await inner(url, request);
    one.answer = answer;
    const keep = new TransformStream<Uint8Array, Uint8Array>({
      transform(bytes, out) {
        one.bytes.push(bytes.slice());
        out.enqueue(bytes);
      },
    });
    return new Response(answer.body?.pipeThrough(keep) ?? null, { status: answer.status, headers: answer.headers });
  };
  return {
    transport,
    exchanges: () =>
      seen.flatMap(({ method, path, wants, answer, bytes }) =>
        answer === undefined
          ? []
          : [
              {
                method,
                path,
                wants,
                status: answer.status,
                headers: Object.fromEntries(answer.headers),
                body: Buffer.concat(bytes),
              },
            ],
      ),
  };
}

/** What a replay must match in a request: the model, and whether tools were declared. */
function wantsIn(body: string | undefined): string[] {
  if (body === undefined) return [];
  const json: unknown = JSON.parse(body);
  return [JSON.stringify(Array.isArray(json) ? json.map(essence) : essence(json))];
}

function essence(json: unknown): Record<string, unknown> {
  const { model, taskType, deliveryMethod, tools } = Object(json) as Record<string, unknown>;
  const isDeclaring = Array.isArray(tools) && tools.length > 0;
  const kept = { model, taskType, deliveryMethod, ...(isDeclaring && { tools: tools.map(() => ({})) }) };
  return Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined));
}
