import { sendKeys } from '@web/test-runner-commands'
import { isApple } from '../controllers/keys/match-shortcut.ts'
import { until } from './chat-page.ts'

/** Presses a key while others are held; `Mod` is Command or Control. */
export async function pressKeys(combination: string): Promise<void> {
  const keys = combination.replace('Mod', isApple() ? 'Meta' : 'Control').split('+')
  const key = keys.pop() ?? ''
  for (const held of keys) await sendKeys({ down: held })
  await sendKeys({ press: key })
  for (const held of keys.reverse()) await sendKeys({ up: held })
}

/** Waits until the shortcuts of the panel are there, which come with the focus: one that changes nothing is taken. */
export async function untilKeysWork(field: HTMLElement): Promise<void> {
  field.focus()
  await until(() => {
    const init = { key: 'Escape', shiftKey: true, bubbles: true, composed: true, cancelable: true }
    return !field.dispatchEvent(new KeyboardEvent('keydown', init))
  }, 'the keys')
}
