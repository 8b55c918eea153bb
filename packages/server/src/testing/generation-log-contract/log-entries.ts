import type { LogAppend, LogItem } from '../../ports/generation-log.ts'

/** Ids of the logs that the contract writes. */
export const log = {
  a: '01920000-0000-7000-8000-00000000000a',
  b: '01920000-0000-7000-8000-00000000000b',
  c: '01920000-0000-7000-8000-00000000000c',
} as const

/** The terminal entry of the contract's answers. */
export const end: LogItem = {
  kind: 'end',
  ending: { state: 'done', reason: 'stop', usage: null, length: 0, hash: '811c9dc59747b28c' },
}

const at = (generation: string, term: number, seq: number, items: LogItem[]): LogAppend => ({
  generation,
  after: seq === 0 ? null : { term, seq: seq - 1 },
  entry: { position: { term, seq }, items },
})

export const open = (generation: string, term: number): LogAppend => at(generation, term, 0, [{ kind: 'open' }])

export const text = (generation: string, term: number, seq: number, offset: number, piece: string): LogAppend =>
  at(generation, term, seq, [{ kind: 'text', part: 0, offset, text: piece }])

export const endEntry = (generation: string, term: number, seq: number): LogAppend => at(generation, term, seq, [end])
