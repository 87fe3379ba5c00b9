import { createServer, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import { type Answer, answer } from "./serverAnswers.ts";

/**
 * A server on 127.0.0.1 that answers each connection as a row says. Call in a `describe`; it lives as long as that.
 * @param first answers a request that comes before the one in question, by its head
 */
export function answeringServer(first: (head: string) => string | undefined = () => undefined) {
  const open = new Set<Socket>();
  let waiting = 0;
  let enough = (): void => undefined;
  const server = createServer((socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket)).on("error", () => undefined);
    socket.once("data", (head) => {
      const early = first(head.toString());
      if (early !== undefined) return void socket.end(early);
      void answer(socket, here.current);
      if (--waiting === 0) enough();
    });
  });
  const here = {
    /** The answer to what is asked next. */
    current: { name: "", write: [] } as Answer,
    origin: "",
    /** Resolves once so many more requests were answered, or began to be. */
    answered: (requests: number): Promise<void> => {
      waiting = requests;
      return new Promise((done) => (enough = done));
    },
  };
  before((done) => {
    server.listen(0, "127.0.0.1", () => {
      here.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      done();
    });
  });
  after((done) => {
    for (const socket of open) socket.destroy();
    server.close(done);
  });
  return here;
}
