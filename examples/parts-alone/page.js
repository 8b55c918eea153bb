const workshop = document.querySelector('#workshop')

document.querySelector('#new').addEventListener('click', () => workshop.newThread())
workshop.addEventListener('chat-thread-change', ({ thread }) => {
  document.querySelector('#thread').value = thread ? `Conversation ${thread}` : 'No conversation yet'
})
