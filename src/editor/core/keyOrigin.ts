/** A key as stored: alone, or with the origin of the server that it was given for. */
export type StoredKey = { key: string; origin?: string };

/** The origin of an address; undefined if it is none. */
export const originOf = (address: string): string | undefined =>
  URL.canParse(address) ? new URL(address).origin : undefined;

/** Reads a stored key. Version 0.1.0 stored keys alone. */
export function parseKey(stored: string): StoredKey {
  const [, origin, key] = /^(https?:\/\/[^\s/]+) (.+)$/s.exec(stored) ?? [];
  return origin !== undefined && key !== undefined ? { key, origin } : { key: stored };
}

/** The text to store. */
export const keyText = ({ key, origin }: StoredKey): string => (origin === undefined ? key : `${origin} ${key}`);

/** The key, if it was given for the server at an address. */
export function keyFor({ key, origin }: StoredKey, address: string): string | undefined {
  return origin !== undefined && origin === originOf(address) ? key : undefined;
}
