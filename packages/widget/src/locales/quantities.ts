/** How a language writes numbers, shares, sizes, spans and lists. */
export interface Quantities {
  number(value: number): string
  /** A share between 0 and 1, without decimals. */
  percent(share: number): string
  /** A size in bytes, in the largest unit that leaves at least one. */
  bytes(size: number): string
  /** A span in milliseconds: `8s` below a minute, `2m` from there on. */
  span(milliseconds: number): string
  /** Time that is left, in milliseconds, as on a clock: `0:42`. Rounded up, never below zero. */
  countdown(milliseconds: number): string
  /** `A, B and C`. */
  list(items: readonly string[]): string
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

export function createQuantities(tag: string): Quantities {
  const plain = new Intl.NumberFormat(tag)
  const percent = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 })
  const twoDigits = new Intl.NumberFormat(tag, { minimumIntegerDigits: 2, useGrouping: false })
  const list = new Intl.ListFormat(tag, { type: 'conjunction', style: 'long' })
  const unit = (value: number, name: string, digits: number, unitDisplay: 'short' | 'narrow' = 'short'): string =>
    new Intl.NumberFormat(tag, {
      style: 'unit',
      unit: name,
      unitDisplay,
      maximumFractionDigits: digits,
    }).format(value)

  return {
    number: value => plain.format(value),
    percent: share => percent.format(share),
    bytes(size) {
      let step = 0
      let value = Math.max(0, size)
      while (value >= 999.5 && step < units.length - 1) {
        value /= 1000
        step += 1
      }
      return unit(value, units[step] ?? 'byte', step > 0 && value < 99.95 ? 1 : 0)
    },
    span(milliseconds) {
      const seconds = Math.max(0, Math.round(milliseconds / 1000))
      return seconds < 60 ? unit(seconds, 'second', 0, 'narrow') : unit(Math.round(seconds / 60), 'minute', 0, 'narrow')
    },
    countdown(milliseconds) {
      const seconds = Math.max(0, Math.ceil(milliseconds / 1000))
      const minutes = Math.floor(seconds / 60)
      const tail = twoDigits.format(seconds % 60)
      if (minutes < 60) return `${plain.format(minutes)}:${tail}`
      return `${plain.format(Math.floor(minutes / 60))}:${twoDigits.format(minutes % 60)}:${tail}`
    },
    list: items => list.format(items),
  }
}
