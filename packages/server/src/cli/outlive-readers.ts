/**
 * Lets a program go on when whoever read its output has left, as in `chat-view backup … | head`: what it does is worth more
 * than what it says of it.
 */
export const outliveReaders = (...outputs: readonly NodeJS.WritableStream[]): void => {
  for (const output of outputs) {
    output.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  }
}
