/** A page of somebody's site that embeds the chat: one script and one element. */
export const shopPage = (server: string, project: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>North Lamps</title>
    <style>
      body { margin: 0; font: 18px/1.6 Georgia, serif; color: #2d2a26; background: #faf7f2 }
      header { padding: 24px 64px; border-block-end: 1px solid #e4ddd2 }
      main { max-inline-size: 640px; padding: 48px 64px }
      chat-view { --chat-accent: #8a4b1f }
    </style>
    <script type="module" src="${server}/chat-view.js"></script>
  </head>
  <body>
    <header><strong>North Lamps</strong></header>
    <main>
      <h1>Light for long evenings</h1>
      <p>Brass, glass and paper, made to be repaired.</p>
      <p>Each lamp comes with a spare shade and a drawing of its parts.</p>
    </main>
    <chat-view project="${project}" layout="popup"></chat-view>
  </body>
</html>`
