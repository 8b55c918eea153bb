import { takeRareRules } from './rare-rules.ts'

let loading: Promise<void> | null = null

/** Loads the rules for what is rare, once; a load that failed is tried again by the next want. */
export function loadRareRules(): Promise<void> {
  loading ??= import('./all-rules.ts').then(takeRareRules).catch(error => {
    loading = null
    throw error
  })
  return loading
}
