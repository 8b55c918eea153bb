// Runs before all else on a page that is measured; the program that measures asks it what happened.

/** A moment, and how many frames had begun by then. */
interface Moment {
  readonly at: number
  readonly frame: number
}

/** What became of a key, in milliseconds since it was pressed. */
export interface KeyTimes {
  /** Its handlers have run, and what they put off to the end of their task. */
  readonly handled: number
  /** The next frame is drawn. */
  readonly shown: number
}

/** The provider puts the time into each piece of an answer, which makes it one that is there once only. */
const stampOfPiece = /\d{13}(?= words)/g

const laterTask = (run: () => void): void => {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = run
  port2.postMessage(null)
}

/** After the frame that comes next is drawn. */
const afterFrame = (run: () => void): void => {
  requestAnimationFrame(() => laterTask(run))
}

/** The first element below that is as wanted, also in shadow roots. */
const find = (root: ParentNode, selector: string, isWanted: (one: Element) => boolean): Element | null => {
  for (const one of root.querySelectorAll('*')) {
    if (one.matches(selector) && isWanted(one)) return one
    const inner = one.shadowRoot && find(one.shadowRoot, selector, isWanted)
    if (inner) return inner
  }
  return null
}

let frame = 0
/** Null until a piece has come. */
let newest: string | null = null
const arrived = new Map<string, Moment>()
const shown = new Map<string, Moment>()
const keys: (KeyTimes & { readonly at: number })[] = []
const now = (): Moment => ({ at: performance.now(), frame })

const look = (): void => {
  const wanted = newest
  if (wanted === null || shown.has(wanted)) return
  if (find(document, '.prose', ({ textContent }) => textContent.includes(wanted))) shown.set(wanted, now())
}

const count = (): void => {
  frame++
  laterTask(look)
  requestAnimationFrame(count)
}
requestAnimationFrame(count)

globalThis.WebSocket = class extends WebSocket {
  constructor(url: string | URL, protocols?: string | string[]) {
    super(url, protocols)
    this.addEventListener('message', ({ data }) => {
      const stamp = String(data).match(stampOfPiece)?.at(-1)
      if (stamp === undefined || arrived.has(stamp)) return
      newest = stamp
      arrived.set(stamp, now())
    })
  }
}

let pressed = 0
addEventListener('keydown', ({ timeStamp }) => (pressed = timeStamp), true)
const noteHandled = (): void => {
  const at = pressed
  // What a script fills in was no key.
  if (at === 0) return
  pressed = 0
  let handled = 0
  queueMicrotask(() => (handled = performance.now() - at))
  afterFrame(() => keys.push({ at, handled, shown: performance.now() - at }))
}
// The widget lets no key out: added to the field itself, and on the way down, it is the last of the field's listeners.
addEventListener(
  'input',
  event => event.composedPath()[0]?.addEventListener('input', noteHandled, { once: true }),
  true,
)

const isUsable = (field: Element): boolean =>
  field instanceof HTMLTextAreaElement && !field.disabled && !field.readOnly && field.getClientRects().length > 0

const probe = {
  /** Milliseconds from the request of the script to the end of the first frame with a field one can write in. */
  usable: (script: string): Promise<number> =>
    new Promise(resolve => {
      const wait = (): void =>
        afterFrame(() => {
          if (!find(document, 'textarea', isUsable)) wait()
          else resolve(performance.now() - (performance.getEntriesByName(script)[0]?.startTime ?? Number.NaN))
        })
      wait()
    }),
  /** How many packets of an answer have come. */
  packets: (): number => arrived.size,
  /** Frames and milliseconds from the last packet to its being on the screen; null until it is. */
  last: (): { readonly frames: number; readonly ms: number } | null => {
    const [come, seen] = [arrived.get(newest ?? ''), shown.get(newest ?? '')]
    return come && seen ? { frames: seen.frame - come.frame, ms: seen.at - come.at } : null
  },
  /** What became of keys; of those only that were pressed before the last packet came, where one has. */
  keys: (): KeyTimes[] => {
    const end = arrived.get(newest ?? '')?.at ?? Number.POSITIVE_INFINITY
    return keys.filter(({ at }) => at < end)
  },
}

export type Probe = typeof probe

Object.assign(globalThis, { probe })
