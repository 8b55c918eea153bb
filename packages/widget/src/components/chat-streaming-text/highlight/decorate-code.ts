import { createIcon } from '../../../icons/create-icon.ts'
import type { Icon } from '../../../icons/icon.ts'
import { copyIcon, wrapIcon } from '../../../icons/messages.ts'
import type { Localisation } from '../../../locales/localisation.ts'
import { adoptSheets } from '../../../styles/adopt-sheets.ts'
import { codeActions } from '../../../styles/code-actions.ts'
import { copiedMs, copyText } from '../copy-text.ts'

export interface CodeActions {
  readonly words: Localisation
  /** Says that the code was copied. */
  readonly announce: (text: string) => void
  /** Aborts when the block is taken away for good. */
  readonly signal: AbortSignal
}

/** Gives a finished code block its buttons: wrapping long lines, and copying (UX3). */
export const decorateCode = (code: HTMLElement, language: string, actions: CodeActions): void => {
  const { words, signal } = actions
  const figure = code.closest('figure')
  const caption = figure?.querySelector('figcaption')
  if (!figure || !caption || caption.querySelector('button')) return
  const root = code.getRootNode()
  if (root instanceof ShadowRoot) adoptSheets(root, codeActions)
  const [name] = caption.children
  if (language === '' && name) name.textContent = words.text('part.code')
  const wrap = button(words.text('part.wrap'), wrapIcon)
  wrap.ariaPressed = 'false'
  wrap.addEventListener('click', () => {
    wrap.ariaPressed = String(figure.classList.toggle('wrapped'))
  })
  const copy = button(words.text('part.copyCode'), copyIcon)
  copy.part.add('copy')
  let timer: ReturnType<typeof setTimeout> | undefined
  copy.addEventListener(
    'click',
    async () => {
      if (!(await copyText(code.textContent)) || signal.aborted) return
      clearTimeout(timer)
      rename(copy, words.text('common.copied'))
      actions.announce(words.text('common.copied'))
      timer = setTimeout(() => rename(copy, words.text('part.copyCode')), copiedMs)
    },
    { signal },
  )
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true })
  caption.append(wrap, copy)
}

const button = (label: string, drawing: Icon): HTMLButtonElement => {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = 'btn'
  rename(made, label)
  made.append(createIcon(drawing, { small: true }))
  return made
}

const rename = (button: HTMLButtonElement, label: string): void => {
  button.ariaLabel = button.title = label
}
