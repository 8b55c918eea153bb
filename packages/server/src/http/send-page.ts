import type { Request, Response } from 'express'
import { type PageSpeech, pageSpeech } from './page-language.ts'

/** Sends a page in the reader's language. */
export const sendPage = (request: Request, response: Response, page: (speech: PageSpeech) => string): void => {
  response
    .vary('Accept-Language')
    .setHeader('Cache-Control', 'no-cache')
    .type('html')
    .send(page(pageSpeech(request)))
}
