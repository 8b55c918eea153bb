import type { MessagePart } from '@chat-view/sdk'
import type { Localisation } from '../../locales/localisation.ts'
import type { MarkdownPlugin, PluginSource } from '../../plugins/markdown-plugin.ts'
import { citations } from '../../styles/citations.ts'
import { webAddress } from './web-address.ts'

export type Citation = Extract<MessagePart, { kind: 'citation' }>

export interface ChipOptions {
  readonly words: Localisation
  readonly sources: readonly Citation[]
  /** Hears of a source that is opened. */
  readonly follow: (event: Event, url: string) => void
}

/** `[1]` and `[1, 2]`, which are no beginning of a link or of a definition. */
const marks = /\[(\d{1,3}(?:, ?\d{1,3}){0,9})\](?![(:])/y

/** The numbers of sources in brackets at a place of a text, and where they end. */
export const marksAt = (
  text: string,
  at: number,
): { readonly numbers: readonly number[]; readonly end: number } | null => {
  marks.lastIndex = at
  const [found, list] = marks.exec(text) ?? []
  return found === undefined ? null : { numbers: (list ?? '').split(',').map(Number), end: at + found.length }
}

const drawChip = (
  source: Citation,
  { words, follow }: ChipOptions,
  document: Document,
  signal: AbortSignal,
): HTMLElement => {
  const number = words.number(source.number)
  const name = words.text('part.sourceOf', { number, title: source.title })
  const address = webAddress(source.url)
  const chip = document.createElement(address ? 'a' : 'span')
  chip.className = 'cite num'
  chip.textContent = number
  chip.title = source.quote ?? source.title
  chip.ariaLabel = name
  if (address && chip instanceof HTMLAnchorElement) {
    chip.href = address.href
    chip.target = '_blank'
    chip.rel = 'noopener noreferrer nofollow ugc'
    chip.addEventListener('click', event => follow(event, address.href), { signal })
  } else chip.role = 'img'
  return chip
}

/** Draws the numbers of an answer's sources in its text as chips that lead there (AI10.9). Other numbers stay text. */
export const sourceChips = (options: ChipOptions): MarkdownPlugin => {
  const known = new Map(options.sources.map(source => [source.number, source]))
  return {
    sheet: citations(document),
    scan: (text, at) => {
      const found = marksAt(text, at)
      return found?.numbers.every(number => known.has(number)) ? { end: found.end } : undefined
    },
    draw: ({ text, document }: PluginSource, signal) => {
      const chips = document.createDocumentFragment()
      for (const number of marksAt(text, 0)?.numbers ?? []) {
        const source = known.get(number)
        if (source) chips.append(drawChip(source, options, document, signal))
      }
      return chips
    },
  }
}
