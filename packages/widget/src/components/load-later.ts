import type { Localisation } from '../locales/localisation.ts'
import { loadRareRules } from '../markdown/load-rare-rules.ts'

/** What a first conversation can do without. */
export type LaterParts = typeof import('./later-parts.ts')

let begin: Promise<void> | null = null
let loading: Promise<LaterParts> | null = null
let there = false
const { promise, resolve } = Promise.withResolvers<void>()

/** After the next frame; soon, where none is drawn, as in a tab behind others. */
const drawn = (): Promise<void> =>
  new Promise(done => {
    const patience = setTimeout(done, 200)
    requestAnimationFrame(() => {
      clearTimeout(patience)
      setTimeout(done)
    })
  })

/** Resolves once it is there, whoever wanted it. */
export const laterLoaded: Promise<void> = promise

/** Is it there already? */
export const isLaterLoaded = (): boolean => there

/**
 * Loads what a first conversation can do without, in one go: the list of threads, menus, message actions, what tells of
 * trouble, and its words. Asked for when something of it is wanted, and once the conversation rests.
 */
export async function loadLater(words: Localisation | null | undefined): Promise<LaterParts> {
  // The first frame comes first.
  begin ??= drawn()
  await begin
  loading ??= import('./later-parts.ts').catch(error => {
    // The next want tries again.
    loading = null
    throw error
  })
  // Whoever lacks them asks again.
  loadRareRules().catch(() => {})
  const [parts] = await Promise.all([loading, words?.dialogs()])
  parts.defineLaterParts()
  there = true
  resolve()
  return parts
}
