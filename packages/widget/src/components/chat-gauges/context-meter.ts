import type { ContextUse } from '@chat-view/sdk'
import { html, nothing, type TemplateResult } from 'lit'
import type { Localisation } from '../../locales/localisation.ts'

/** Below this share nobody needs to know. */
const shownFrom = 0.5

/** How full the model's context is: in words, and from 80 and 95 % on in a colour too (AI6). */
export const contextMeter = (
  words: Localisation,
  { used, limit, estimated, leftOut }: ContextUse,
): TemplateResult | typeof nothing => {
  const share = used / limit
  if (share < shownFrom) return nothing
  const look = share >= 0.95 ? 'bad' : share >= 0.8 ? 'warn' : ''
  const tokens = words.text(estimated ? 'context.tokensAbout' : 'context.tokens', { used, limit })
  const note = look === 'bad' ? 'context.full' : look === 'warn' ? 'context.near' : null
  const texts = [
    words.text('context.used', { percent: words.percent(Math.min(1, share)) }),
    note && words.text(note),
    leftOut > 0 ? words.text('context.leftOut', { count: leftOut }) : null,
  ]
  return html`<div class="context-meter ${look}" part="context-meter" role="meter" aria-label=${words.text('context.label')}
    aria-valuemin="0" aria-valuemax=${limit} aria-valuenow=${Math.min(used, limit)}
    aria-valuetext=${[...texts, tokens].filter(Boolean).join(' ')} title=${tokens}>
    <span class="bar" .style=${`--chat-v: ${Math.min(100, Math.round(share * 100))}%`}></span>
    <span>${texts.filter(Boolean).join(' · ')}</span>
  </div>`
}
