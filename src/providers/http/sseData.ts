/**
 * The JSON of each `data:` line of an event stream, whichever way it is split; the end mark `[DONE]` is passed over.
 * Throws SyntaxError for a line that is no JSON.
 */
export async function* sseData(body: ReadableStream<Uint8Array> | null): AsyncGenerator<unknown, void> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const bytes of body ?? []) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split(/\r?\n/);
    rest = lines.pop() ?? "";
    yield* dataIn(lines);
  }
  yield* dataIn([rest]);
}

function* dataIn(lines: readonly string[]): Generator<unknown, void> {
  for (const line of lines) {
    const data = /^data: ?(.*)$/.exec(line)?.[1]?.trim();
    if (data && data !== "[DONE]") yield JSON.parse(data);
  }
}
