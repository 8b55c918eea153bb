/** Cuts a text as a model streams it: words with what follows them, long ones in two. */
export const demoPieces = (text: string): string[] =>
  (text.match(/\s*\S+\s*|\s+/gu) ?? []).flatMap(word => {
    if (word.length <= 9) return [word]
    const middle = Math.ceil(word.length / 2)
    return [word.slice(0, middle), word.slice(middle)]
  })
