import { createIcon } from '../../icons/create-icon.ts'
import type { Icon } from '../../icons/icon.ts'
import { copyIcon, wrapIcon } from '../../icons/messages.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { copyText } from './copy-text.ts'

const button = (label: string, drawing: Icon, press: (button: HTMLButtonElement) => void): HTMLButtonElement => {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = 'btn'
  made.ariaLabel = label
  made.title = label
  made.append(createIcon(drawing, { small: true }))
  made.addEventListener('click', () => press(made))
  return made
}

/** Gives a finished code block its buttons: wrapping long lines, and copying (UX3). */
export const decorateCode = (code: HTMLElement, language: string, words: Localisation): void => {
  const figure = code.closest('figure')
  const caption = figure?.querySelector('figcaption')
  if (!figure || !caption || caption.querySelector('button')) return
  const [name] = caption.children
  if (language === '' && name) name.textContent = words.text('part.code')
  const wrap = button(words.text('part.wrap'), wrapIcon, pressed => {
    const wrapped = code.parentElement?.classList.toggle('wrapped') ?? false
    pressed.ariaPressed = String(wrapped)
  })
  wrap.ariaPressed = 'false'
  const copy = button(words.text('part.copyCode'), copyIcon, pressed => {
    void copyText(code.textContent ?? '').then(done => {
      if (done) pressed.ariaLabel = pressed.title = words.text('common.copied')
    })
  })
  copy.part.add('copy')
  caption.append(wrap, copy)
}
