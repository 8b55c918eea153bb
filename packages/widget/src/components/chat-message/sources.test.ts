import { expect } from 'chai'
import { find, findAll, nextFrame, until } from '../../testing/chat-page.ts'
import { Conversation } from '../../testing/conversation.ts'
import { runAxe } from '../../testing/run-axe.ts'

const terms = { kind: 'citation', number: 1, title: 'Terms', url: 'https://hollin.example/terms', quote: null } as const
const meter = { kind: 'citation', number: 2, title: 'Your readings', url: null, quote: 'Day 412' } as const
const evil = { kind: 'citation', number: 3, title: 'Evil', url: 'javascript:alert(1)', quote: null } as const

describe('the sources of an answer', () => {
  let talk: Conversation
  const last = () => talk.messages.at(-1) ?? document.body
  const chips = () => findAll(last(), '.prose .cite')
  const begin = async (text: string) => {
    talk = await Conversation.begin({ answer: () => text })
  }
  const ask = async () => {
    await talk.show()
    await talk.ask('What does it cost?')
    await until(() => talk.page.server.answers.running.size > 0, 'the answer')
  }
  afterEach(async () => {
    await talk.close()
    localStorage.clear()
  })

  it('AI10.9 draws their numbers in the text as chips that say what they are, and lead there where they can', async () => {
    await begin('')
    const text = 'It fell.[1][2] So it was [2, 3]. No source: [4], [1, 4], `[1]`, \\[1], [1](https://a.example), [x].'
    talk.answer('', { parts: [{ kind: 'text', text }, terms, meter, evil] })
    await talk.show()
    await until(() => chips().length === 4, 'the chips')
    const drawn = chips().map(chip => [chip.localName, chip.textContent, chip.ariaLabel])
    expect(drawn).to.deep.equal([
      ['a', '1', 'Source 1: Terms'],
      ['span', '2', 'Source 2: Your readings'],
      ['span', '2', 'Source 2: Your readings'],
      ['span', '3', 'Source 3: Evil'],
    ])
    const [link] = chips() as HTMLAnchorElement[]
    expect([link?.href, link?.rel, link?.target]).to.deep.equal([
      'https://hollin.example/terms',
      'noopener noreferrer nofollow ugc',
      '_blank',
    ])
    expect(chips()[1]?.title).to.equal('Day 412')
    expect(find(last(), '.prose')?.textContent).to.include('No source: [4], [1, 4], [1], [1], 1, [x].')
    const followed: string[] = []
    talk.view.addEventListener('chat-link', event => {
      event.preventDefault()
      followed.push(event.href)
    })
    link?.click()
    expect(followed).to.deep.equal(['https://hollin.example/terms'])
    expect(await runAxe(talk.view)).to.deep.equal([])
  })

  it('AI10.9 heeds a source told before the text while it grows, and touches nothing that was drawn', async () => {
    await begin('It fell.[1] And it goes on for a good while yet.')
    await ask()
    talk.page.server.answers.cite('Terms', 'https://hollin.example/terms')
    await until(() => find(last(), '.sources'), 'the list')
    talk.page.server.release(4)
    const [chip] = await until(() => chips().length === 1 && chips(), 'the chip')
    expect(find(last(), '.prose.live')?.textContent).to.include('It fell.1 A')
    expect(find(last(), '.wait') === null, 'no line that it thinks').to.equal(true)
    talk.page.server.release()
    await until(() => find(last(), '[part~=message-actions]'), 'the end')
    await until(() => find(last(), '.prose')?.textContent?.endsWith('a good while yet.'), 'the text')
    expect(chips()[0] === chip, 'the same node').to.equal(true)
  })

  it('AI10.9 a source told in the middle of a text leaves it growing as it is, and is heeded at the end', async () => {
    await begin('It fell.[1] And it goes on for a good while yet.')
    await ask()
    talk.page.server.release(4)
    const prose = await until(() => find(last(), '.prose.live'), 'the text')
    const paragraph = await until(() => prose.querySelector('p'), 'its paragraph')
    talk.page.server.answers.cite('Terms', 'https://hollin.example/terms')
    await until(() => find(last(), '.sources'), 'the list')
    talk.page.server.release(2)
    await until(() => paragraph.textContent?.includes('it goes'), 'more text')
    await nextFrame()
    expect(find(last(), '.prose.live p') === paragraph, 'the same node').to.equal(true)
    expect(find(last(), '.wait') === null, 'no line that it thinks').to.equal(true)
    expect(chips()).to.deep.equal([])
    talk.page.server.release()
    await until(() => chips().length === 1, 'the chip')
    expect(find(last(), '.prose')?.textContent).to.equal('It fell.1 And it goes on for a good while yet.')
  })
})
