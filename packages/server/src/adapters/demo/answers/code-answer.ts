import type { DemoAnswer } from '../demo-answer.ts'

export const codeAnswer: DemoAnswer = {
  text: `To put a chat on a page you need one script and one element:

\`\`\`html
<script type="module" src="https://chat.example.com/chat-view.js"></script>
<chat-view server="https://chat.example.com" project="pk_demo" layout="popup"></chat-view>
\`\`\`

From your own code, the SDK streams the same answers without any interface:

\`\`\`ts
import { createChat } from '@chat-view/sdk'

const chat = createChat({ server: 'https://chat.example.com', project: 'pk_demo' })
const answer = chat.thread().send('What changed in v2?')

for await (const text of answer) {
  process.stdout.write(text) // pieces, in order, each once
}
await chat.close()
\`\`\`

And on the command line:

\`\`\`sh
npx @chat-view/server start   # prints the address when it is ready
\`\`\`

The inline form is \`chat.thread(id)\`, which opens a thread that exists. Press the copy button of a block to take it along.
`,
}
