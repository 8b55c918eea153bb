const mark = '#chat-invite='

/** An address of this page that lets its bearer into a thread: in the fragment, which no server gets to see (CV10). */
export function inviteAddress(page: string, token: string): string {
  const address = new URL(page, location.href)
  address.hash = mark + encodeURIComponent(token)
  return address.href
}

/** The token of the invitation in this page's address, which is taken out of it; null where there is none. */
export function takeInvite(): string | null {
  const { hash, pathname, search } = location
  if (!hash.startsWith(mark)) return null
  history.replaceState(history.state, '', pathname + search)
  try {
    return decodeURIComponent(hash.slice(mark.length))
  } catch {
    return hash.slice(mark.length) // refused as not valid, in words
  }
}
