import type { ProviderMessage } from '../../ports/provider.ts'
import { cutText } from './cut-text.ts'
import type { Meter } from './meter.ts'

type Turn = Extract<ProviderMessage, { role: 'assistant' }>

/** What a model reads where nothing of a result has room. */
const noRoom = '[The result is too long to be read here.]'

/** What is left of a request for what its answer's tools say, round by round (AI3). */
export class ResultRoom {
  readonly #meter: Meter
  #left: number

  /** @param tokens that results and the calls for them may take, in all rounds together */
  constructor(meter: Meter, tokens: number) {
    this.#meter = meter
    this.#left = tokens
  }

  /** The results of one round, those cut that are too long for what is left; shorter ones leave their room to the others. */
  async fit({ text, calls = [] }: Turn, results: readonly ProviderMessage[]): Promise<ProviderMessage[]> {
    const turn = [text, ...calls.map(call => call.name + call.arguments)].join('\n')
    const [asked = 0, ...tokens] = await this.#meter.measure([turn, ...results.map(result => result.text)])
    this.#left -= asked
    const fitted = [...results]
    const shortest = [...tokens.entries()].sort(([, one], [, other]) => one - other)
    for (const [place, [at, taken]] of shortest.entries()) {
      const result = results[at]
      if (!result) continue
      const room = Math.max(0, Math.floor(this.#left / (shortest.length - place)))
      const fits = taken <= room ? { text: result.text, tokens: taken } : await this.#cut(result.text, taken, room)
      fitted[at] = { ...result, text: fits.text }
      this.#left -= fits.tokens
    }
    return fitted
  }

  async #cut(text: string, tokens: number, room: number): Promise<{ text: string; tokens: number }> {
    const cut = await cutText(text, { tokens, room, at: 'middle' }, part => this.#meter.measureOne(part))
    return cut ?? { text: noRoom, tokens: await this.#meter.measureOne(noRoom) }
  }
}
