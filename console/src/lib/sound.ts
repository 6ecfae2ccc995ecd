let context: AudioContext | null = null;

function tone(audio: AudioContext, frequency: number, startS: number): void {
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  oscillator.frequency.value = frequency;
  gain.gain.setValueAtTime(0.0001, startS);
  gain.gain.exponentialRampToValueAtTime(0.12, startS + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.0001, startS + 0.22);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(startS);
  oscillator.stop(startS + 0.25);
}

/** A short, soft sound: two rising tones for red and orange, one for the rest. Needs an earlier click, as browsers ask. */
export function chime(isUrgent: boolean): void {
  context ??= new AudioContext();
  void context.resume();
  const now = context.currentTime;
  tone(context, 660, now);
  if (isUrgent) tone(context, 880, now + 0.18);
}
