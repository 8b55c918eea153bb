import { expect, it } from 'vitest'

it('EM8 the package is imported where there is neither window nor document', async () => {
  expect('window' in globalThis || 'document' in globalThis || 'customElements' in globalThis).toBe(false)
  const { ChatView, defineElements } = await import('./index.ts')
  await import('./auto.ts')
  expect(() => defineElements()).not.toThrow()
  expect(ChatView.observedAttributes).toContain('layout')
})
