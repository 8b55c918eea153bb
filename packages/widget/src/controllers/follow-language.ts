import type { LocalisedElement } from './language-around.ts'

/** Follows the language around an element once `soon` has come (EM10); without the code for it, not until the next time. */
export const followLanguage = (
  element: HTMLElement,
  told: string,
  soon: Promise<void> | false,
  signal: AbortSignal,
): void => {
  const begin = async (): Promise<void> => {
    await soon
    const around = await import('./language-around.ts')
    if (!signal.aborted) around.followLanguage(element as LocalisedElement, told, signal)
  }
  begin().catch(() => {})
}
