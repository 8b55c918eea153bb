import type { Receipt } from '@chat-view/sdk'
import { html, type TemplateResult } from 'lit'
import type { Localisation } from '../../locales/localisation.ts'

/** What a receipt of an erasure says, for a person. */
export function receiptList(words: Localisation, { id, finishedAt, counts, backupsUntil }: Receipt): TemplateResult {
  const rows = [
    [words.text('account.finished'), words.timestamp(finishedAt)],
    [words.text('account.threads'), words.number(counts.threads)],
    [words.text('account.messages'), words.number(counts.messages)],
    [words.text('account.backups'), words.day(backupsUntil, finishedAt)],
  ]
  return html`<dl class="receipt">
    ${rows.map(
      ([name, value]) => html`<dt>${name}</dt>
        <dd>${value}</dd>`,
    )}
    <dt class="whole">${words.text('account.number')}</dt>
    <dd class="whole"><code dir="ltr">${id}</code></dd>
  </dl>`
}
