import { base64Of } from "./base64Of.ts";
import { wavOf } from "./wav.ts";

/** The sample rate of Gemma's audio input, in hertz (Gemma's model cards). */
const rate = 16_000;

/** A file's sound as mono WAV at 16 kHz, which every server with audio input takes. Rejects if it has no sound. */
export async function soundOf(file: File): Promise<{ data: string; seconds: number }> {
  // Decoding resamples to the context's rate.
  const sound = await new OfflineAudioContext(1, 1, rate).decodeAudioData(await file.arrayBuffer());
  const channels = Array.from({ length: sound.numberOfChannels }, (_, at) => sound.getChannelData(at));
  const wav = new Blob([wavOf(channels, rate)]);
  return { data: await base64Of(wav), seconds: sound.duration };
}
