import { describe, expect, it } from 'vitest'
import type { StringKey } from '../locales/strings.ts'
import { nameOf, namesOf } from './names-in-all-languages.ts'

/** What is told apart by its name in one place. */
const places: Readonly<Record<string, readonly (readonly StringKey[])[]>> = {
  'below a question': [['message.edit'], ['common.more'], ['delivery.retry'], ['delivery.discard']],
  'below an answer': [
    ['message.askAgain', 'answer.again'],
    ['answer.continue'],
    ['common.more'],
    ['message.previousVersion'],
    ['message.nextVersion'],
    ['message.good'],
    ['message.bad'],
  ],
  'in the menu of a thread': [['thread.rename'], ['thread.archive'], ['thread.restore'], ['thread.delete']],
  'of a connection': [
    ['connection.connecting'],
    ['connection.reconnecting'],
    ['connection.offline'],
    ['connection.closed'],
  ],
  'of an ending': [
    ['answer.cut', 'answer.empty'],
    ['answer.stopped', 'limit.paused'],
    ['answer.interrupted'],
    ['answer.blocked'],
    ['answer.failed'],
    ['limit.rate'],
    ['limit.quota'],
  ],
}

describe('names in all languages', () => {
  it('DX2 a control is found by its name in each language and by the page’s own, and by nothing else', () => {
    const name = nameOf(['composer.send'], { 'composer.send': 'Ask (now)?' })
    for (const send of ['Send', 'Senden', 'Enviar', '发送', 'إرسال', 'Ask (now)?']) expect(send).toMatch(name)
    for (const other of ['Send it', 'Resend', 'send', 'Ask now', '']) expect(other).not.toMatch(name)
    expect(namesOf('composer.send')).toHaveLength(7)
  })

  it.each(Object.entries(places))('DX2 no name %s means another thing in another language', (_, keys) => {
    const names = keys.flatMap(same => [...new Set(same.flatMap(key => namesOf(key)))])
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
  })
})
