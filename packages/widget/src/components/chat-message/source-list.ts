import type { MessagePart } from '@chat-view/sdk'
import { html, nothing, type TemplateResult } from 'lit'
import type { Localisation } from '../../locales/localisation.ts'
import type { Citation } from './source-chips.ts'
import { webAddress } from './web-address.ts'

/** The sources that an answer cites (AI10); `follow` hears of one that is opened. */
export const sourceList = (
  words: Localisation,
  parts: readonly MessagePart[],
  follow: (event: Event, url: string) => void,
): TemplateResult | typeof nothing => {
  const sources = parts.filter((part): part is Citation => part.kind === 'citation')
  if (sources.length === 0) return nothing
  const rows = sources.map(({ number, title, url, quote }) => {
    const address = webAddress(url)
    const row = html`<span class="cite num">${words.number(number)}</span><span class="cut" dir="auto">${title}</span>`
    if (!address) return html`<span title=${quote ?? nothing}>${row}</span>`
    return html`<a href=${address.href} target="_blank" rel="noopener noreferrer nofollow ugc" title=${quote ?? nothing}
      @click=${(event: Event) => follow(event, address.href)}>${row}<span class="cut host" dir="ltr">${address.hostname}</span></a>`
  })
  return html`<nav class="sources" aria-label=${words.text('part.sources')}>${rows}</nav>`
}
