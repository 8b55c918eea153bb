import { type CodeActions, decorateCode } from './decorate-code.ts'
import { highlightCode } from './highlight-code.ts'

/**
 * Gives a finished code block its buttons, then its colours (UX3). Rejects when it is interrupted: by the signal of the
 * block, or by `stay`, which aborts while its element is not in the page.
 */
export const finishCode = async (
  code: HTMLElement,
  language: string,
  { stay, ...actions }: CodeActions & { readonly stay: AbortSignal },
): Promise<void> => {
  const signal = AbortSignal.any([actions.signal, stay])
  await actions.words.dialogs()
  signal.throwIfAborted()
  decorateCode(code, language, actions)
  await highlightCode(code, language, signal)
}
