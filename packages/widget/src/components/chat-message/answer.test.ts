import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import { deepActiveElement } from '../../controllers/focusable-elements.ts'
import { find, findAll, until } from '../../testing/chat-page.ts'
import { Conversation } from '../../testing/conversation.ts'

describe('<chat-message> of the assistant', () => {
  let talk: Conversation
  const text = (element: ParentNode, selector: string) => find(element, selector)?.textContent?.trim()
  const last = () => talk.messages.at(-1) ?? document.body
  const answering = () => until(() => talk.page.server.answers.running.size > 0, 'the answer')
  const begin = async (options = {}) => {
    talk = await Conversation.begin({ answer: () => 'Yes, it would.', ...options })
  }

  afterEach(async () => {
    await talk.close()
    localStorage.clear()
  })

  it('CV7 shows that it thinks before the first token, and then its text', async () => {
    await begin()
    await talk.show()
    await talk.ask('Is it worth it?')
    const wait = await until(() => find(talk.view, '.wait'), 'the line')
    expect(wait.textContent?.trim()).to.equal('Thinking')
    talk.page.server.release(1)
    await until(() => text(talk.view, '.prose') === 'Yes,', 'the text')
    expect(find(talk.view, '.wait') === null).to.equal(true)
    talk.page.server.release()
    await until(() => find(talk.view, '[part~=message-actions]'), 'the actions')
    await until(() => text(talk.view, '.prose') === 'Yes, it would.', 'the whole')
  })

  it('UX6 says in words that it waits its turn, or tries again', async () => {
    await begin()
    await talk.show()
    await talk.ask('Is it worth it?')
    await answering()
    const [running] = talk.page.server.answers.running.values()
    if (!running) throw new Error('no answer')
    const place = { thread: talk.row.thread.id, message: running.message, generation: running.generation.id }
    const states = {
      queued: 'Waiting for its turn',
      retrying: 'Trying again',
      fallback: 'Another model answered',
    } as const
    for (const [status, words] of Object.entries(states)) {
      for (const connection of talk.page.server.connections)
        connection.say({ type: 'status', ...place, status: status as keyof typeof states })
      await until(() => text(talk.view, '.wait') === words, words)
    }
  })

  it('CV3 is asked for again, keeps the earlier answers and leafs through them', async () => {
    let number = 0
    await begin({ answer: () => `Answer ${++number}.`, pace: { mode: 'instant' } })
    await talk.show()
    await talk.ask('Is it worth it?')
    await until(() => text(talk.view, '.prose') === 'Answer 1.', 'the first')
    const again = await talk.button('Ask again')
    again.focus()
    again.click()
    await until(() => text(talk.view, '.prose') === 'Answer 2.' && find(talk.view, '[part~=versions]'), 'the second')
    expect(deepActiveElement()?.localName).to.equal('textarea')
    const pager = await until(() => find(talk.view, '[part~=versions]'))
    expect(text(pager, 'span')).to.equal('2/2')
    const earlier = await talk.button('Earlier answer')
    earlier.focus()
    await sendKeys({ press: 'Enter' })
    await until(() => text(talk.view, '.prose') === 'Answer 1.', 'the first again')
    expect(earlier.getAttribute('aria-disabled')).to.equal('true')
    expect(deepActiveElement() === earlier).to.equal(true)
    await until(() => talk.announced.includes('Answer 1 of 2.'), 'the words')
  })

  it('CV2 goes on where it was interrupted', async () => {
    await begin()
    await talk.show()
    await talk.ask('Is it worth it?')
    await answering()
    talk.page.server.release(2)
    talk.page.server.interrupt()
    const go = await talk.button('Continue')
    expect(text(talk.view, '.notice b')).to.equal('The answer was interrupted.')
    expect(text(talk.view, '.prose')).to.equal('Yes, it')
    go.click()
    await answering()
    talk.page.server.release()
    await until(() => text(talk.view, '.prose') === 'Yes, it would.', 'the whole')
    expect(find(talk.view, '.notice') === null).to.equal(true)
  })

  const endings = [
    ['failed', 'provider_failed', 'No answer came.', ['Ask again']],
    ['failed', 'rate_limited', 'One moment.', ['Ask again']],
    ['failed', 'quota_exceeded', 'The answers of this period are used up.', ['Ask again']],
    ['blocked', 'content_blocked', 'No answer to this one.', ['Edit question']],
    ['stopped', 'user', 'Stopped', ['Ask again']],
  ] as const
  for (const [state, reason, title, offers] of endings)
    it(`UX6 that ended as ${state} (${reason}) says what happened and what can be done`, async () => {
      await begin()
      talk.mine('Is it worth it?')
      talk.ended(state, reason)
      await talk.show()
      const notice = await until(() => find(last(), '.notice'), 'the notice')
      expect(text(notice, 'b')).to.equal(title)
      expect(findAll(notice, 'button').map(button => button.textContent?.trim())).to.deep.equal(offers)
    })

  it('CV3 that was blocked leads to editing the question', async () => {
    await begin()
    talk.mine('How do I bridge the meter?')
    talk.ended('blocked', 'content_blocked')
    await talk.show()
    ;(await talk.button('Edit question')).click()
    const field = await until(() => find<HTMLTextAreaElement>(talk.view, '.edit textarea'), 'the field')
    expect(field.value).to.equal('How do I bridge the meter?')
  })

  it('UX6 says why another answer could not be begun', async () => {
    await begin()
    talk.mine('Is it worth it?')
    talk.answer('Yes.')
    await talk.show()
    talk.page.server.refuse({ code: 'forbidden', only: 'commands' })
    ;(await talk.button('Ask again')).click()
    await until(() => text(last(), '[role=alert]') === 'You are not allowed to do this.', 'the words')
    expect(text(last(), '.prose')).to.equal('Yes.')
  })

  it('AI10 folds reasoning and tools, lists its sources, and passes over what it does not know', async () => {
    await begin()
    const unknown = JSON.parse('{"kind":"hologram"}')
    talk.answer('', {
      parts: [
        { kind: 'reasoning', text: 'They ask about savings.', seconds: 7 },
        {
          kind: 'tool',
          call: '1',
          name: 'read_meter',
          state: 'done',
          arguments: '{"meter":1}',
          result: '{"kwh":412}',
        },
        { kind: 'tool', call: '2', name: 'switch_tariff', state: 'failed', arguments: '{}', result: null },
        { kind: 'tool', call: '3', name: 'look_up', state: 'running', arguments: '{}', result: null },
        { kind: 'text', text: 'It saves money.' },
        { kind: 'citation', number: 1, title: 'Your readings', url: null, quote: null },
        { kind: 'citation', number: 2, title: 'Terms', url: 'https://hollin.example/terms', quote: null },
        { kind: 'citation', number: 3, title: 'Evil', url: 'javascript:alert(1)', quote: null },
        unknown,
      ],
    })
    await talk.show()
    await until(() => findAll(last(), 'summary').length === 4, 'the tools')
    const folds = findAll<HTMLDetailsElement>(last(), 'details')
    expect(folds.map(fold => text(fold, 'summary'))).to.deep.equal([
      'Reasoning · 7s',
      'Used read_meter',
      'switch_tariff failed',
      'Using look_up',
    ])
    expect(folds.every(({ open }) => !open)).to.equal(true)
    folds[1]?.querySelector('summary')?.click()
    expect(folds[1]?.open).to.equal(true)
    expect(folds[1]?.textContent).to.include('"kwh": 412')
    const links = findAll<HTMLAnchorElement>(last(), '.sources a')
    expect(links.map(({ href, rel }) => [href, rel])).to.deep.equal([
      ['https://hollin.example/terms', 'noopener noreferrer nofollow ugc'],
    ])
    expect(text(last(), '.sources')).to.include('Your readings').and.include('Evil')
    expect(text(last(), '.notice b')).to.equal('This part cannot be shown here.')
  })

  it('EM2 tells the page of a link that is followed, and obeys it', async () => {
    await begin()
    talk.answer('', {
      parts: [
        { kind: 'text', text: 'See [this](https://hollin.example/a).' },
        { kind: 'citation', number: 1, title: 'Terms', url: 'https://hollin.example/terms', quote: null },
      ],
    })
    await talk.show()
    const followed: string[] = []
    talk.view.addEventListener('chat-link', event => {
      event.preventDefault()
      followed.push(event.href)
    })
    const links = findAll<HTMLAnchorElement>(last(), 'a')
    const clicks = links.map(link => {
      const click = new MouseEvent('click', { bubbles: true, cancelable: true, composed: true })
      link.dispatchEvent(click)
      return click.defaultPrevented
    })
    expect(followed).to.have.members(['https://hollin.example/a', 'https://hollin.example/terms'])
    expect(clicks).to.deep.equal([true, true])
  })
})
