import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, extname, join } from 'node:path'

// Serves the files of one folder: node examples/static-server.ts examples/plain-html
const [folder = '.'] = process.argv.slice(2)
const { PORT = '8080', CHAT_SERVER = 'http://127.0.0.1:3000', CHAT_PROJECT = 'pk_demo' } = process.env
const { CHAT_SECOND_PROJECT = CHAT_PROJECT } = process.env
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
}

/** A file, with the chat's address and projects put in where the environment names others. */
const read = async (name: string): Promise<string> =>
  (await readFile(join(folder, name), 'utf8'))
    .replaceAll('http://127.0.0.1:3000', CHAT_SERVER)
    .replaceAll('ws://127.0.0.1:3000', CHAT_SERVER.replace(/^http/, 'ws'))
    .replaceAll('pk_demo', CHAT_PROJECT)
    .replaceAll('pk_second', CHAT_SECOND_PROJECT)

const server = createServer(async (request, response) => {
  const name = basename(new URL(request.url ?? '/', 'http://localhost').pathname) || 'index.html'
  const type = types[extname(name)]
  try {
    if (!type) throw new Error(`${name} is no page`)
    const more = JSON.parse(await read('headers.json').catch(() => '{}')) as Record<string, string>
    response.writeHead(200, { 'content-type': type, ...more }).end(await read(name))
  } catch {
    response.writeHead(404).end()
  }
})
server.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
