/** Mixes channels of samples from -1 to 1 into a mono 16-bit WAV file. `rate`: samples per second. */
export function wavOf(channels: readonly Float32Array[], rate: number): Uint8Array<ArrayBuffer> {
  const count = channels[0]?.length ?? 0;
  const bytes = new Uint8Array(44 + count * 2);
  const view = new DataView(bytes.buffer);
  const text = (at: number, word: string): void => bytes.set(new TextEncoder().encode(word), at);
  const number = (at: number, value: number): void => view.setUint32(at, value, true);
  text(0, "RIFF");
  number(4, bytes.length - 8);
  text(8, "WAVEfmt ");
  number(16, 16);
  // PCM, one channel.
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  number(24, rate);
  number(28, rate * 2);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, "data");
  number(40, count * 2);
  for (let at = 0; at < count; at++) {
    const mixed = channels.reduce((sum, channel) => sum + (channel[at] ?? 0), 0) / channels.length;
    view.setInt16(44 + at * 2, Math.round(Math.max(-1, Math.min(1, mixed)) * 32_767), true);
  }
  return bytes;
}
