/** Hears an event of an element itself, and not of one within it. */
export const hearOwn = (element: HTMLElement, name: string, react: () => void, signal: AbortSignal): void => {
  const hear = (event: Event): void => {
    if (event.target === element) react()
  }
  element.addEventListener(name, hear, { signal })
}
