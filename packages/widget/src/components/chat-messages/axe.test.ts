import { expect } from 'chai'
import { find, findAll, nextFrame, until } from '../../testing/chat-page.ts'
import { Conversation } from '../../testing/conversation.ts'
import { runAxe } from '../../testing/run-axe.ts'

const rich = `## What it saves

Text with **bold**, \`code\` and [a link](https://hollin.example).

- one
- [ ] two

| a | b |
|---|--:|
| 1 | 2 |

\`\`\`ts
const a = 1
\`\`\`

> quoted`

const calm = document.createElement('style')
calm.textContent = 'html { background: Canvas; color-scheme: light dark }'

for (const theme of ['light', 'dark'] as const)
  describe(`axe, the conversation, ${theme}`, () => {
    let talk: Conversation
    beforeEach(async () => {
      talk = await Conversation.begin({ answer: () => rich })
      document.head.append(calm)
      document.documentElement.lang = 'en'
    })
    afterEach(async () => {
      calm.remove()
      await talk.close()
    })

    const show = (attributes = {}) => talk.show({ theme, ...attributes }, { width: 500, height: 700 })
    const finds = async (state: string) => {
      await until(
        () => findAll(talk.view, '*').every(element => element.getAnimations().every(calmed)),
        'the end of motion',
      )
      expect(await runAxe(talk.view), state).to.deep.equal([])
    }
    // The caret blinks and bones pulse for as long as they are there.
    const calmed = (animation: Animation) => animation.effect?.getTiming().iterations === Number.POSITIVE_INFINITY

    it('UX1 finds nothing in an empty thread', async () => {
      const view = await show({ thread: '' })
      view.prompts = ['What would it save?']
      await until(() => find(view, '[part~=prompt]'), 'the prompt')
      await finds('the greeting')
    })

    it('UX1 finds nothing while one asks and the answer comes', async () => {
      await show()
      talk.page.server.refuse({ code: 'rate_limited', retryAfter: 42, only: 'commands' })
      await talk.ask('Too soon?')
      await until(() => find(talk.view, '.notice'), 'the notice')
      await finds('too many')
      await talk.close()
      talk = await Conversation.begin({ answer: () => rich })
      await show()
      await talk.ask('Why?')
      await until(() => find(talk.view, '.wait'), 'the line')
      await finds('thinking')
      talk.page.server.release(30)
      await until(() => find(talk.view, '.prose.live'), 'the text')
      await finds('streaming')
      talk.page.server.release()
      await until(() => find(talk.view, '[part~=message-actions] [aria-pressed]'), 'the actions')
      await finds('done')
    })

    it('UX1 finds nothing in messages of all kinds', async () => {
      talk.theirs('Would one radiator do?', { createdAt: Date.now() - 3 * 86_400_000 })
      talk.answer(rich, {
        versions: { shown: 2, count: 3 },
        parts: [
          { kind: 'reasoning', text: 'They ask.', seconds: 7 },
          { kind: 'tool', call: '1', name: 'read', state: 'failed', arguments: '{"a":1}', result: 'no' },
          { kind: 'text', text: rich },
          { kind: 'citation', number: 1, title: 'Terms', url: 'https://hollin.example/terms', quote: null },
        ],
      })
      talk.mine('And at 55 °C?', { edits: 1 })
      talk.ended('interrupted', 'node-lost', 'It gives')
      talk.mine('How do I bridge it?')
      talk.ended('blocked', 'content_blocked')
      talk.mine('', { deletedAt: Date.now(), parts: [] })
      await show()
      for (const fold of findAll<HTMLDetailsElement>(talk.view, 'details.fold')) fold.open = true
      for (const message of talk.messages) find(message, '.message')?.style.setProperty('--actions', '1')
      await nextFrame()
      await finds('messages')
      const box = await until(() => find(talk.view, '.messages'))
      box.scrollTop = 0
      talk.theirs('Another one')
      await until(() => find(talk.view, '[part~=jump-latest]'), 'the pill')
      await finds('the pill')
    })

    it('UX1 finds nothing while one edits, in a conflict, and with reasons', async () => {
      const { id } = talk.mine('Is it worth it?')
      talk.answer('Yes.')
      await show()
      ;(await talk.button('Bad answer')).click()
      await until(() => find(talk.view, '.tool'), 'the reasons')
      await finds('the reasons')
      ;(await talk.button('Edit')).click()
      const field = await until(() => find<HTMLTextAreaElement>(talk.view, '.edit textarea'), 'the field')
      await finds('the editor')
      talk.change(id, { parts: [{ kind: 'text', text: 'In winter?' }] })
      field.value = 'In a flat?'
      field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
      ;(await talk.button('Ask again', find(talk.view, '.edit') ?? document)).click()
      await until(() => find(talk.view, '.both'), 'both texts')
      await finds('the conflict')
      ;(await talk.button('Merge by hand')).click()
      await until(() => find(talk.view, '.saved'), 'the merge')
      await finds('the merge')
    })

    it('UX1 finds nothing where a message failed, and in an archived, a read-only and a deleted thread', async () => {
      await show()
      talk.page.server.refuse({ code: 'forbidden', only: 'commands' })
      await talk.ask('Why?')
      await talk.button('Discard')
      await finds('failed')
      await talk.chat.threads.archive(talk.row.thread.id)
      await talk.button('Restore')
      await finds('archived')
      talk.view.readonly = true
      await until(() => !find(talk.view, '.banner button'), 'the strip')
      await finds('read-only')
      talk.view.readonly = false
      await talk.chat.threads.delete(talk.row.thread.id)
      await until(() => find(talk.view, '.empty h3'), 'the words')
      await finds('deleted')
    })
  })
