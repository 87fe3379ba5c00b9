import {
  answers,
  chunk,
  data,
  done,
  type Exchange,
  scriptedServer,
  type Script,
  streams,
} from "../providers/support/scriptedServer.ts";

export type StrictOptions = {
  /** Tokens of prompt and answer together; may change between requests. */
  window: () => number;
  /** Characters that this server's tokens stand for. */
  charactersPerToken: number;
  /** What the model does at its n-th answer, counted from 0: a call, or words. */
  acts: (step: number) => { name: string; arguments: object } | string;
  /** The refusal of a prompt that is too long. Default: llama-server's, with its numbers. */
  refusal?: (promptTokens: number, window: number) => Script;
  /** Leaves out the count of a prompt. */
  countsNothing?: boolean;
};

export type StrictServer = Awaited<ReturnType<typeof strictServer>>;

/** llama-server's own refusal. */
const withNumbers = (promptTokens: number, window: number): Script =>
  answers(400, {
    error: {
      code: 400,
      message: `request (${promptTokens} tokens) exceeds the available context size (${window} tokens), try increasing it`,
      type: "exceed_context_size_error",
      n_prompt_tokens: promptTokens,
      n_ctx: window,
    },
  });

/**
 * A chat completions server that enforces its window by counting: a longer prompt is refused, and none is ever cut.
 * `sent`: the messages of each request in order, refused ones too; `refused`: how many those were.
 */
export async function strictServer(options: StrictOptions) {
  const sent: string[] = [];
  let step = 0;
  let refused = 0;
  const script: Script = (exchange, count) => {
    const { messages, tools } = exchange.body;
    sent.push(JSON.stringify(messages));
    const tokens = Math.ceil(charactersOf(messages, tools) / options.charactersPerToken);
    const window = options.window();
    if (tokens >= window) {
      refused += 1;
      return (options.refusal ?? withNumbers)(tokens, window)(exchange, count);
    }
    const act = options.acts(step++);
    const usage = options.countsNothing ? 0 : tokens;
    return answer(act, `call_${step}`, usage)(exchange, count);
  };
  const server = await scriptedServer((exchange, count) => chatOnly(exchange, script, count));
  return {
    baseUrl: server.baseUrl,
    sent,
    get refused() {
      return refused;
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

const chatOnly = (exchange: Exchange, script: Script, count: number) =>
  (exchange.path.endsWith("/chat/completions") ? script : answers(404, { error: "not found" }))(exchange, count);

function answer(act: ReturnType<StrictOptions["acts"]>, id: string, promptTokens: number): Script {
  const said =
    typeof act === "string"
      ? [chunk({ content: act }), chunk({}, "stop")]
      : [
          chunk({
            tool_calls: [{ index: 0, id, function: { name: act.name, arguments: JSON.stringify(act.arguments) } }],
          }),
          chunk({}, "tool_calls"),
        ];
  const usage = data({ choices: [], usage: { prompt_tokens: promptTokens, completion_tokens: 20 } });
  return streams(...said, usage, done);
}

/** What a template would write: every text, the calls, and the declarations. */
function charactersOf(messages: unknown, tools: unknown): number {
  const texts = (value: unknown): number => {
    if (typeof value === "string") return value.length;
    if (typeof value !== "object" || value === null) return 4;
    return Object.values(value).reduce<number>((sum, each) => sum + texts(each), 4);
  };
  return texts(messages) + texts(tools);
}
