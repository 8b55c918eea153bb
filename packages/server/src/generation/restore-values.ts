/** Every text within a value of JSON, through a function. */
const throughTexts = (value: unknown, change: (text: string) => string): unknown => {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map(item => throughTexts(item, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, throughTexts(item, change)]))
}

/** A call's arguments as the model wrote them: the object they are, or null when they are none. Nothing is an empty one. */
export const parseArguments = (text: string): Readonly<Record<string, unknown>> | null => {
  try {
    const value: unknown = text.trim() === '' ? {} : JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}

/** Restores what was masked in arguments (AI9). Text by text, for what is restored may hold quotes. */
export const restoreArguments = (text: string, restore: (text: string) => string): string => {
  const value = parseArguments(text)
  if (value === null) return restore(text)
  const restored = throughTexts(value, restore)
  // As the model wrote them, where nothing was masked.
  return JSON.stringify(restored) === JSON.stringify(value) ? text : JSON.stringify(restored)
}
