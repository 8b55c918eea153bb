import type { DemoAnswer } from '../demo-answer.ts'

export const reasonedAnswer: DemoAnswer = {
  reasoning: `The question asks for a reason, so a bare claim will not do. First I look at what happens to an answer when its reader goes away. The connection ends, but the generation belongs to the server, so it goes on. When the reader comes back it names one place in one text, and gets what follows. Nothing has to be guessed, so nothing can be lost or repeated. That is worth saying in two sentences, with sources.`,
  text: `An answer survives a reload because **it belongs to the server, not to your connection**. Every piece is written to a log before anybody sees it, and a reader is no more than a place in that text.

> Write, then show.

So a second tab, another device, or the same page a minute later all continue from where they are: no character is lost, none is repeated.
`,
  citations: [
    {
      title: 'RFC 6455: The WebSocket Protocol',
      url: 'https://www.rfc-editor.org/rfc/rfc6455',
      quote: 'The WebSocket Protocol enables two-way communication between a client and a remote host.',
    },
    { title: 'SQLite: Write-Ahead Logging', url: 'https://www.sqlite.org/wal.html', quote: null },
  ],
}
