/** A text without the blank lines around it and the space at its end: what indents its first line is part of it (CV11). */
export const trimText = (text: string): string => text.trimEnd().replace(/^(?:[^\S\n]*\n)+/, '')
