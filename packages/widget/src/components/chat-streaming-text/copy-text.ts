import { deepActiveElement } from '../../controllers/focusable-elements.ts'

/** How long a button says that something was copied, in milliseconds. */
export const copiedMs = 2_000

/** Copies a text; false where the browser or the page's policy does not let us. */
export const copyText = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyBySelection(text)
  }
}

// Pages without TLS have no clipboard API; the older way needs a field that holds the text for a moment.
const copyBySelection = (text: string): boolean => {
  const active = deepActiveElement()
  const field = document.createElement('textarea')
  field.value = text
  field.style.setProperty('position', 'fixed')
  field.style.setProperty('inset-inline-start', '-9999px')
  document.body.append(field)
  field.select()
  try {
    return document.execCommand('copy')
  } finally {
    field.remove()
    if (active instanceof HTMLElement) active.focus()
  }
}
