import type { MessagePart } from '@chat-view/sdk'
import { html, type TemplateResult } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import type { AnswerShown } from './answer-body.ts'
import { type Citation, marksAt, sourceChips } from './source-chips.ts'

type TextPart = Extract<MessagePart, { kind: 'text' }>

const sourcesIn = (parts: readonly MessagePart[]): Citation[] => parts.filter(part => part.kind === 'citation')

const mentions = (text: string, { number }: Citation): boolean => {
  for (let at = text.indexOf('['); at >= 0; at = text.indexOf('[', at + 1))
    if (marksAt(text, at)?.numbers.includes(number)) return true
  return false
}

/**
 * A text whose numbers of sources are drawn as chips (AI10.9); null where it has none. What is read already stays as it
 * is: a text that grows heeds the sources that were there before it, the others once it is complete.
 */
export const citedText = ({ words, view, act }: AnswerShown, part: TextPart, live: boolean): TemplateResult | null => {
  const { parts } = view
  const before = sourcesIn(parts.slice(0, parts.indexOf(part)))
  const later = live ? [] : sourcesIn(parts).slice(before.length)
  const sources = later.some(source => mentions(part.text, source)) ? [...before, ...later] : before
  if (sources.length === 0) return null
  const plugins = [sourceChips({ words, sources, follow: act.follow })]
  // With more sources it is another text, for plug-ins are read when it is first drawn.
  return html`${keyed(
    sources.length,
    html`<chat-streaming-text .text=${part.text} .live=${live} .plugins=${plugins}></chat-streaming-text>`,
  )}`
}
