interface GfmExample {
  readonly title: string
  readonly markdown: string
  readonly html: string
}

const link = (href: string, text = href): string => `<a href="${href}">${text}</a>`
const done = '<input checked="" disabled="" type="checkbox"> '
const open = '<input disabled="" type="checkbox"> '

/** What GitHub Flavored Markdown adds to CommonMark: tables, task lists, strikethrough, bare links. */
export const gfmExamples: readonly GfmExample[] = [
  {
    title: 'a table with head and body',
    markdown: '| foo | bar |\n| --- | --- |\n| baz | bim |\n',
    html: '<table><thead><tr><th>foo</th><th>bar</th></tr></thead><tbody><tr><td>baz</td><td>bim</td></tr></tbody></table>',
  },
  {
    title: 'alignments, and rows without outer bars',
    markdown: '| abc | defghi |\n:-: | -----------:\nbar | baz\n',
    html: '<table><thead><tr><th align="center">abc</th><th align="right">defghi</th></tr></thead><tbody><tr><td align="center">bar</td><td align="right">baz</td></tr></tbody></table>',
  },
  {
    title: 'escaped bars in cells, also in code',
    markdown: '| f\\|oo  |\n| ------ |\n| b `\\|` az |\n| b **\\|** im |\n',
    html: '<table><thead><tr><th>f|oo</th></tr></thead><tbody><tr><td>b <code>|</code> az</td></tr><tr><td>b <strong>|</strong> im</td></tr></tbody></table>',
  },
  {
    title: 'a quote ends a table',
    markdown: '| abc | def |\n| --- | --- |\n| bar | baz |\n> bar\n',
    html: '<table><thead><tr><th>abc</th><th>def</th></tr></thead><tbody><tr><td>bar</td><td>baz</td></tr></tbody></table><blockquote><p>bar</p></blockquote>',
  },
  {
    title: 'a line without bars is a row, a blank line ends the table',
    markdown: '| abc | def |\n| --- | --- |\n| bar | baz |\nbar\n\nbar\n',
    html: '<table><thead><tr><th>abc</th><th>def</th></tr></thead><tbody><tr><td>bar</td><td>baz</td></tr><tr><td>bar</td><td></td></tr></tbody></table><p>bar</p>',
  },
  {
    title: 'no table if head and delimiters differ in number',
    markdown: '| abc | def |\n| --- |\n| bar |\n',
    html: '<p>| abc | def |\n| --- |\n| bar |</p>',
  },
  {
    title: 'missing cells are empty, surplus ones are ignored',
    markdown: '| abc | def |\n| --- | --- |\n| bar |\n| bar | baz | boo |\n',
    html: '<table><thead><tr><th>abc</th><th>def</th></tr></thead><tbody><tr><td>bar</td><td></td></tr><tr><td>bar</td><td>baz</td></tr></tbody></table>',
  },
  {
    title: 'a head alone',
    markdown: '| abc | def |\n| --- | --- |\n',
    html: '<table><thead><tr><th>abc</th><th>def</th></tr></thead></table>',
  },
  {
    title: 'the last line of a paragraph as the head',
    markdown: 'Prices:\n| abc |\n| :-- |\n| 1 |\n',
    html: '<p>Prices:</p><table><thead><tr><th align="left">abc</th></tr></thead><tbody><tr><td align="left">1</td></tr></tbody></table>',
  },
  {
    title: 'open and finished tasks',
    markdown: '- [ ] foo\n- [x] bar\n- [X] baz\n',
    html: `<ul><li>${open}foo</li><li>${done}bar</li><li>${done}baz</li></ul>`,
  },
  {
    title: 'tasks within tasks',
    markdown: '- [x] foo\n  - [ ] bar\n  - [x] baz\n- [ ] bim\n',
    html: `<ul><li>${done}foo<ul><li>${open}bar</li><li>${done}baz</li></ul></li><li>${open}bim</li></ul>`,
  },
  {
    title: 'a loose list of tasks',
    markdown: '- [x] foo\n\n- plain\n\n  more\n',
    html: `<ul><li>${done}<p>foo</p></li><li><p>plain</p><p>more</p></li></ul>`,
  },
  {
    title: 'brackets that are no task',
    markdown: '- [ ]\n- [x]foo\n- [y] foo\n',
    html: '<ul><li>[ ]</li><li>[x]foo</li><li>[y] foo</li></ul>',
  },
  {
    title: 'one and two tildes',
    markdown: '~~Hi~~ Hello, ~there~ world!\n',
    html: '<p><del>Hi</del> Hello, <del>there</del> world!</p>',
  },
  {
    title: 'a strike ends with its paragraph',
    markdown: 'This ~~has a\n\nnew paragraph~~.\n',
    html: '<p>This ~~has a</p><p>new paragraph~~.</p>',
  },
  {
    title: 'three tildes strike nothing',
    markdown: 'This will ~~~not~~~ strike.\n',
    html: '<p>This will ~~~not~~~ strike.</p>',
  },
  {
    title: 'www.',
    markdown: 'www.commonmark.org\n',
    html: `<p>${link('http://www.commonmark.org', 'www.commonmark.org')}</p>`,
  },
  {
    title: 'www. with a path',
    markdown: 'Visit www.commonmark.org/help for more information.\n',
    html: `<p>Visit ${link('http://www.commonmark.org/help', 'www.commonmark.org/help')} for more information.</p>`,
  },
  {
    title: 'closing punctuation is left out',
    markdown: 'Visit www.commonmark.org.\n\nVisit www.commonmark.org/a.b.\n',
    html: `<p>Visit ${link('http://www.commonmark.org', 'www.commonmark.org')}.</p><p>Visit ${link('http://www.commonmark.org/a.b', 'www.commonmark.org/a.b')}.</p>`,
  },
  {
    title: 'parentheses in pairs belong to the address',
    markdown:
      'www.google.com/search?q=Markup+(business)\n\nwww.google.com/search?q=Markup+(business)))\n\n(www.google.com/search?q=Markup+(business))\n',
    html: [
      `<p>${link('http://www.google.com/search?q=Markup+(business)', 'www.google.com/search?q=Markup+(business)')}</p>`,
      `<p>${link('http://www.google.com/search?q=Markup+(business)', 'www.google.com/search?q=Markup+(business)')}))</p>`,
      `<p>(${link('http://www.google.com/search?q=Markup+(business)', 'www.google.com/search?q=Markup+(business)')})</p>`,
    ].join(''),
  },
  {
    title: 'what looks like an entity at the end is left out',
    markdown: 'www.google.com/search?q=commonmark&hl=en\n\nwww.google.com/search?q=commonmark&hl;\n',
    html: `<p>${link('http://www.google.com/search?q=commonmark&amp;hl=en', 'www.google.com/search?q=commonmark&amp;hl=en')}</p><p>${link('http://www.google.com/search?q=commonmark', 'www.google.com/search?q=commonmark')}&amp;hl;</p>`,
  },
  {
    title: '< ends an address',
    markdown: 'www.commonmark.org/he<lp\n',
    html: `<p>${link('http://www.commonmark.org/he', 'www.commonmark.org/he')}&lt;lp</p>`,
  },
  {
    title: 'http and https',
    markdown: 'http://commonmark.org\n\n(Visit https://encrypted.google.com/search?q=Markup+(business))\n',
    html: `<p>${link('http://commonmark.org')}</p><p>(Visit ${link('https://encrypted.google.com/search?q=Markup+(business)')})</p>`,
  },
  { title: 'underscores in a domain', markdown: 'https://a_b.c_d\n', html: '<p>https://a_b.c_d</p>' },
  { title: 'mail addresses', markdown: 'foo@bar.baz\n', html: `<p>${link('mailto:foo@bar.baz', 'foo@bar.baz')}</p>` },
  {
    title: 'a plus before the @, not after it',
    markdown: "hello@mail+xyz.example isn't valid, but hello+xyz@mail.example is.\n",
    html: `<p>hello@mail+xyz.example isn't valid, but ${link('mailto:hello+xyz@mail.example', 'hello+xyz@mail.example')} is.</p>`,
  },
  {
    title: 'the end of a mail address',
    markdown: 'a.b-c_d@a.b\n\na.b-c_d@a.b.\n\na.b-c_d@a.b-\n\na.b-c_d@a.b_\n',
    html: `<p>${link('mailto:a.b-c_d@a.b', 'a.b-c_d@a.b')}</p><p>${link('mailto:a.b-c_d@a.b', 'a.b-c_d@a.b')}.</p><p>a.b-c_d@a.b-</p><p>a.b-c_d@a.b_</p>`,
  },
]
