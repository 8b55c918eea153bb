import type { DemoAnswer } from '../demo-answer.ts'

export const tableAnswer: DemoAnswer = {
  text: `Here is how the three layouts of the widget compare:

| Layout | Best for | Opens as | Thread list |
|:-------|:---------|:--------:|------------:|
| \`inline\` | help pages, product pages | part of the page | on demand |
| \`popup\` | support on any page | a launcher button | on demand |
| \`page\` | a workspace of its own | the whole window | beside, from **900 px** |

Two things to keep in mind:

- The width of the *widget's own box* decides, not that of the window.
- A layout can be changed at any time by setting the \`layout\` attribute.
`,
}
