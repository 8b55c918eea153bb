import { basename } from 'node:path'
import express, { type Express } from 'express'

const year = 31_536_000

/** The entry, its chunks, and the licences of what is in them. A workspace's folder can hold more, which is nobody's business. */
const bundle = /^\/chat-view(?:\/\w[\w.-]*)?\.js$|^\/THIRD-PARTY-LICENSES\.txt$/

/**
 * The widget's bundle, for any page of any site (EM1), and nothing else of its folder (SE8). Its chunks have a hash in their
 * names and never change; what keeps its name is asked for anew after five minutes.
 */
export const mountAssets = (app: Express, folder: string): void => {
  const files = express.static(folder, {
    index: false,
    redirect: false,
    cacheControl: false,
    setHeaders: (response, path) => {
      const keepsName = ['chat-view.js', 'THIRD-PARTY-LICENSES.txt'].includes(basename(path))
      response.setHeader('Cache-Control', keepsName ? 'public, max-age=300' : `public, max-age=${year}, immutable`)
      response.setHeader('Access-Control-Allow-Origin', '*')
      response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
    },
  })
  app.use((request, response, next) => (bundle.test(request.path) ? files(request, response, next) : next()))
}
