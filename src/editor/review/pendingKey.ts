/** Where the workspace's memory says how many documents hold pending changes: the extension starts for them. */
export const PENDING_FILES = "gemma.pendingFiles";
