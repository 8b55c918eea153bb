const unseen = new Map<object, ReadonlySet<string>>()
let prefix = ''

/** Shows before the page's title how many messages are unseen, of all chats on the page; none takes it back (CV1). */
export function badgeTitle(owner: object, messages: ReadonlySet<string>): void {
  if (messages.size > 0) unseen.set(owner, messages)
  else unseen.delete(owner)
  const total = new Set([...unseen.values()].flatMap(each => [...each])).size
  // The page may have changed its title meanwhile: only what is ours goes.
  const bare = document.title.startsWith(prefix) ? document.title.slice(prefix.length) : document.title
  prefix = total > 0 ? `(${total}) ` : ''
  if (document.title !== prefix + bare) document.title = prefix + bare
}
