import type { LimitUse, UsageReport } from '@chat-view/sdk'
import { html, nothing, type TemplateResult } from 'lit'
import type { Localisation } from '../../locales/localisation.ts'
import { limitName, limitReset, limitShare, money } from '../chat-message/limit-words.ts'

const used = (words: Localisation, limit: LimitUse, currency: string): string => {
  const amount = limit.used + limit.reserved
  return limit.unit === 'money' ? money(words, amount, currency) : words.number(amount)
}

const oneLimit = (words: Localisation, limit: LimitUse, { currency }: UsageReport): TemplateResult => {
  const share = limitShare(limit)
  const look = share >= 1 ? 'bad' : limit.warning ? 'warn' : ''
  const name = limitName(words, limit, currency)
  // What others of the project use is nobody's business.
  const told = limit.scope === 'project' && limit.used === 0 && limit.reserved === 0
  return html`<li class="limit ${look}">
    ${name}
    ${
      told
        ? nothing
        : html`<span class="bar" .style=${`--chat-v: ${Math.round(share * 100)}%`}></span>
          <span class="xs soft">${words.text('usage.used', {
            used: used(words, limit, currency),
            percent: words.percent(share),
          })}</span>`
    }
    <span class="xs soft">${limitReset(words, limit, Date.now())}</span>
  </li>`
}

/** What was used this month, and each limit with how far it is used (AI7). */
export const usageFigures = (words: Localisation, report: UsageReport): TemplateResult => {
  const rows: readonly (readonly [string, string])[] = [
    [words.text('usage.calls'), words.number(report.calls)],
    [words.text('usage.input'), words.number(report.input)],
    [words.text('usage.output'), words.number(report.output)],
    [words.text('usage.cached'), words.number(report.cached)],
    [words.text('usage.cost'), money(words, report.cost, report.currency)],
  ]
  return html`<p>${words.text('usage.since', { time: words.timestamp(report.since) })}</p>
    <dl class="figures">${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
    ${report.estimated > 0 ? html`<p>${words.text('usage.estimated', { count: report.estimated })}</p>` : nothing}
    <h4>${words.text('usage.limits')}</h4>
    ${
      report.limits.length === 0
        ? html`<p>${words.text('usage.unlimited')}</p>`
        : html`<ul>${report.limits.map(limit => oneLimit(words, limit, report))}</ul>`
    }`
}
