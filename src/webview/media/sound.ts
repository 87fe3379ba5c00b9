import { base64Of } from "./base64Of.ts";
import { wavOf } from "./wav.ts";

/** The sampling rate that Gemma hears in, in hertz (Gemma's model cards). */
const rate = 16_000;

/** The sound of a file as WAV of one channel at 16 kHz, which every server that hears takes. Rejects where it has none. */
export async function soundOf(file: File): Promise<{ data: string; seconds: number }> {
  // Decoding gives the rate of the context.
  const sound = await new OfflineAudioContext(1, 1, rate).decodeAudioData(await file.arrayBuffer());
  const channels = Array.from({ length: sound.numberOfChannels }, (_, at) => sound.getChannelData(at));
  const wav = new Blob([wavOf(channels, rate)]);
  return { data: await base64Of(wav), seconds: sound.duration };
}
