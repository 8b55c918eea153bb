const BLOCKS = 'p|li|ul|ol|blockquote|h\\d|hr|pre|table|thead|tbody|tr|th|td'
const AROUND_BLOCKS = new RegExp(`\\s*(</?(?:${BLOCKS})(?:\\s[^>]*)?/?>)\\s*`, 'g')
const PREFORMATTED = /(<pre>[\s\S]*?<\/pre>)/

/** HTML without the white space that means nothing, so that two notations of the same nodes are equal. */
export function normalHtml(html: string): string {
  return html
    .split(PREFORMATTED)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/\s*\n\s*/g, '\n').replace(AROUND_BLOCKS, '$1')))
    .join('')
    .trim()
}

/** The same with markup and text told apart no more: equal if raw HTML was shown as text and nothing else differs. */
export function rawHtmlAsText(html: string): string {
  const text = html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
  return text
    .replace(/\s+/g, ' ')
    .replace(/ ?(<[^<>]*>) ?/g, '$1')
    .trim()
}
