import type { ModelInfo } from '../../ports/model-table.ts'

/** A release of the same model: a date, a number of at least three digits, or the newest. */
const release = /^[-@](\d{4}-\d{2}-\d{2}|\d{3,8}|latest|preview)$/

const named = (models: ReadonlyMap<string, ModelInfo>, name: string): ModelInfo | null => {
  const exact = models.get(name)
  if (exact) return exact
  for (let end = name.length - 1; end > 0; end--) {
    if (!/[-@:]/.test(name[end] ?? '')) continue
    const family = models.get(name.slice(0, end))
    // A variant has its family's window, and a price of its own that nobody told us.
    if (family) return release.test(name.slice(end)) ? family : { ...family, prices: null }
  }
  return null
}

/**
 * The model of that name, or the one that it is a release or variant of: `gpt-4o-2099-01-01`, `vendor/gpt-4o`,
 * `llama3.1:8b`, `ft:gpt-4o:shop::1`. The longest name that fits; null when none does.
 */
export const findModel = (models: ReadonlyMap<string, ModelInfo>, model: string): ModelInfo | null => {
  const name = model.toLowerCase()
  if (models.has(name)) return models.get(name) ?? null
  if (name.startsWith('ft:')) {
    const base = findModel(models, name.split(':')[1] ?? '')
    return base && { ...base, prices: null }
  }
  const found = named(models, name)
  const slash = name.lastIndexOf('/')
  return found ?? (slash < 0 ? null : named(models, name.slice(slash + 1)))
}
