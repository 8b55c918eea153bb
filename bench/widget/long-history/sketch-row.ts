import { default_renderer, parser, parser_end, parser_write } from 'streaming-markdown'

const times = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit' })
const drawing = '<svg width="20" height="20" viewBox="0 0 20 20"><path d="M4 10h12"/></svg>'
const actions = ['Copy', 'Again', 'Good', 'Bad', 'More']
const place = 'position: absolute; inset-inline: 20px; padding-block: 24px 8px; contain: content'

/** What is kept of a message. */
export interface SketchMessage {
  readonly isAnswer: boolean
  readonly text: string
  readonly createdAt: number
}

const make = (name: string, text = ''): HTMLElement => {
  const element = document.createElement(name)
  if (text) element.textContent = text
  return element
}

/** A message with all that one shows: who wrote it and when, its text, and what can be done with it. */
export const sketchRow = ({ isAnswer, text, createdAt }: SketchMessage): HTMLElement => {
  const row = make('article')
  row.style.cssText = place
  const body = make('div', isAnswer ? '' : text)
  if (isAnswer) {
    const head = make('header')
    head.append(make('span'), make('b', 'Assistant'), make('time', times.format(createdAt)))
    row.append(head)
    const state = parser(default_renderer(body))
    parser_write(state, text)
    parser_end(state)
  }
  const buttons = make('div')
  for (const label of isAnswer ? actions : actions.slice(-2)) {
    const button = make('button')
    button.ariaLabel = label
    button.innerHTML = drawing
    buttons.append(button)
  }
  row.append(body, buttons)
  return row
}
