import { ChatError } from './errors/chat-error.ts'

/** Only methods that can be waited for. */
type Awaitable<T> = { readonly [K in keyof T]: (...args: never[]) => Promise<unknown> }

/**
 * An object whose code comes with the first call of one of its methods: for what few pages use. Code that cannot be
 * loaded rejects that call as `network` (DX1).
 */
export const onDemand = <T extends Awaitable<T>>(load: () => Promise<T>, names: Readonly<Record<keyof T, true>>): T => {
  let loaded: Promise<T> | undefined
  const call =
    (name: keyof T) =>
    async (...args: never[]): Promise<unknown> => {
      // What could not be loaded is asked for again: the network may be back.
      loaded ??= load().catch(cause => {
        loaded = undefined
        throw cause instanceof ChatError ? cause : new ChatError('network', { cause })
      })
      return (await loaded)[name](...args)
    }
  return Object.fromEntries(Object.keys(names).map(name => [name, call(name as keyof T)])) as T
}
