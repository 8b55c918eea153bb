import type { MarkdownPlugin } from '../../plugins/markdown-plugin.ts'

/** Longest time for which pictures that are on their way hold up a printer, in milliseconds. */
const patienceMs = 15_000

/** What of a text is not there when its nodes are: diagrams that a plug-in still draws, and images that load. */
export class PendingPictures {
  readonly #drawings: Promise<unknown>[] = []
  readonly #signal: AbortSignal

  constructor(signal: AbortSignal) {
    this.#signal = signal
  }

  /** The same plug-ins, whose drawings are waited for. */
  of(plugins: readonly MarkdownPlugin[]): readonly MarkdownPlugin[] {
    return plugins.map(plugin => {
      const draw: MarkdownPlugin['draw'] = (source, signal) => {
        const drawing = plugin.draw(source, signal)
        if (drawing instanceof Promise) this.#drawings.push(drawing)
        return drawing
      }
      // Everything else is the plug-in's own, whatever it is made of.
      return Object.create(plugin, { draw: { value: draw } }) as MarkdownPlugin
    })
  }

  /** Resolves when all of them are there, cannot be had, or have taken too long; rejects once the signal aborts. */
  async arrive(paper: Document): Promise<void> {
    const images = Array.from(paper.images, image => {
      image.loading = 'eager'
      return image.decode()
    })
    const late = AbortSignal.any([this.#signal, AbortSignal.timeout(patienceMs)])
    const { promise, resolve } = Promise.withResolvers<void>()
    late.addEventListener('abort', () => resolve(), { once: true })
    await Promise.race([Promise.allSettled([...this.#drawings, ...images]), promise])
    // What was drawn is put in its place after that.
    await new Promise(next => setTimeout(next))
    this.#signal.throwIfAborted()
  }
}
