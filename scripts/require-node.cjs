// Plain JavaScript that old versions can read: it runs before anything else does.
const wanted = 24
const major = Number(process.versions.node.split('.')[0])
if (major < wanted) {
  console.error(
    `chat-view needs Node ${wanted} or newer, and this is ${process.versions.node}.\n` +
      `On Linux and Windows "npm ci" brings one along; elsewhere, or with --omit=optional, install it from https://nodejs.org.`,
  )
  process.exit(1)
}
