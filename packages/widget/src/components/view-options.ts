import type { Surface } from '../context/surface-context.ts'

/** Where a `<chat-view>` stands in the page. */
export type ChatLayout = Surface['layout']

/** Which colours it takes; `auto` follows the reader's system. */
export type ChatTheme = 'light' | 'dark' | 'auto'

/** The values that an attribute may have; the first one stands for a missing value and for one that is not known. */
export const choices = {
  layout: ['inline', 'popup', 'page'],
  theme: ['auto', 'light', 'dark'],
} as const satisfies { layout: readonly ChatLayout[]; theme: readonly ChatTheme[] }

export type Choices = typeof choices

/** Reads an attribute with a fixed set of values. */
export function readChoice<Name extends keyof Choices>(name: Name, value: string | null): Choices[Name][number] {
  const values: readonly Choices[Name][number][] = choices[name]
  const [first] = choices[name]
  return values.find(known => known === value) ?? first
}

/** Reads an address; null for what is none, and for one that a browser cannot fetch. */
export function readServer(value: string): string | null {
  const base = globalThis.document?.baseURI
  // What names neither a protocol nor a path is a host that lacks its protocol; a query would swallow the paths.
  const readable = /^(https?:\/\/|\.{0,2}\/|$)[^?#]*$/i.test(value) && URL.canParse(value, base)
  return readable ? new URL(value, base).href.replace(/\/+$/, '') : null
}
