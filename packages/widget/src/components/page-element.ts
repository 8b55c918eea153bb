/** `HTMLElement` where there is one; servers import the classes and never make one (EM8). */
export const PageElement: typeof HTMLElement = globalThis.HTMLElement ?? (class {} as typeof HTMLElement)
