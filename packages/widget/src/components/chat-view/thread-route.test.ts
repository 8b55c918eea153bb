import { expect } from 'chai'
import fc from 'fast-check'
import { messageAddress, messageIn } from '../../controllers/message-address.ts'
import { readRoute, ThreadRoute } from './thread-route.ts'

const at = (address: string): URL => new URL(address, 'https://host.example')

describe('ThreadRoute', () => {
  it('EM3 reads and writes the addresses of a pattern', () => {
    const route = new ThreadRoute('/projects/demo/chat/{thread?}')
    expect(route.address('t1')).to.equal('/projects/demo/chat/t1')
    expect(route.address(null)).to.equal('/projects/demo/chat')
    expect(route.threadAt(at('/projects/demo/chat/t1'))).to.equal('t1')
    expect(route.threadAt(at('/projects/demo/chat'))).to.equal(null)
    expect(route.threadAt(at('/projects/demo/chat/'))).to.equal(null)
    expect(route.threadAt(at('/projects/demo'))).to.equal(undefined)
    expect(route.threadAt(at('/projects/demo/chat/t1/more'))).to.equal(undefined)
    expect(route.threadAt(at('/projects/demo/chat/%E0%A4%A'))).to.equal(null)
  })

  it('EM3 keeps what a page has in its query or behind the hash', () => {
    const query = new ThreadRoute('/help?chat={thread?}')
    expect(query.threadAt(at(query.address('t1')))).to.equal('t1')
    expect(query.threadAt(at('/help?chat='))).to.equal(null)
    const hash = new ThreadRoute('/help#chat-{thread?}')
    expect(hash.threadAt(at(hash.address('t1')))).to.equal('t1')
    expect(hash.threadAt(at('/help'))).to.equal(undefined)
  })

  it('CV11.2 finds the thread also where the address goes on to a message of it', () => {
    for (const pattern of ['/chat/{thread?}', '/help?chat={thread?}', '/help#chat-{thread?}']) {
      const route = new ThreadRoute(pattern)
      const address = at(messageAddress(route.address('t1'), '0190-ab'))
      expect(route.threadAt(address), pattern).to.equal('t1')
      expect(messageIn(address.hash), pattern).to.equal('0190-ab')
    }
    expect(messageIn('#chat-t1')).to.equal(null)
  })

  it('EM3 finds every thread again at its address', () => {
    const route = new ThreadRoute('/chat/{thread?}')
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), thread => {
        fc.pre(!/^\.{1,2}$/.test(thread))
        expect(route.threadAt(at(route.address(thread)))).to.equal(thread)
      }),
    )
  })

  it('EM3 reads what the browser makes of a pattern: spaces, other scripts, its own origin, a query or hash alone', () => {
    const patterns = [
      '/chat/{thread}',
      '?thread={thread?}',
      '#/x/{thread?}',
      '#{thread?}',
      '?{thread}',
      '/über uns/{thread?}',
    ]
    for (const pattern of [
      ...patterns,
      `${location.origin}/chat/{thread?}`,
      '/chat',
      '/chat/{thread?}?tab=1',
      '/{thread?}/',
    ]) {
      const route = readRoute(pattern)
      const there = new URL(route?.address('t1') ?? '?', location.href)
      expect(there.href, pattern).to.contain('t1')
      expect(route?.threadAt(there), pattern).to.equal('t1')
      expect(route?.threadAt(new URL(route.address(null), location.href)), pattern).to.equal(null)
    }
    expect(readRoute('/chat/{thread}')?.address('t1')).to.equal('/chat/t1')
    expect(readRoute('/über uns/{thread?}')?.address('t1')).to.equal('/%C3%BCber%20uns/t1')
  })

  it('EM3 takes no pattern whose addresses would not lead back', () => {
    const patterns = [
      'chat/{thread?}',
      'https://other.example/{thread?}',
      'https://{thread?}.example',
      'mailto:{thread}',
      '/chat/{id}',
    ]
    for (const pattern of [...patterns, '/{thread}/{thread}']) expect(readRoute(pattern), pattern).to.equal(null)
  })

  it('EM3 takes a relative pattern on a page with a base of its own', () => {
    const base = document.createElement('base')
    base.href = '/app/'
    document.head.append(base)
    try {
      expect(readRoute('chat/{thread?}')?.address('t1')).to.equal('/app/chat/t1')
    } finally {
      base.remove()
    }
  })
})
