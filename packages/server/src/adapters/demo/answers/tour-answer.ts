import type { DemoAnswer } from '../demo-answer.ts'

export const tourAnswer: DemoAnswer = {
  text: `# Hello from the demo 👋

I am the **demo provider**: I need no key, I cost nothing, and I always give the same answer to the same question. That makes me good for *trying out* the widget and for testing it.

## What you can ask me

- for a **table**, to see one
- for **code**, in several languages
- for a **list**, with tasks that are done and open
- for a **long** story, to stop it, reload in the middle, or open it in a second tab
- **why** something is so, to see reasoning and sources
- to **cut** my answer short, and then continue it
- to **fail**, to see how that looks

## What you can do meanwhile

1. Reload the page: the answer goes on where it was.
2. Press *stop*: what was said stays.
3. Edit your question: I answer again, and the earlier talk is kept.

> A real model is one setting away: \`AI_PROVIDER=openai\` and a key.

Languages work too: Grüße, 你好, こんにちは, שלום, مرحبا, and emoji such as 👩‍👩‍👧 and 🏳️‍🌈. More is in the [documentation](https://www.npmjs.com/package/@chat-view/server).
`,
}
