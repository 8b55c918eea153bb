import type { ChatOptions } from '@chat-view/sdk'
import { useCallback, useInsertionEffect, useRef } from 'react'

type GetToken = NonNullable<ChatOptions['getToken']>

/**
 * One function for the life of a component that calls the newest one given. A function that is written out in JSX is
 * another one at each rendering, and another `getToken` would mean another user: a chat and a socket of its own.
 */
export function useSteadyToken(getToken: ChatOptions['getToken']): ChatOptions['getToken'] {
  const newest = useRef(getToken)
  useInsertionEffect(() => {
    if (getToken) newest.current = getToken
  })
  const steady = useCallback<GetToken>((...given) => {
    if (!newest.current) throw new TypeError('No getToken')
    return newest.current(...given)
  }, [])
  return getToken && steady
}
