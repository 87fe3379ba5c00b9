import { pipeline, type Readable } from "node:stream";
import { constants, createBrotliDecompress, createGunzip, createInflate } from "node:zlib";

const atOnce = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH };
const gunzip = () => createGunzip(atOnce);

/** By the names of the header Content-Encoding. */
const decoders = new Map<string, () => NodeJS.ReadWriteStream & Readable>([
  ["gzip", gunzip],
  ["x-gzip", gunzip],
  ["deflate", () => createInflate(atOnce)],
  ["br", () => createBrotliDecompress({ flush: constants.BROTLI_OPERATION_FLUSH })],
]);

/** The most encodings around one body that are undone; a proxy adds one. */
const MOST_ENCODINGS = 2;

/**
 * A response's body, decompressed piece by piece where a proxy compressed it unasked. A body in an unknown encoding is
 * passed on as it is, because servers also state things there that are no encoding. Errors reach the stream's reader.
 */
export function decoded(body: Readable, encoding: string | null): ReadableStream<Uint8Array> {
  const names = (encoding ?? "").toLowerCase().split(",", MOST_ENCODINGS + 1);
  const steps = names.flatMap((name) => decoders.get(name.trim()) ?? []);
  if (steps.length > MOST_ENCODINGS) return webStream(body);
  return webStream(
    steps.reduceRight<Readable>((inner, decoder) => {
      const outer = decoder();
      // The reader may not have begun when an error comes.
      outer.on("error", () => undefined);
      return pipeline(inner, outer, () => undefined);
    }, body),
  );
}

function webStream(readable: Readable): ReadableStream<Uint8Array> {
  const reader = readable[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next: IteratorResult<Uint8Array> = await reader.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      cancel() {
        readable.destroy();
      },
    },
    { highWaterMark: 0 },
  );
}
