import type { Readiness } from '../http/mount-service.ts'

/** Something that has to work: named, and looked at when asked. */
export interface ReadinessCheck {
  readonly name: string
  /** Without it nothing can be served; the others only make the server degraded. */
  readonly vital: boolean
  look(signal: AbortSignal): Promise<void>
}

const limitMs = 5_000

/** Looks at all parts at once, each within five seconds (OP1). */
export const createReadiness =
  (checks: readonly ReadinessCheck[], absent: readonly string[]) => async (): Promise<Readiness> => {
    const looked = await Promise.all(
      checks.map(async ({ name, vital, look }) => {
        const failure = await within(limitMs, look).then(
          () => null,
          (error: unknown) => (error instanceof Error ? error.message : 'failed'),
        )
        return { vital, check: { name, ok: failure === null, detail: failure } }
      }),
    )
    const failed = looked.filter(({ check }) => !check.ok)
    const status = failed.some(({ vital }) => vital) ? 'unready' : failed.length > 0 ? 'degraded' : 'ready'
    return { status, checks: looked.map(({ check }) => check), absent: [...absent] }
  }

const within = async (ms: number, look: ReadinessCheck['look']): Promise<void> => {
  const over = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('It did not answer in time')), ms)
  })
  try {
    await Promise.race([look(over.signal), late])
  } finally {
    clearTimeout(timer)
    over.abort()
  }
}
