/** An event as it came: an object with a type; what else is in it is looked at when it is needed. */
export type EventFields = Readonly<Record<string, unknown>> & { readonly type: string }

export const asObject = (value: unknown): Readonly<Record<string, unknown>> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null

export const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

export const asText = (value: unknown): string => (typeof value === 'string' ? value : '')

export const asCount = (value: unknown): number | null =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null

/** Text, or the texts among parts of other kinds. */
export const textOfContent = (content: unknown): string =>
  typeof content === 'string'
    ? content
    : asList(content)
        .map(part => asText(asObject(part)?.text))
        .join('')

/** @throws SyntaxError when it is no JSON; null when it is no event */
export const parseEvent = (data: string): EventFields | null => {
  const event = asObject(JSON.parse(data))
  return event !== null && typeof event.type === 'string' ? (event as EventFields) : null
}
