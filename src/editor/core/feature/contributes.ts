/** A command's place in a menu: the condition under which it shows, and its group. */
export type MenuPlace = { when?: string; group: string };

/** A command's keys; `win` and `mac` replace `key` there. `args` is passed to the command. */
export type KeyBinding = { key: string; win?: string; mac?: string; when?: string; args?: string };

/**
 * A command as the editor shows it. `palette`: when the command palette lists it; always if absent. `menus`: its place
 * in each menu, by the menu's id.
 */
export type CommandRow = {
  title: string;
  icon?: string;
  palette?: string;
  menus?: Readonly<Record<string, MenuPlace>>;
  key?: KeyBinding;
};

/** Settings by their full names, as JSON schemas with the editor's extensions. */
export type Settings = Readonly<Record<`gemma.${string}`, object>>;

/**
 * A feature's part of the manifest (`contributes` of package.json), as plain data. `npm run manifest` writes it. The
 * names are the manifest's own.
 */
export type Contributes = {
  commands?: Readonly<Record<`gemma.${string}`, CommandRow>>;
  settings?: Settings;
  viewsContainers?: object;
  views?: object;
  walkthroughs?: readonly object[];
  configurationDefaults?: object;
};

/** The ids of the commands that one feature, or several, contribute. */
export type CommandOf<C extends Contributes> = C extends { commands: infer Rows } ? Extract<keyof Rows, string> : never;
