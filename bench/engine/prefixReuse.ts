import { startLlamaServer } from "../../test/model/servers/openaiServer.ts";
import * as v from "valibot";
import { type Row, row } from "../row.ts";

const answerSchema = v.object({ timings: v.object({ cache_n: v.number(), prompt_n: v.number() }) });

/**
 * How much of each prompt a real llama-server with a real Gemma finds in its cache during a tool loop. 1 means the
 * whole previous prompt.
 * @param bodies the requests of one loop, in order
 */
export async function prefixReuseRow(bodies: readonly unknown[]): Promise<Row> {
  await using server = await startLlamaServer("--ctx-size", "16384", "--parallel", "1");
  await server.loaded();
  let [reused, reusable, prompts, before] = [0, 0, 0, 0];
  for (const body of bodies) {
    const { cache_n: cached, prompt_n: read } = await countsOf(server.baseUrl, body);
    reused += before === 0 ? 0 : cached;
    prompts += before === 0 ? 0 : cached + read;
    reusable += before;
    before = cached + read;
  }
  const note = `llama-server's count over ${bodies.length - 1} steps: ${reused} of ${reusable} tokens; ${prompts} with what each step added`;
  return row("loop.prefixReuse.ratio", reused / reusable, "ratio", note);
}

async function countsOf(baseUrl: string, body: unknown): Promise<{ cache_n: number; prompt_n: number }> {
  const asked = { ...(body as object), model: "gemma-3-270m", stream: false, stream_options: undefined, max_tokens: 1 };
  const answer = await fetch(`${baseUrl}/chat/completions`, { method: "POST", body: JSON.stringify(asked) });
  if (!answer.ok) throw new Error(`llama-server refused a request of the loop: ${await answer.text()}`);
  return v.parse(answerSchema, await answer.json()).timings;
}
