import { setTimeout as delay } from 'node:timers/promises'

/** What `/ready` says: 200 and all is well, 200 and something is missing, or 503. */
type Readiness = 'ready' | 'degraded' | 'unready'

/** `serving`: 200, whatever else it says. */
type Wish = Readiness | 'serving'

interface Told {
  /** Of 200. */
  readonly status?: Readiness
  readonly checks?: readonly { readonly name: string; readonly ok: boolean }[]
  /** Of 503. */
  readonly errors?: readonly { readonly path: string }[]
}

/** Milliseconds in which every node must say it. */
const patience = 30_000

const says = async (url: string, part: string, wanted: Wish): Promise<boolean> => {
  const response = await fetch(`${url}/ready`, { signal: AbortSignal.timeout(5_000) })
  const told = (await response.json()) as Told
  if (wanted === 'serving') return response.status === 200
  const failing = told.checks?.filter(({ ok }) => !ok).map(({ name }) => name) ?? told.errors?.map(({ path }) => path)
  if (wanted === 'ready') return response.status === 200 && told.status === 'ready'
  const isSaid = wanted === 'unready' ? response.status === 503 : response.status === 200 && told.status === wanted
  return isSaid && failing?.includes(part) === true
}

/** Until every node says it of itself, and names that part where something is missing. @throws Error when one does not */
export const untilReadiness = async (
  nodes: readonly { readonly url: string }[],
  part: string,
  wanted: Wish,
  withinMs = patience,
): Promise<void> => {
  const until = performance.now() + withinMs
  for (const [at, { url }] of nodes.entries())
    while (!(await says(url, part, wanted).catch(() => false))) {
      if (performance.now() > until) throw new Error(`node ${at + 1} never was ${wanted}, as to ${part}`)
      await delay(100)
    }
}
