import { contrastOf, hexOf, tokenReader } from './theme-colours.js'

const form = document.querySelector('#tokens')
const view = document.querySelector('chat-view')
const fields = form.elements
const css = document.querySelector('#css')
const themes = ['light', 'dark']

/** Foreground, background, what it is, and the least contrast of the pair. */
const pairs = [
  ['text', 'paper', 'Text', 4.5],
  ['soft', 'paper', 'Secondary text', 4.5],
  ['text', 'tint', 'Own message', 4.5],
  ['link', 'paper', 'Link, focus', 4.5],
  ['on-fill', 'fill', 'On a button', 4.5],
  ['edge', 'paper', 'Border of a field', 3],
]

await customElements.whenDefined('chat-view')
view.prompts = ['A table, please', 'Some code, please', 'A list, please']
const read = Object.fromEntries(themes.map(theme => [theme, tokenReader(view, theme)]))
const length = token => String(Number.parseFloat(getComputedStyle(view).getPropertyValue(`--chat-${token}`)))

/** What the widget has where a page sets nothing: taken from the widget itself. */
const defaults = {
  accent: hexOf(read.light('fill')),
  'surface-light': hexOf(read.light('paper')),
  'surface-dark': hexOf(read.dark('paper')),
  'ink-light': hexOf(read.light('text')),
  'ink-dark': hexOf(read.dark('text')),
  radius: length('r'),
  size: length('t'),
  density: '1',
  font: '',
  prose: '',
}

const changed = name => fields[name].value !== defaults[name]

/** The tokens that differ from what the widget has by itself. */
const tokens = () => {
  const set = new Map()
  if (changed('accent')) set.set('accent', fields.accent.value)
  for (const name of ['surface', 'ink'])
    if (themes.some(theme => changed(`${name}-${theme}`)))
      set.set(name, `light-dark(${themes.map(theme => fields[`${name}-${theme}`].value).join(', ')})`)
  for (const name of ['radius', 'size']) if (changed(name)) set.set(name, `${fields[name].value}px`)
  for (const name of ['density', 'font', 'prose']) if (changed(name)) set.set(name, fields[name].value)
  return set
}

const allTokens = ['accent', 'surface', 'ink', 'radius', 'size', 'density', 'font', 'prose']

const cellOf = (tag, text) => {
  const cell = document.createElement(tag)
  cell.textContent = text
  return cell
}

const rowOf = ([front, ground, what, least]) => {
  const row = document.createElement('tr')
  const head = cellOf('th', what)
  head.scope = 'row'
  row.append(head, cellOf('td', String(least)))
  for (const theme of themes) {
    const found = contrastOf(read[theme](front), read[theme](ground))
    // Rounded down: what is shown as enough is enough.
    const shown = (Math.floor(found * 100) / 100).toFixed(2)
    const cell = cellOf('td', found < least ? `${shown}, too low` : shown)
    cell.className = found < least ? 'low' : ''
    row.append(cell)
  }
  return row
}

const show = () => {
  const set = tokens()
  for (const name of allTokens) {
    if (set.has(name)) view.style.setProperty(`--chat-${name}`, set.get(name))
    else view.style.removeProperty(`--chat-${name}`)
  }
  view.setAttribute('theme', fields.theme.value)
  for (const range of form.querySelectorAll('[type=range]'))
    range.parentElement.querySelector('output').value = range.name === 'density' ? range.value : `${range.value} px`
  document.querySelector('#contrast').replaceChildren(...pairs.map(rowOf))
  const lines = [...set].map(([name, value]) => `  --chat-${name}: ${value};`)
  css.value = `chat-view {\n${lines.join('\n')}${lines.length > 0 ? '\n' : ''}}`
  document.querySelector('#copied').textContent = ''
}

const startOver = () => {
  for (const [name, value] of Object.entries({ theme: 'auto', ...defaults })) fields[name].value = value
  show()
}

const copy = async () => {
  const said = document.querySelector('#copied')
  try {
    await navigator.clipboard.writeText(css.value)
    said.textContent = 'Copied'
  } catch {
    // Refused, or no secure context: the text can be taken by hand.
    css.select()
    said.textContent = 'Selected: copy it with the keyboard'
  }
}

form.addEventListener('input', show)
form.addEventListener('submit', event => event.preventDefault())
form.addEventListener('reset', event => {
  event.preventDefault()
  startOver()
})
document.querySelector('#copy').addEventListener('click', copy)
startOver()
