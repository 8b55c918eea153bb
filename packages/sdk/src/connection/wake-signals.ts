import { isHidden, platform } from '../platform.ts'

export interface WakeListener {
  /** The network or the tab is back. */
  woken(): void
  /** The platform lost its network. */
  lost(): void
  visibility(hidden: boolean): void
}

/** Listens to what the page knows of network and tab (RT9); the answer ends it. Does nothing where there is no page. */
export const watchWakeSignals = (listener: WakeListener): (() => void) => {
  const { document, addEventListener } = platform()
  const woken = () => listener.woken()
  const lost = () => listener.lost()
  const visible = () => {
    listener.visibility(isHidden())
    if (!isHidden()) listener.woken()
  }
  const target = addEventListener ? globalThis : undefined
  target?.addEventListener('online', woken)
  target?.addEventListener('pageshow', woken)
  target?.addEventListener('offline', lost)
  document?.addEventListener('visibilitychange', visible)
  return () => {
    target?.removeEventListener('online', woken)
    target?.removeEventListener('pageshow', woken)
    target?.removeEventListener('offline', lost)
    document?.removeEventListener('visibilitychange', visible)
  }
}
