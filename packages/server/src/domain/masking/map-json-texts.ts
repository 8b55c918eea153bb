// Not written as a choice of signs: each text is one step, however long it is.
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g

/**
 * Puts each text and number of a JSON text through a function and leaves all else as it is written; a number that changes
 * becomes a text. Null where it is no JSON of an object or a list.
 */
export const mapJsonTexts = (json: string, change: (text: string) => string): string | null => {
  if (!/^\s*[[{]/.test(json)) return null
  try {
    JSON.parse(json)
  } catch {
    return null
  }
  return json.replace(token, own => {
    const text = own.startsWith('"') ? (JSON.parse(own) as string) : own
    const changed = change(text)
    return changed === text ? own : JSON.stringify(changed)
  })
}
