import type { Surface } from '../context/surface-context.ts'

/** Where a `<chat-view>` stands in the page. */
export type ChatLayout = Surface['layout']

/** Which colours it takes; `auto` follows the reader's system. */
export type ChatTheme = 'light' | 'dark' | 'auto'

const allowed = {
  layout: ['inline', 'popup', 'page'],
  theme: ['auto', 'light', 'dark'],
} as const satisfies { layout: readonly ChatLayout[]; theme: readonly ChatTheme[] }

type Choices = typeof allowed

/** Reads an attribute with a fixed set of values; the first one stands for a missing value and for one that is not known. */
export function readChoice<Name extends keyof Choices>(name: Name, value: string | null): Choices[Name][number] {
  const values: readonly Choices[Name][number][] = allowed[name]
  const [first] = allowed[name]
  return values.find(known => known === value) ?? first
}

/** What is wrong with an attribute's value, for developers; null: nothing. */
export function choiceProblem(name: keyof Choices, value: string | null): string | null {
  const values: readonly string[] = allowed[name]
  if (value === null || value === '' || values.includes(value)) return null
  return `<chat-view ${name}="${value}">: use one of ${values.join(', ')}`
}

/** Reads an address; null for what is none, and for one that a browser cannot fetch. */
export function readServer(value: string): string | null {
  try {
    const { protocol, href } = new URL(value, globalThis.document?.baseURI)
    return protocol === 'https:' || protocol === 'http:' ? href.replace(/\/+$/, '') : null
  } catch {
    return null
  }
}
