import { default_renderer, parser, parser_end, parser_write } from 'streaming-markdown'

// The least that a chat with markdown can be: an answer, and a field to write in.

const answer = document.createElement('main')
const field = document.createElement('textarea')
const state = parser(default_renderer(answer))
parser_write(state, 'How can we **help**?')
parser_end(state)
document.body.append(answer, field)
