/** A place of a command in a menu: under which condition it shows, and in which group. */
export type MenuPlace = { when?: string; group: string };

/** The keys of a command; `win` and `mac` stand in for `key` there. `args` goes to the command. */
export type KeyBinding = { key: string; win?: string; mac?: string; when?: string; args?: string };

/**
 * A command as the editor shows it. `palette`: when the command palette lists it; always where that is left out.
 * `menus`: its place in each menu, by the menu's id.
 */
export type CommandRow = {
  title: string;
  icon?: string;
  palette?: string;
  menus?: Readonly<Record<string, MenuPlace>>;
  key?: KeyBinding;
};

/** Settings by their full names, as JSON schemas with the editor's own additions. */
export type Settings = Readonly<Record<`gemma.${string}`, object>>;

/**
 * What a feature adds to the manifest (`contributes` of package.json), as plain data: `npm run manifest` writes it there.
 * What is not listed here is in the manifest's own words.
 */
export type Contributes = {
  commands?: Readonly<Record<`gemma.${string}`, CommandRow>>;
  settings?: Settings;
  viewsContainers?: object;
  views?: object;
  walkthroughs?: readonly object[];
  configurationDefaults?: object;
};

/** The ids of the commands that a feature contributes, or that any of several do. */
export type CommandOf<C extends Contributes> = C extends { commands: infer Rows } ? Extract<keyof Rows, string> : never;
