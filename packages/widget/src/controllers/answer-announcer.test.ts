import { expect } from 'chai'
import { find, nextFrame, until } from '../testing/chat-page.ts'
import { Conversation } from '../testing/conversation.ts'

const answer = 'Quite a lot. You used **412 kWh** last month. That is [much](https://a.example). And so on'

describe('AnswerAnnouncer', () => {
  let talk: Conversation
  const heard = (words: string) => until(() => talk.announced.includes(words), words)
  const answering = () => until(() => talk.page.server.answers.running.size > 0, 'the answer')
  const begin = async () => {
    talk = await Conversation.begin({ answer: () => answer })
  }

  afterEach(() => talk.close())

  it('UX2 reads an answer out by sentence, never by token and never twice, and tells its end', async () => {
    await begin()
    talk.mine('Before')
    talk.answer('History is not news.')
    await talk.show()
    await talk.ask('What would it save?')
    await answering()
    await heard('The assistant is thinking.')
    let released = 0
    while (talk.page.server.answers.running.size > 0) {
      talk.page.server.release(1)
      if (released++ === 6) await until(() => talk.announced.length > 1, 'the first sentence')
      await nextFrame()
    }
    await heard('The answer is complete.')
    const [thinking, ...spoken] = talk.announced
    expect(thinking).to.equal('The assistant is thinking.')
    expect(spoken[0]).to.equal('Quite a lot.')
    expect(spoken.join(' ')).to.equal(
      'Quite a lot. You used 412 kWh last month. That is much. And so on The answer is complete.',
    )
    for (const line of spoken.slice(0, -2)) expect(line).to.match(/\.$/)
  })

  it('UX2 does not echo one’s own message, and reads out another person’s', async () => {
    await begin()
    await talk.show()
    talk.mine('From my other tab')
    talk.theirs('The wall is *solid* brick.')
    await heard('Jon Pell wrote: The wall is solid brick.')
    expect(talk.announced).to.have.length(1)
  })

  it('UX2 reads another answer out from its beginning, and a continued one from where it went on', async () => {
    await begin()
    await talk.show()
    await talk.ask('What would it save?')
    await answering()
    talk.page.server.release(4)
    talk.page.server.interrupt()
    await heard('The answer was interrupted.')
    ;(await talk.button('Continue')).click()
    await answering()
    talk.page.server.release()
    await heard('The answer is complete.')
    const said = talk.announced.filter(line => !/^The (assistant|answer) /.test(line)).join(' ')
    expect(said.replaceAll(' ', '')).to.equal('Quitealot.Youused412kWhlastmonth.Thatismuch.Andsoon')
    const before = talk.announced.length
    ;(await talk.button('Ask again')).click()
    await answering()
    talk.page.server.release()
    await until(() => talk.announced.slice(before).includes('The answer is complete.'), 'the end')
    expect(talk.announced.slice(before).join(' ')).to.include('Quite a lot.')
  })

  it('UX2 reads out an answer that began and ended while it could not be followed, and no history', async () => {
    await begin()
    talk.answer('History is not news.')
    await talk.show()
    talk.mine('What would it save?')
    talk.answer('About **96 €**.')
    await heard('The answer is complete.')
    talk.ended('failed', 'provider')
    await heard('No answer came.')
    expect(talk.announced).to.deep.equal(['About 96 €.', 'The answer is complete.', 'No answer came.'])
  })

  it('UX2 reads an answer out whole at its end, where the page wants it so', async () => {
    await begin()
    await talk.show({ announce: 'end' })
    await talk.ask('What would it save?')
    await answering()
    await heard('The assistant is thinking.')
    talk.page.server.release(12)
    await until(() => find(talk.view, '.prose')?.textContent?.includes('Quite a lot.'), 'a sentence')
    // Longer than a sentence would wait to be read out.
    const shownAt = performance.now()
    await until(() => performance.now() > shownAt + 2_000, 'the pause')
    expect(talk.announced).to.deep.equal(['The assistant is thinking.'])
    talk.page.server.release()
    await heard('The answer is complete.')
    expect(talk.announced).to.deep.equal([
      'The assistant is thinking.',
      'Quite a lot. You used 412 kWh last month. That is much. And so on',
      'The answer is complete.',
    ])
  })

  it('UX2 tells nothing while the panel is closed', async () => {
    await begin()
    const view = await talk.show({ layout: 'popup', open: '' })
    await talk.ask('What would it save?')
    await answering()
    await heard('The assistant is thinking.')
    view.hide()
    await until(() => find(view, '.panel')?.hidden, 'the closed panel')
    talk.page.server.release()
    await until(() => find(view, 'chat-message-actions[place=answer]'), 'the end')
    await nextFrame()
    expect(talk.announced).to.deep.equal([])
  })

  it('UX2 goes on with an answer that was under way from where it is', async () => {
    await begin()
    const thread = talk.chat.thread(talk.row.thread.id)
    thread.send('What would it save?')
    await answering()
    talk.page.server.release(6)
    await talk.show()
    talk.page.server.release()
    await heard('The answer is complete.')
    expect(talk.announced.join(' ')).to.not.include('Quite a lot')
    thread.close()
  })
})
