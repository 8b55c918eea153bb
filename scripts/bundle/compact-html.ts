type Place = 'text' | 'tag' | '"' | "'"

/**
 * Shortens the white space of a template's pieces; what stands between two of them is an expression. Within a tag one
 * space stays, as it does in text: elements in a line keep the gap between them. An attribute's value is left alone.
 */
export function compactHtml(pieces: readonly string[]): readonly string[] {
  let place: Place = 'text'
  return pieces.map(piece =>
    piece.replace(/[ \t\r\n]+|["'<>]/g, found => {
      const space = found.trim() === ''
      if (space) return place === 'text' || place === 'tag' ? ' ' : found
      place = next(place, found)
      return found
    }),
  )
}

function next(place: Place, mark: string): Place {
  if (place === 'text') return mark === '<' ? 'tag' : 'text'
  if (place === 'tag') return mark === '>' ? 'text' : mark === '"' || mark === "'" ? mark : 'tag'
  return mark === place ? 'tag' : place
}
