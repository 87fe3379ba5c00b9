/** Every command of the extension, as package.json contributes them; a test holds both lists equal. */
export const commandIds = [
  "gemma.openChat",
  "gemma.newChat",
  "gemma.history",
  "gemma.openSettings",
  "gemma.exportChat",
  "gemma.showLog",
  "gemma.stop",
  "gemma.selectModel",
  "gemma.setUp",
  "gemma.setKey",
  "gemma.removeKey",
  "gemma.chooseModelFile",
  "gemma.unloadModel",
  "gemma.showUsage",
  "gemma.attachSelection",
  "gemma.explain",
  "gemma.refactor",
  "gemma.keepRefactor",
  "gemma.undoRefactor",
] as const;
export type CommandId = (typeof commandIds)[number];
