/** Asked for at the start, and whenever the chat needs a fresh one. */
document.querySelector('chat-view').getToken = async () => {
  const response = await fetch('/chat-token', { method: 'POST' })
  if (!response.ok) throw new Error('Nobody is signed in')
  return response.text()
}
