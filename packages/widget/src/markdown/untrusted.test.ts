import { expect } from 'chai'
import fc from 'fast-check'
import type { MarkdownOptions } from './markdown-options.ts'
import { createMarkdownView } from './markdown-view.ts'
import { renderMarkdown } from './render-markdown.ts'

function render(text: string, options: MarkdownOptions = {}): HTMLElement {
  const holder = document.createElement('div')
  holder.append(renderMarkdown(text, options))
  return holder
}

const disguises = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  '\u0001javascript:alert(1)',
  'java\tscript:alert(1)',
  '<java&#10;script:alert(1)>',
  '&#106;avascript:alert(1)',
  '&#x6A;avascript&#58;alert(1)',
  'javascript&#58;alert(1)',
  'java\\script:alert(1)',
  '<javascript:alert(1)>',
  'vbscript:x',
  'data:text/html,<script>alert(1)</script>',
  'data:image/svg+xml;base64,PHN2Zz4=',
  'blob:https://example.com/1',
  'file:///etc/passwd',
  'filesystem:https://example.com/x',
  'about:blank',
  '\0javascript:alert(1)',
  '\u001fJAVASCRIPT:alert(1)',
  '\ufeffjavascript:alert(1)',
  'jav&#x09;ascript:alert(1)',
  'jav&#10;ascript:alert(1)',
  '&#x0000006a;avascript:alert(1)',
  'javascript&colon;alert(1)',
  'javascript://example.com/%0Aalert(1)',
  'VBScript:msgbox(1)',
  'BLOB:https://example.com/1',
  'dAtA:text/html;base64,PHNjcmlwdD4=',
]

describe('untrusted markdown', () => {
  it('SE6 makes no link of an active scheme in any disguise, whatever the host allows', () => {
    for (const url of disguises)
      for (const options of [{}, { relativeUrls: true }, { isSafeUrl: () => true }]) {
        const texts = [
          `[words](${url})`,
          `[words]\n\n[words]: ${url}`,
          `![words](${url})`,
          `<${url.replace(/[<>]/g, '')}>`,
        ]
        for (const text of texts) {
          const schemes = [...render(text, options).querySelectorAll('a')].map(({ protocol }) => protocol)
          for (const scheme of schemes) expect(scheme, text).to.be.oneOf(['http:', 'https:'])
          expect(render(text, options).querySelectorAll('img')).to.have.length(0)
          for (const button of render(text, options).querySelectorAll('button'))
            expect(button.ariaLabel, text).to.contain(location.host)
        }
      }
  })

  it('SE6 shows a refused link by its text', () => {
    const holder = render('a [*b*](javascript:c) [d](/page)')
    expect(holder.querySelectorAll('a')).to.have.length(0)
    expect(holder.textContent).to.equal('a b d')
    expect(holder.querySelector('em')?.textContent).to.equal('b')
  })

  it('SE6 gives links no opener, no referrer and no endorsement', () => {
    const texts = [
      '[a](https://b.example)',
      '<https://b.example>',
      'https://b.example',
      '[a](mailto:b@c.example)',
      '[a](tel:1)',
    ]
    for (const text of texts) {
      const link = render(text).querySelector('a')
      expect(link?.rel, text).to.equal('noopener noreferrer nofollow ugc')
      expect(link?.target, text).to.equal('_blank')
    }
  })

  it('SE6 follows addresses relative to the page only if asked', () => {
    expect(render('[a](/b)').querySelectorAll('a')).to.have.length(0)
    expect(render('[a](/b)', { relativeUrls: true }).querySelector('a')?.getAttribute('href')).to.equal('/b')
  })

  it('SE6 tells the host of a followed link, which may keep the browser from it', () => {
    const followed: string[] = []
    const target = document.createElement('div')
    const onLink = (event: Event, url: string): void => {
      event.preventDefault()
      followed.push(url)
    }
    const view = createMarkdownView(target, { onLink })
    view.append('[a](https://b.example/c)')
    view.finish()
    const link = target.querySelector('a')
    const click = new MouseEvent('click', { cancelable: true })
    expect(link?.dispatchEvent(click)).to.equal(false)
    view.dispose()
    link?.dispatchEvent(new MouseEvent('click', { cancelable: true }))
    expect(followed).to.deep.equal(['https://b.example/c'])
  })

  it('SE6 makes no link of an address that nobody would write', () => {
    const long = `https://a.example/${'b'.repeat(2048)}`
    expect(render(`[c](${long})`).querySelectorAll('a')).to.have.length(0)
    expect(render(`[c](https://a.example "${'d'.repeat(5000)}")`).querySelector('a')?.title).to.have.length(2048)
  })

  it('SE6 loads no image before a click', () => {
    const holder = render('![a view](https://images.example/a.png "Title")')
    document.body.append(holder)
    expect(holder.querySelectorAll('img')).to.have.length(0)
    const button = holder.querySelector('button')
    expect(button?.ariaLabel).to.equal('Show image from images.example: a view')
    expect(button?.textContent).to.equal('a view images.example')
    button?.focus()
    button?.click()
    const image = holder.querySelector('img')
    expect(image?.getAttribute('src')).to.equal('https://images.example/a.png')
    expect([image?.alt, image?.title, image?.referrerPolicy]).to.deep.equal(['a view', 'Title', 'no-referrer'])
    expect(document.activeElement === image).to.equal(true)
    holder.remove()
  })

  it('SE6 loads images at once from allowed hosts only', () => {
    const imageHosts = ['images.example', '*.cdn.example']
    const loads = (url: string): boolean => render(`![a](${url})`, { imageHosts }).querySelector('img') !== null
    expect(loads('https://images.example/a.png')).to.equal(true)
    expect(loads('https://eu.cdn.example/a.png')).to.equal(true)
    for (const url of [
      'https://cdn.example/a',
      'https://evilimages.example/a',
      'https://images.example@evil.example/a',
    ])
      expect(loads(url), url).to.equal(false)
    expect(loads('https://images.example:8080/a')).to.equal(false)
  })

  it('SE6 puts no control into a link', () => {
    const holder = render('[![a](https://b.example/c.png)](https://d.example)')
    expect(holder.querySelector('a')?.textContent).to.equal('a')
    expect(holder.querySelectorAll('button, img')).to.have.length(0)
  })

  it('SE6 makes only the elements and attributes of markdown, whatever the text', () => {
    const elements =
      'a blockquote br button code del div em figcaption figure h3 h4 h5 h6 hr i li ol p path pre span strong svg table tbody td th thead tr ul'
    const names =
      'align aria-checked aria-disabled aria-hidden aria-label class d data-loose dir href part rel role scope start tabindex target title type viewBox'
    const allowed = { elements: new Set(elements.split(' ')), attributes: new Set(names.split(' ')) }
    const bits = [
      '<script>',
      '<img src=x onerror=alert(1)>',
      '<a href="javascript:x">',
      '" onclick="x',
      '<style>',
      '<iframe srcdoc="',
      '-->',
      '<!--',
      ']]>',
      '<form action=',
      '![',
      '[',
      '](',
      ')',
      'javascript:',
      'https://a.example',
      '\n',
      '\n\n',
      '`',
      '*',
      '|',
      '|-|\n',
      '- [x] ',
      '> ',
      '&lt;',
      '&#60;',
      '<https://a.example/"onmouseover=x>',
      ' "title" style="x"',
    ]
    const text = fc.array(fc.constantFrom(...bits), { maxLength: 40 }).map(parts => parts.join(''))
    fc.assert(
      fc.property(text, source => {
        for (const element of render(source, { isSafeUrl: () => true }).querySelectorAll('*')) {
          if (!allowed.elements.has(element.localName)) return false
          if (element.getAttributeNames().some(name => !allowed.attributes.has(name))) return false
        }
        return true
      }),
      { numRuns: 3000 },
    )
  }).timeout(60_000)

  it('SE6 uses nothing that reads HTML', () => {
    const sinks: [object, string][] = [
      [Element.prototype, 'innerHTML'],
      [Element.prototype, 'outerHTML'],
      [ShadowRoot.prototype, 'innerHTML'],
    ]
    const methods: [object, string][] = [
      [Element.prototype, 'insertAdjacentHTML'],
      [DOMParser.prototype, 'parseFromString'],
      [Range.prototype, 'createContextualFragment'],
      [Document.prototype, 'write'],
    ]
    const used: string[] = []
    const saved = [...sinks, ...methods].map(
      ([owner, name]) => [owner, name, Object.getOwnPropertyDescriptor(owner, name)] as const,
    )
    for (const [owner, name] of sinks)
      Object.defineProperty(owner, name, { configurable: true, set: () => used.push(name) })
    for (const [owner, name] of methods)
      Object.defineProperty(owner, name, { configurable: true, value: () => used.push(name) })
    const holder = render(
      '# a\n\n- [x] b\n\n| c |\n|--|\n\n```js\nd\n```\n\n<b>e</b> ![f](https://g.example/h) **i** `j` &amp;',
    )
    for (const [owner, name, descriptor] of saved) if (descriptor) Object.defineProperty(owner, name, descriptor)
    expect(used).to.deep.equal([])
    expect(holder.querySelectorAll('[style]')).to.have.length(0)
  })

  it('SE6 bounds how deep elements nest', () => {
    const depth = (element: Element): number => Math.max(0, ...[...element.children].map(child => 1 + depth(child)))
    const n = 10_000
    const texts = ['> '.repeat(n), '- '.repeat(n), '**a '.repeat(n), '*a '.repeat(n), '['.repeat(n), '![a'.repeat(n)]
    const closing = ['', '', ' b**'.repeat(n), ' b*'.repeat(n), '](https://c.example)'.repeat(n), '](d)'.repeat(n)]
    for (const [index, text] of texts.entries())
      expect(depth(render(`${text}x${closing[index]}`)), text.slice(0, 4)).to.be.within(1, 210)
  })

  it('SE6 loses nothing of hostile texts', () => {
    const word = 'a'.repeat(100_000)
    expect(render(word).textContent).to.equal(word)
    expect(render('['.repeat(10_000)).textContent).to.equal('['.repeat(10_000))
    expect(render('*a **a '.repeat(10_000)).textContent).to.equal('*a **a '.repeat(10_000).trimEnd())
  })
})
