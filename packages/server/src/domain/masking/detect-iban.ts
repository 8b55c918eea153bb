import type { Detector } from './detected.ts'

const shortest = 15

/** Modulo 97 of the number that it is, digit by digit: letters are 10 to 35 (ISO 13616). */
const isChecked = (iban: string): boolean => {
  let rest = 0
  for (const sign of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(sign, 36)
    rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97
  }
  return rest === 1
}

const lead = /(?<![\p{L}\p{N}])[A-Za-z]{2}\d{2}/gu
const whole = /[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]){11,30}/y
const wordGoesOn = /[\p{L}\p{N}]/u

/** Where words end within a run, the furthest first: what follows a number is no part of it. */
const ends = (run: string, goesOn: boolean): number[] => {
  const all = goesOn ? [] : [run.length]
  for (let n = run.length - 1; n > 0; n--) if (/[ -]/.test(run[n] ?? '')) all.push(n)
  return all
}

const lengthAt = (text: string, start: number): number => {
  whole.lastIndex = start
  const [run] = whole.exec(text) ?? []
  if (run === undefined) return 0
  for (const end of ends(run, wordGoesOn.test(text[start + run.length] ?? ''))) {
    const iban = run.slice(0, end).replace(/[ -]/g, '').toUpperCase()
    if (iban.length < shortest) return 0
    if (isChecked(iban)) return end
  }
  return 0
}

/** Numbers of bank accounts whose check is right, in groups or not. */
export const detectIban: Detector = function* (text) {
  let from = 0
  for (const { index } of text.matchAll(lead)) {
    const length = index < from ? 0 : lengthAt(text, index)
    if (length === 0) continue
    from = index + length
    yield { kind: 'IBAN', start: index, end: from }
  }
}
