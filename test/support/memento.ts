/** A memory of the editor that lasts as long as the test. Values are kept as JSON, as the editor keeps them. */
export function memento() {
  const kept = new Map<string, string>();
  return {
    keys: (): readonly string[] => [...kept.keys()],
    get: (key: string, fallback?: unknown): never => {
      const text = kept.get(key);
      return (text === undefined ? fallback : JSON.parse(text)) as never;
    },
    update: async (key: string, value: unknown): Promise<void> => {
      if (value === undefined) kept.delete(key);
      else kept.set(key, JSON.stringify(value));
    },
  };
}
