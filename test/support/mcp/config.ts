import { fileURLToPath } from "node:url";

/** The name under which the user's settings have the test's MCP server. */
export const STATION = "Weather Station";

/** The user's `mcp.json` with that server, run by this process's own Node. */
export const mcpConfig = {
  servers: {
    [STATION]: {
      type: "stdio",
      command: process.execPath,
      args: [fileURLToPath(new URL("./server.mjs", import.meta.url))],
    },
  },
};

/** The ids under which the editor may know it: the user's settings are those of the browser or of the machine. */
export const stationIds = ["usrlocal", "usrremote"].map((where) => `mcp.config.${where}.${STATION}`);
