/** Where a finger may begin to pull a closed drawer out, and how far it must go; px. */
const edge = 24
const enough = 56

interface Swipe {
  readonly pointer: number
  readonly x: number
  readonly y: number
  readonly opens: boolean
  sideways: boolean
}

interface SwipeTarget {
  /** The panel that holds the drawer. */
  readonly box: HTMLElement
  readonly drawer: () => HTMLElement | null
  readonly isOpen: () => boolean
  readonly set: (open: boolean) => void
}

/** Opens a drawer by a swipe from the start edge, and closes it by one back (EM3, UX5). The answer ends it. */
export function followDrawerSwipe({ box, drawer, isOpen, set }: SwipeTarget): () => void {
  const ends = new AbortController()
  const options = { signal: ends.signal }
  let swipe: Swipe | null = null

  const startwards = (): number => (getComputedStyle(box).direction === 'rtl' ? 1 : -1)
  const finish = (): void => {
    swipe = null
    drawer()?.classList.remove('dragging')
    drawer()?.style.removeProperty('--chat-drag')
  }

  const begin = (event: PointerEvent): void => {
    if (event.pointerType !== 'touch' || swipe) return
    const { left, right } = box.getBoundingClientRect()
    const fromEdge = startwards() < 0 ? event.clientX - left : right - event.clientX
    if (!isOpen() && fromEdge > edge) return
    swipe = { pointer: event.pointerId, x: event.clientX, y: event.clientY, opens: !isOpen(), sideways: false }
  }
  const move = (event: PointerEvent): void => {
    if (event.pointerId !== swipe?.pointer) return
    const across = event.clientX - swipe.x
    const scrolls = !swipe.sideways && Math.abs(event.clientY - swipe.y) > Math.abs(across) + 8
    if (Math.abs(across) > 8) swipe.sideways = true
    if (scrolls) finish()
    if (!swipe?.sideways || swipe.opens) return
    const back = startwards() < 0 ? Math.min(0, across) : Math.max(0, across)
    drawer()?.classList.add('dragging')
    drawer()?.style.setProperty('--chat-drag', `${back}px`)
  }
  const end = (event: PointerEvent): void => {
    if (event.pointerId !== swipe?.pointer) return
    const towardsStart = (event.clientX - swipe.x) * startwards()
    const { opens, sideways } = swipe
    finish()
    if (!sideways) return
    if (opens && towardsStart < -enough) set(true)
    if (!opens && towardsStart > enough) set(false)
  }

  box.addEventListener('pointerdown', begin, options)
  box.addEventListener('pointermove', move, options)
  box.addEventListener('pointerup', end, options)
  box.addEventListener('pointercancel', finish, options)
  return () => {
    finish()
    ends.abort()
  }
}
