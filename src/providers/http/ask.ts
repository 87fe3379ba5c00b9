import { TooMuch } from "../../model/tooMuch.ts";
import { untilStopped } from "../../model/untilStopped.ts";
import { OddAnswer } from "./transport/oddAnswer.ts";
import type { TransportRequest } from "./transport/send.ts";
import type { Transport } from "./transport/transport.ts";

const MB = 1024 * 1024;

/**
 * The most bytes of a response, after decompression.
 * - `whole`: of one that is read as a whole. The largest list of a provider is 1 MB, a whole completion less.
 * - `stream`: of an answer that streams; 128,000 tokens with all their alternatives are less.
 */
export const mostBytes = { whole: 4 * MB, stream: 512 * MB } as const;

/**
 * Sends a request, the only way to do so. Whatever transport and server do, the response and each piece of its body
 * settle as soon as the signal fires, its status is one of HTTP's, and no more than `most` bytes of it arrive; beyond
 * them, the body fails with TooMuch. Rejects like the transport, with OddAnswer, or with the signal's reason.
 */
export async function askServer(
  transport: Transport,
  url: string,
  request: TransportRequest,
  most: number,
): Promise<Response> {
  const { signal } = request;
  const sent = transport(url, request);
  // An answer that comes after the stop is nobody's.
  sent.then((late) => signal.aborted && drop(late.body)).catch(() => undefined);
  const answer = await untilStopped(sent, signal);
  const { status, headers, body } = answer;
  if (status < 200 || status > 599 || answer.redirected) {
    drop(body);
    throw new OddAnswer("a status or place that was not asked for");
  }
  const hasBody = status !== 204 && status !== 205 && status !== 304;
  return new Response(hasBody && body ? bounded(body, signal, most) : null, { status, headers });
}

function bounded(body: ReadableStream<Uint8Array>, signal: AbortSignal, most: number): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  const leave = (): void => void reader.cancel().catch(() => undefined);
  let bytes = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const next = await untilStopped(reader.read(), signal);
          if (next.done) return controller.close();
          bytes += next.value.byteLength;
          if (bytes > most) throw new TooMuch(`${most / MB} MB in one answer`);
          controller.enqueue(next.value);
        } catch (error) {
          leave();
          throw error;
        }
      },
      cancel: leave,
    },
    { highWaterMark: 0 },
  );
}

function drop(body: ReadableStream<Uint8Array> | null): void {
  void body?.cancel().catch(() => undefined);
}
