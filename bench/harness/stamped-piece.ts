/** Length of a piece of the benchmarks' provider, which begins with when it was sent. */
export const pieceLength = 20
/** Digits of that time: microseconds of the machine's monotonic clock, the same in all of its processes. */
export const stampLength = 13

/** That clock. */
export const nowMicros = (): number => Number(process.hrtime.bigint() / 1000n)

/** A piece that is sent now. */
export const stampedPiece = (): string => `${String(nowMicros()).padStart(stampLength, '0')} words `

/** When the piece was sent that begins at that place of a text. */
export const sentAt = (text: string, at: number): number => Number(text.slice(at, at + stampLength))
