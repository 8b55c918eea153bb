import { madeOnce } from './made-once.ts'

/** How a language writes numbers, spans and lists. */
export interface Quantities {
  number(value: number): string
  /** A span in milliseconds: `8s` below a minute, `2m` from there on. */
  span(milliseconds: number): string
  /** `A, B and C`. */
  list(items: readonly string[]): string
}

export function createQuantities(tag: string): Quantities {
  const plain = madeOnce(() => new Intl.NumberFormat(tag))
  const list = madeOnce(() => new Intl.ListFormat(tag, { type: 'conjunction', style: 'long' }))
  const unit = (value: number, name: string): string =>
    new Intl.NumberFormat(tag, {
      style: 'unit',
      unit: name,
      unitDisplay: 'narrow',
      maximumFractionDigits: 0,
    }).format(value)

  return {
    number: value => plain().format(value),
    span(milliseconds) {
      const seconds = Math.max(0, Math.round(milliseconds / 1000))
      return seconds < 60 ? unit(seconds, 'second') : unit(Math.round(seconds / 60), 'minute')
    },
    list: items => list().format(items),
  }
}
