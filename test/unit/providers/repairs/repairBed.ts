import { answers, chunk, done, type Script, streams } from "../support/scriptedServer.ts";

export type Body = Record<string, unknown>;
export type Sent = {
  role: string;
  content?: unknown;
  name?: unknown;
  tool_calls?: { id: string; function: { arguments: unknown } }[];
};
export const messagesOf = (body: Body): Sent[] => (body["messages"] ?? []) as Sent[];
export const any = (body: Body, test: (message: Sent) => boolean): boolean => messagesOf(body).some(test);

export const hello = streams(chunk({ content: "Hello" }, "stop"), done);
const whole = answers(200, { choices: [{ index: 0, message: { content: "Hello" }, finish_reason: "stop" }] });
/** A server that answers unless the request has the shape; then with a 400 of these words. */
export const strict =
  (words: string, hasShape: (body: Body) => boolean): Script =>
  (exchange, count) =>
    (hasShape(exchange.body)
      ? answers(400, { error: { message: words } })
      : exchange.body["stream"] === false
        ? whole
        : hello)(exchange, count);
