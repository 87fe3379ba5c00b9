/**
 * Names the events of a stream that have no name: the SDK passes over those, but some gateways send the JSON alone, which
 * says the same in its `type`.
 */
export function withEventNames(answer: Response): Response {
  return new Response(answer.body && ReadableStream.from(named(answer.body)), { headers: answer.headers });
}

async function* named(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  let rest = "";
  let hasName = false;
  const write = (line: string): string => {
    const isUnnamed = !hasName && line.startsWith("data:") && !/^data: ?\[DONE\]/.test(line);
    if (line.trim() === "") hasName = false;
    else hasName ||= isUnnamed || line.startsWith("event:");
    return isUnnamed ? `event: message\n${line}` : line;
  };
  for await (const bytes of body) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split(/(?<=\n)/);
    rest = lines.at(-1)?.endsWith("\n") ? "" : (lines.pop() ?? "");
    if (lines.length > 0) yield encoder.encode(lines.map(write).join(""));
  }
  if (rest !== "") yield encoder.encode(write(rest));
}
