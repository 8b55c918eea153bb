import { html, type TemplateResult } from 'lit'

/** Bounds of the sidebar's width and one key's step; px. */
const narrowest = 220
const widest = 400
const step = 10

/** The handle between the list and the conversation, for pointers and for arrow keys (EM3, UX1). */
export function sidebarResizer(label: string, width: number, set: (width: number) => void): TemplateResult {
  const keep = (wanted: number): void => set(Math.round(Math.min(widest, Math.max(narrowest, wanted))))
  const sign = (event: Event): number => (getComputedStyle(event.currentTarget as Element).direction === 'rtl' ? -1 : 1)

  const keydown = (event: KeyboardEvent): void => {
    const moves: Readonly<Record<string, number>> = {
      ArrowLeft: width - step * sign(event),
      ArrowRight: width + step * sign(event),
      Home: narrowest,
      End: widest,
    }
    const wanted = moves[event.key]
    if (wanted === undefined) return
    event.preventDefault()
    keep(wanted)
  }
  const begin = (event: PointerEvent): void => {
    const handle = event.currentTarget as HTMLElement
    const direction = sign(event)
    const from = event.clientX
    const ends = new AbortController()
    handle.setPointerCapture(event.pointerId)
    handle.addEventListener('pointermove', move => keep(width + (move.clientX - from) * direction), ends)
    handle.addEventListener('lostpointercapture', () => ends.abort(), ends)
  }

  return html`<div
    class="resize"
    role="separator"
    tabindex="0"
    aria-orientation="vertical"
    aria-label=${label}
    aria-valuenow=${width}
    aria-valuemin=${narrowest}
    aria-valuemax=${widest}
    @keydown=${keydown}
    @pointerdown=${begin}
  ></div>`
}
