import { html, nothing, type TemplateResult } from 'lit'

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** JSON with its lines apart; other text as it is. */
export const readable = (text: string): string => {
  const value = parse(text)
  return typeof value === 'string' ? text : JSON.stringify(value, null, 2)
}

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** What a tool would be given: named values as a list, anything else as it was written. */
export const argumentList = (text: string, label: string): TemplateResult | typeof nothing => {
  const value = parse(text)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const rows = Object.entries(value)
    if (rows.length === 0) return nothing
    return html`<dl aria-label=${label}>${rows.map(
      ([name, content]) => html`<dt dir="auto">${name}</dt><dd dir="auto">${plain(content)}</dd>`,
    )}</dl>`
  }
  return text.trim() === ''
    ? nothing
    : html`<pre tabindex="0" role="region" aria-label=${label}>${readable(text)}</pre>`
}
