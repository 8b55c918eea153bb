const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/
const leftToRight = /\p{Script=Latin}|\p{Script=Cyrillic}|\p{Script=Greek}/u

/** Keeps a value that runs against its sentence from reordering the words around it: first-strong isolate marks. */
export function isolateText(value: string, direction: 'ltr' | 'rtl'): string {
  const against = direction === 'rtl' ? leftToRight : rightToLeft
  return against.test(value) ? `\u2068${value}\u2069` : value
}
