/** The scheme of the documents that are cells of a notebook. */
export const CELL_SCHEME = "vscode-notebook-cell";
