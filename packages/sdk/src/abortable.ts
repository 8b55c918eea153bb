import { ChatError } from './errors/chat-error.ts'

/** Waits for a promise, or rejects with `aborted` as soon as the signal says so. The promise itself goes on. */
export const abortable = <T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> => {
  if (!signal) return promise
  return new Promise<T>((resolve, reject) => {
    const abort = () => reject(new ChatError('aborted', { cause: signal.reason }))
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
