/** The URI scheme of notebook cells. */
export const CELL_SCHEME = "vscode-notebook-cell";
