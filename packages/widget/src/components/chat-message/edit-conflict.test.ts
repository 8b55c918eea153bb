import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import { find, findAll, nextFrame, until } from '../../testing/chat-page.ts'
import { Conversation } from '../../testing/conversation.ts'

describe('an edit of a message that was changed elsewhere', () => {
  let talk: Conversation
  const text = (element: ParentNode, selector: string) => find(element, selector)?.textContent?.trim()
  const begin = async (options = {}) => {
    talk = await Conversation.begin({ answer: () => 'Yes, it would.', ...options })
  }

  afterEach(async () => {
    await talk.close()
    localStorage.clear()
  })

  it('CV5 shows both texts when it was changed elsewhere meanwhile; mine can be kept', async () => {
    const { question } = await clash()
    const both = findAll(talk.view, '.both > div').map(({ textContent }) => textContent)
    expect(both).to.deep.equal(['YoursIs it worth it in a flat?', 'SavedIs it worth it in winter?'])
    expect(findAll(talk.view, 'ins').map(({ textContent }) => textContent)).to.deep.equal(['a flat?', 'winter?'])
    ;(await talk.button('Keep mine')).click()
    await until(() => text(talk.view, '.bubble') === 'Is it worth it in a flat?', 'the message')
    await until(() => talk.row.messages.get(question)?.parts[0]?.kind === 'text' && answered(), 'the answer')
    expect(written(question)).to.equal('Is it worth it in a flat?')
  })

  it('CV5 keeps what is saved when that is chosen', async () => {
    const { question } = await clash()
    ;(await talk.button('Keep saved')).click()
    await until(() => text(talk.view, '.bubble') === 'Is it worth it in winter?', 'the message')
    expect(written(question)).to.equal('Is it worth it in winter?')
  })

  it('CV5 lets both be merged by hand', async () => {
    const { question } = await clash()
    ;(await talk.button('Merge by hand')).click()
    const field = await until(() => find<HTMLTextAreaElement>(talk.view, '.edit textarea'), 'the field')
    expect(field.value).to.equal('Is it worth it in a flat?')
    expect(text(talk.view, '.saved')).to.include('Is it worth it in winter?')
    await sendKeys({ type: ' In winter?' })
    await sendKeys({ press: 'Enter' })
    await until(() => written(question) === 'Is it worth it in a flat? In winter?', 'the merged text')
  })

  const written = (id: string) => {
    const [part] = talk.row.messages.get(id)?.parts ?? []
    return part?.kind === 'text' ? part.text : null
  }
  const answered = () => talk.page.server.answers.running.size > 0
  const clash = async () => {
    await begin()
    const { id } = talk.mine('Is it worth it?')
    await talk.show()
    ;(await talk.button('Edit')).click()
    await until(() => find(talk.view, '.edit textarea'), 'the field')
    talk.change(id, { parts: [{ kind: 'text', text: 'Is it worth it in winter?' }] })
    await nextFrame()
    const field = await until(() => find<HTMLTextAreaElement>(talk.view, '.edit textarea'), 'the field')
    expect(field.value).to.equal('Is it worth it?')
    field.value = 'Is it worth it in a flat?'
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
    await sendKeys({ press: 'Enter' })
    await until(() => find(talk.view, '.both'), 'both texts')
    return { question: id }
  }
})
