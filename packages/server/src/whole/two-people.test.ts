import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ThreadHandle } from '@chat-view/sdk'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type MongoServer, withMongo } from '../testing/mongo-server.ts'
import { openShop, type Shop, type ShopUser } from '../testing/whole-server/open-shop.ts'
import { textOfMessage } from '../testing/whole-server/rest-user.ts'
import { shownText } from '../testing/whole-server/sdk-user.ts'

const patience = { timeout: 20_000, interval: 10 }

const until = (truth: () => boolean): Promise<unknown> => vi.waitUntil(truth, patience)

const roleIn = (thread: ThreadHandle): string | null => {
  const state = thread.$thread.get()
  return state.status === 'open' ? state.role : null
}

const textsIn = (thread: ThreadHandle): string[] =>
  thread.$timeline.get().keys.map(key => shownText(thread.$message(key).get()))

const rules = (env: () => Record<string, string>): void => {
  let shop: Shop
  let count = 0
  beforeAll(async () => {
    shop = await openShop(env())
  }, 120_000)
  afterAll(() => shop?.[Symbol.asyncDispose]())

  /** Somebody who was never here before. */
  const somebody = (): ShopUser & { readonly name: string } => {
    const name = `user-${++count}`
    return { name, ...shop.open(name) }
  }
  const threadOf = async ({ chat }: ShopUser, text: string): Promise<ThreadHandle> => {
    const thread = chat.thread()
    const asked = thread.send(text, { answer: false })
    await until(() => thread.id !== null)
    await asked.done.catch(() => {})
    return thread
  }

  it('CV10 one invited by name and one by a link see what the owner sees, byte for byte, while it is written', async () => {
    const [ada, eve, jon] = [somebody(), somebody(), shop.open()]
    const thread = await threadOf(ada, 'Welcome')
    for (const { chat } of [eve, jon]) {
      chat.$threads.listen(() => {})
      await chat.connect()
    }
    await thread.participants.invite(eve.name, 'collaborator')
    await until(() => eve.chat.$threads.get().items.some(({ id }) => id === thread.id))
    const { token } = await thread.participants.createInvite('viewer')
    expect(await jon.chat.acceptInvite(token)).toMatchObject({ id: thread.id, role: 'viewer' })
    await until(() => jon.chat.$threads.get().items.some(({ id }) => id === thread.id))
    const views = [eve, jon].map(({ chat }) => chat.thread(thread.id ?? ''))
    await until(() => views.every(view => roleIn(view) !== null))

    const whole = textOfMessage(await thread.send('Tell us').done)
    expect(shop.ai.answers).toContain(whole)
    await until(() => views.every(view => textsIn(view).at(-1) === whole))
    await views[0]?.send('And more').done
    await until(() => [thread, ...views].every(view => textsIn(view).length === 5))
    for (const view of views) expect(textsIn(view)).toEqual(textsIn(thread))
    await expect(views[1]?.send('May I?').done).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('CV10 a role counts at once, and who was removed gets nothing more, though they had it open', async () => {
    const [ada, eve] = [somebody(), somebody()]
    const thread = await threadOf(ada, 'Ours')
    await eve.chat.connect()
    const { userId } = await thread.participants.invite(eve.name, 'viewer')
    const theirs = eve.chat.thread(thread.id ?? '')
    await until(() => roleIn(theirs) === 'viewer')
    await thread.participants.setRole(userId, 'collaborator')
    await until(() => roleIn(theirs) === 'collaborator')
    await theirs.send('I can write', { answer: false }).done.catch(() => {})
    await until(() => textsIn(thread).includes('I can write'))
    await thread.participants.setRole(userId, 'viewer')
    await expect(theirs.send('And now?').done).rejects.toMatchObject({ code: 'forbidden' })

    const answer = thread.send('A long one')
    await until(() => eve.frames.some(frame => frame.includes('"delta"')))
    await thread.participants.remove(userId)
    await until(() => theirs.$thread.get().status === 'gone')
    const before = eve.frames.length
    await answer.done
    await thread.send('Without her').done
    await threadOf(eve, 'Of her own')
    const later = eve.frames.slice(before).join('\n')
    expect(later).toContain('Of her own')
    expect(later).not.toContain(thread.id)
    // What they wrote themselves and nobody took is all that they see.
    expect(textsIn(theirs)).toEqual(['And now?'])
    await expect(eve.chat.threads.get(thread.id ?? '')).rejects.toMatchObject({ code: 'not_found' })
    expect(eve.chat.$threads.get().items.map(({ id }) => id)).not.toContain(thread.id)
  })

  it('CV10 who leaves is gone from the list, and nobody else is', async () => {
    const [ada, eve] = [somebody(), somebody()]
    const thread = await threadOf(ada, 'Stay')
    thread.$participants.listen(() => {})
    eve.chat.$threads.listen(() => {})
    await eve.chat.connect()
    await thread.participants.invite(eve.name, 'collaborator')
    await until(() => eve.chat.$threads.get().items.length === 1)
    await until(() => thread.$participants.get().length === 2)
    await eve.chat.thread(thread.id ?? '').participants.leave()
    await until(() => eve.chat.$threads.get().items.length === 0)
    await until(() => thread.$participants.get().length === 1)
    expect(textsIn(thread)).toEqual(['Stay'])
  })

  it('SE2 what a visitor wrote is theirs once they are known, and nobody else’s', async () => {
    const [visitor, ada, eve] = [shop.open(), somebody(), somebody()]
    const thread = await threadOf(visitor, 'Before I signed in')
    const word = await visitor.chat.account.claimToken()
    ada.chat.$threads.listen(() => {})
    await ada.chat.connect()
    expect(await ada.chat.account.claimVisitor(word)).toBe(1)
    await until(() => ada.chat.$threads.get().items.some(({ id, role }) => id === thread.id && role === 'owner'))
    await expect(eve.chat.account.claimVisitor(word)).rejects.toMatchObject({ code: 'state_conflict' })
    expect(await ada.chat.account.claimVisitor(word)).toBe(0)
    await until(() => visitor.chat.$connection.get().state === 'closed')
  })

  it('CV5 of two edits of one version the later is refused, and told what it met', async () => {
    const ada = somebody()
    const other = shop.open(ada.name)
    const thread = await threadOf(ada, 'First')
    const theirs = other.chat.thread(thread.id ?? '')
    await until(() => textsIn(theirs).length === 1)
    const [key = ''] = thread.$timeline.get().keys
    const [same = ''] = theirs.$timeline.get().keys
    const version = thread.$message(key).get()?.version ?? 0
    await thread.edit(key, 'Second', { version }).done
    const conflict = await theirs.edit(same, 'Mine', { version }).done.catch(error => error)
    expect(conflict).toMatchObject({ code: 'conflict', current: { parts: [{ kind: 'text', text: 'Second' }] } })
    expect((await thread.edits(key)).map(({ before, after }) => JSON.stringify([before, after])).join()).toContain(
      'First',
    )
  })

  it('ST6 a search finds what one may read, and stops finding what one may not', async () => {
    const [ada, eve, jon] = [somebody(), somebody(), somebody()]
    const word = `quincunx${count}`
    const thread = await threadOf(ada, `The ${word} of ada`)
    const found = async ({ chat }: ShopUser) => (await chat.threads.search(word)).items.map(({ threadId }) => threadId)
    expect(new Set(await found(ada))).toEqual(new Set([thread.id]))
    expect(await found(jon)).toEqual([])
    const { userId } = await thread.participants.invite(eve.name, 'viewer')
    await vi.waitUntil(async () => (await found(eve)).includes(thread.id ?? ''), patience)
    await thread.participants.remove(userId)
    expect(await found(eve)).toEqual([])
    await expect(eve.chat.threads.search(word, { thread: thread.id ?? '' })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('ST8 who had everything exported and erased holds a receipt that the command line verifies', async () => {
    const [ada, eve] = [somebody(), somebody()]
    const shared = await threadOf(eve, 'Of both')
    await shared.participants.invite(ada.name, 'collaborator')
    const own = await threadOf(ada, 'Marmalade of my own')
    const guest = ada.chat.thread(shared.id ?? '')
    await guest.send('Marmalade for all', { answer: false }).done.catch(() => {})
    await until(() => textsIn(shared).includes('Marmalade for all'))
    const exported = await (await ada.chat.account.export({ format: 'json' })).text()
    for (const text of ['Marmalade of my own', 'Marmalade for all']) expect(exported).toContain(text)

    const receipt = await ada.chat.account.erase()
    expect(receipt.counts).toEqual({ threads: 1, messages: 1 })
    await until(() => !textsIn(shared).includes('Marmalade for all'))
    expect((await eve.chat.threads.search('marmalade')).items).toEqual([])
    // Nothing of the SDK signed them in again meanwhile.
    expect(await shop.line('user', 'erase', shop.project.key, ada.name)).toMatchObject({ code: 1 })
    const again = shop.open(ada.name)
    expect((await again.chat.threads.list()).items).toEqual([])
    await expect(again.chat.threads.get(own.id ?? '')).rejects.toThrow()

    const file = join(shop.server.folder, 'receipt.json')
    await writeFile(file, JSON.stringify(receipt))
    expect(await shop.line('verify', file)).toMatchObject({ code: 0 })
    await writeFile(file, JSON.stringify({ ...receipt, counts: { threads: 2, messages: 1 } }))
    expect(await shop.line('verify', file)).toMatchObject({ code: 6 })
  })

  it('ST3 after all of that the reconciliation finds nothing', async () => {
    expect(await shop.json('reconcile', '--dry-run')).toMatchObject({ found: 0, audit: [] })
    expect(shop.server.output).not.toMatch(/"level":"(error|fatal)"/)
  })
}

describe('two people on SQLite', () => rules(() => ({})))

await withMongo('two people on MongoDB', (mongo: MongoServer) => {
  const url: { address?: string } = {}
  rules(() => {
    url.address ??= mongo.newUrl()
    return { DATABASE_URL: url.address }
  })
})
