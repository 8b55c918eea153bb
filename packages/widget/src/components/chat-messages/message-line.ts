import { html, nothing, type TemplateResult } from 'lit'
import type { Localisation } from '../../locales/localisation.ts'
import type { SummaryMarks } from '../chat-summary/summary-marks.ts'
import { dayMark, newMark } from './list-marks.ts'
import { type MessageRow, type MessageSource, messageRow } from './message-rows.ts'
import { skeletonRows } from './skeleton-rows.ts'

/** What all messages of a list share. */
export interface LinesShown {
  readonly words: Localisation
  readonly source: MessageSource
  /** How many there are in all; -1: not known yet. */
  readonly count: number
  /** The last row that the reader has seen; -1: there is nothing new. */
  readonly unseen: number
  /** The row of the newest answer. */
  readonly newest: number
  readonly marks: SummaryMarks | null
  /** Stands for what is missing and could not be loaded. */
  readonly trouble: TemplateResult | null
}

const lineOf = (shown: LinesShown, row: MessageRow, index: number): TemplateResult => {
  const { words, source, newest, unseen, trouble } = shown
  const { keys, gaps, now } = source
  const latest = index === keys.length - 1
  const gap = gaps.has(row.key) ? (trouble ?? skeletonRows(words)) : nothing
  const day = row.day === null ? nothing : dayMark(words, row.day, now)
  const mark = unseen >= 0 && index === unseen + 1 ? newMark(words, keys.length - index) : nothing
  const footer = index === newest ? html`<slot name="message-footer" slot="message-footer"></slot>` : nothing
  const space = mark === nothing ? row.spacing : 'between'
  return html`${gap}${day}${mark}<chat-message class="item ${space} ${latest && row.isAnswer ? 'acts' : ''}" .key=${row.key} .question=${row.question} .grouped=${row.grouped && mark === nothing}
    .latest=${latest} .followed=${row.followed}>${footer}</chat-message>`
}

/** One message of the list, with the marks before and after it. */
export const messageLine = (shown: LinesShown, index: number): TemplateResult => {
  const { source, marks, count } = shown
  const row = messageRow(source, index)
  const next = source.viewOf(source.keys[index + 1] ?? '')?.seq ?? null
  return html`<div class="line" role="listitem" aria-posinset=${index + 1} aria-setsize=${count}>${
    row ? lineOf(shown, row, index) : nothing
  }${marks?.after(row?.seq ?? null, next) ?? nothing}</div>`
}
