import { tokens } from '../../packages/widget/src/styles/tokens.ts'
import type { CssProperty } from './manifest.ts'

const meanings: Readonly<Record<string, string>> = {
  '--chat-surface': 'Background of the chat.',
  '--chat-ink': 'Text on it; lines, quiet text and wells are mixed from the two.',
  '--chat-accent': 'Launcher, buttons and links. What stands on it finds a colour with enough contrast.',
  '--chat-density': 'Multiplies all spacing: a number.',
  '--chat-size': 'Size of the text; smaller texts follow.',
  '--chat-font': 'Fonts of the interface.',
  '--chat-prose': 'Fonts of messages. Default: those of the interface.',
  '--chat-mono': 'Fonts of code.',
  '--chat-radius': 'Radius of corners; smaller and larger ones follow.',
}

/** The custom properties that a page may set: those that the sheet of tokens reads and never sets (EM9). */
export function cssTokens(css: string = tokens.cssText): readonly CssProperty[] {
  const names = [...new Set(css.match(/(?<=var\()--chat-[a-z-]+/g))].filter(name => !css.includes(`${name}:`))
  return names.map(name => {
    const description = meanings[name]
    if (!description) throw new Error(`scripts/manifest/css-tokens.ts does not say what ${name} means`)
    const fallback = fallbackOf(css, name)
    return { name, description, ...(fallback && { default: fallback }) }
  })
}

/** What a property is where a page sets nothing; the last one that the sheet names, which is that of newer browsers. */
function fallbackOf(css: string, name: string): string | null {
  const start = css.lastIndexOf(`var(${name},`) + `var(${name},`.length
  let depth = 1
  let end = start
  while (depth > 0 && end < css.length) {
    if (css[end] === '(') depth++
    if (css[end] === ')') depth--
    end++
  }
  const text = css.slice(start, end - 1).trim()
  // Another token of the widget's own says nothing to a page.
  return text.includes('--chat-') ? null : text
}
