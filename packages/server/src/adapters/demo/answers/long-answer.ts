import type { DemoAnswer } from '../demo-answer.ts'

export const longAnswer: DemoAnswer = {
  text: `# The lighthouse that counted ships

On the last rock before the open sea stood a lighthouse, and in it lived a keeper named Ada who counted ships. She had counted them since she was a girl: one mark for each, in a book as thick as a loaf of bread.

## I. The book

Every evening she climbed the hundred and twelve steps, lit the lamp, and opened the book. A ship that passed to the north got a mark on the left page, one that passed to the south a mark on the right. When a page was full she added it up, wrote the sum in the corner, and carried it over to the next.

"Why do you count them?" asked the boy who brought the bread.

"So that none is lost," said Ada.

The boy thought about it all the way down. A ship was not lost because nobody had counted it, he said the next day, and it was not safe because somebody had.

"True," said Ada. "But if one is missing, I am the one who knows."

## II. The storm

In the autumn of that year came a storm such as nobody remembered. It took the boats from the harbour, the roof from the chapel, and on the second night the window of the lamp room. The wind turned the pages of the book faster than anyone could read, and the lamp went out.

Ada did three things, in this order:

1. She put the book under her coat.
2. She lit the lamp again, and again, and again, nine times in all.
3. She kept counting, aloud, because she could not write.

"Forty-one," she said to the dark. "Forty-two. Forty-three, heavy, from the west, without a light."

When morning came she climbed down and wrote it all into the book, forty-three marks in one go, and her hand did not tremble.

## III. The missing ship

The harbour master came a week later. He had a list of his own, and on it were forty-four ships.

> "One of us has miscounted," he said.
>
> "No," said Ada. "One of them has stopped."

They took the largest boat that was left and went out along the western course. Behind the third reef, where no lamp can be seen, lay the forty-fourth: dismasted, leaking, with eleven people on board who had given up calling on the second day.

They were brought home in two trips. The youngest of them was the boy who brought the bread; he had gone out to look for his father's boat, and had found it.

## IV. What was kept

After that the harbour kept two books, one in the tower and one at the pier, and every evening the sums were compared. People from other coasts came to see how it was done. Ada showed them:

- **Write before you tell.** A number that is only spoken is gone with the wind.
- **Carry the sum over.** Whoever opens the book in the middle must be able to go on.
- **Never take a mark back.** If it was wrong, write beside it why.
- **Compare.** Two books that agree may both be wrong, but two that differ are never both right.

The boy learned to climb the steps without stopping, and then to count, and at last to light the lamp in any wind. When Ada grew old he asked her once more why she had begun.

"Because the sea forgets everything," she said, "and somebody ought not to."

## V. The lamp today

The lighthouse still stands. The lamp turns by itself now, and the ships count themselves and send their numbers through the air. But in the lamp room lies the book, and every evening somebody climbs the hundred and twelve steps, opens it, and makes the marks.

Nobody has told them to. It is just that a list which keeps itself is easily believed, and a list which somebody keeps is easily asked. And when, once in a long while, the two sums differ, there is a boat at the pier, and its lamp is lit.

*The end.*
`,
}
