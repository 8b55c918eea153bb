import { default_renderer, parser, parser_end, parser_write } from 'streaming-markdown'
import { ChatStreamingText } from '../../../packages/widget/src/components/chat-streaming-text/chat-streaming-text.ts'
import { localisationContext } from '../../../packages/widget/src/context/localisation-context.ts'
import { loadLocale } from '../../../packages/widget/src/locales/load-locale.ts'
import type { FeedOptions, FeedReport, Side } from './markdown-bench.ts'

/** Something that shows a growing text. */
interface Shown {
  write(chunk: string): void
  end(): void
}

const words = loadLocale('en')

/** Stands for the panel around the text, of which it wants the language: answers as a provider of contexts does. */
const giveWords = async (place: HTMLElement): Promise<void> => {
  const given = await words
  place.addEventListener('context-request', event => {
    const { context, callback } = event as Event & { context: unknown; callback: (value: unknown) => void }
    if (context !== localisationContext) return
    event.stopPropagation()
    callback(given)
  })
}

const sides: Readonly<Record<Side, (place: HTMLElement) => Shown>> = {
  idle: () => ({ write: () => undefined, end: () => undefined }),
  /** The limit: a page that appends lines. */
  lines: place => {
    const line = (): Text => {
      const div = document.createElement('div')
      const text = document.createTextNode('')
      div.append(text)
      place.append(div)
      return text
    }
    let last = line()
    const write = (chunk: string): void => {
      const [first = '', ...more] = chunk.split('\n')
      if (first) last.appendData(first)
      for (const rest of more) {
        last = line()
        if (rest) last.appendData(rest)
      }
    }
    return { write, end: () => undefined }
  },
  streamingMarkdown: place => {
    const state = parser(default_renderer(place))
    return { write: chunk => parser_write(state, chunk), end: () => parser_end(state) }
  },
  chatView: place => {
    const text = new ChatStreamingText()
    text.live = true
    place.append(text)
    const write = (chunk: string): void => {
      text.text += chunk
    }
    const end = (): void => {
      text.live = false
    }
    return { write, end }
  },
}

const frame = (): Promise<number> => new Promise(resolve => requestAnimationFrame(resolve))

/** Feeds a text in chunks at a rate, or as fast as frames come; tells how many frames it took and the longest task. */
const feed = async (side: Side, { chunks, perSecond }: FeedOptions): Promise<FeedReport> => {
  const place = document.querySelector('main')
  if (!place) throw new Error('the page has no place for the text')
  await giveWords(place)
  const shown = sides[side](place)
  let frames = 0
  let fed = 0
  let longest = 0
  const observer = new PerformanceObserver(list => {
    for (const { duration } of list.getEntries()) longest = Math.max(longest, duration)
  })
  observer.observe({ type: 'longtask' })
  const start = performance.now()
  await new Promise<void>(resolve => {
    // By timer, as a socket brings them; frames draw between.
    const timer = setInterval(() => {
      const due = perSecond === 0 ? fed + 40 : Math.floor(((performance.now() - start) * perSecond) / 1000)
      for (; fed < Math.min(due, chunks.length); fed++) shown.write(chunks[fed] ?? '')
      if (fed < chunks.length) return
      clearInterval(timer)
      resolve()
    }, 5)
    const count = async (): Promise<void> => {
      while (fed < chunks.length) {
        await frame()
        frames++
      }
    }
    void count()
  })
  shown.end()
  await frame()
  await frame()
  observer.disconnect()
  return { frames, longest, length: place.textContent.length }
}

customElements.define('chat-streaming-text', ChatStreamingText)
Object.assign(globalThis, { feed })
