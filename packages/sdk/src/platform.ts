/** The events of a page that matter to a connection; all absent in Node and in workers. */
interface PageEvents {
  addEventListener(type: string, listener: () => void): void
  removeEventListener(type: string, listener: () => void): void
}

/** What is looked for on the global object, and may be missing. */
interface Platform {
  addEventListener?: PageEvents['addEventListener']
  removeEventListener?: PageEvents['removeEventListener']
  document?: PageEvents & { readonly visibilityState: string }
  navigator?: { readonly onLine?: boolean; readonly locks?: LockManager }
  localStorage?: Storage
  location?: { readonly href: string; readonly origin: string }
}

/** The global object, read anew at each look so that nothing happens at import (EM8). */
export const platform = (): Platform => globalThis as unknown as Platform

/** True only where the platform is sure that there is no network. */
export const isOffline = (): boolean => platform().navigator?.onLine === false

export const isHidden = (): boolean => platform().document?.visibilityState === 'hidden'
