import type { MessagePart } from '@chat-view/sdk'
import { html, nothing, type TemplateResult } from 'lit'
import { nextIcon } from '../../icons/controls.ts'
import { icon } from '../../icons/icon.ts'
import { toolIcon } from '../../icons/messages.ts'
import { alertIcon } from '../../icons/states.ts'
import type { Localisation } from '../../locales/localisation.ts'

type Tool = Extract<MessagePart, { kind: 'tool' }>

const nameOf = (words: Localisation, { name, state }: Tool): string => {
  switch (state) {
    case 'running':
      return words.text('part.toolRunning', { tool: name })
    case 'waiting':
      return words.text('part.toolWants', { tool: name })
    case 'done':
      return words.text('part.toolDone', { tool: name })
    case 'failed':
      return words.text('part.toolFailed', { tool: name })
    case 'denied':
      return `${name}: ${words.text('part.denied')}`
  }
}

/** JSON with its lines apart; other text as it is. */
const readable = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

/** A tool that was used: what for and with what result, folded (AI10). */
export const toolPart = (words: Localisation, tool: Tool): TemplateResult => {
  const failed = tool.state === 'failed'
  const name = nameOf(words, tool)
  const text = (content: string, label: string) =>
    content.trim() === ''
      ? nothing
      : html`<pre tabindex="0" role="region" aria-label=${label}>${readable(content)}</pre>`
  return html`<details class="fold ${failed ? 'bad' : ''}">
    <summary>${icon(nextIcon, { small: true, chevron: true })}${icon(failed ? alertIcon : toolIcon, { small: true })}
      <span>${name}</span>${tool.state === 'running' ? html`<span class="caret"></span>` : nothing}</summary>
    <div>${text(tool.arguments, tool.name)}${text(tool.result ?? '', name)}</div>
  </details>`
}
