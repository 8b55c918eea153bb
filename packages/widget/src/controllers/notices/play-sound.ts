/** Two tones, one after the other; in Hertz. */
const tones = [660, 880] as const

/** How long a tone lasts, in seconds. */
const length = 0.14

/** Of full loudness. */
const loudness = 0.06

/** Milliseconds after which a browser that still lets nothing be heard is left alone. */
const mostMs = 2_000

/** Plays a short sound; silent on a page that nobody has touched, for there the browser would wait for that. */
export async function playSound(): Promise<void> {
  if (navigator.userActivation?.hasBeenActive === false) return
  const audio = new AudioContext()
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<void>(resolve => {
    timer = setTimeout(resolve, mostMs)
  })
  try {
    await Promise.race([playTones(audio), late])
  } finally {
    clearTimeout(timer)
    await audio.close()
  }
}

async function playTones(audio: AudioContext): Promise<void> {
  await audio.resume()
  await Promise.all(tones.map((tone, index) => playTone(audio, tone, audio.currentTime + index * length)))
}

function playTone(audio: AudioContext, tone: number, at: number): Promise<void> {
  const source = new OscillatorNode(audio, { frequency: tone })
  const gain = new GainNode(audio, { gain: 0 })
  // Neither end of it clicks.
  gain.gain.setValueAtTime(0, at)
  gain.gain.linearRampToValueAtTime(loudness, at + length / 8)
  gain.gain.linearRampToValueAtTime(0, at + length)
  source.connect(gain).connect(audio.destination)
  source.start(at)
  source.stop(at + length)
  return new Promise(resolve => source.addEventListener('ended', () => resolve(), { once: true }))
}
