/** Examples of CommonMark 0.31.2 whose nodes differ on purpose, by number. */

/** Holds raw HTML: the product shows it as text (SE6). All else in these examples is as specified. */
export const rawHtmlExamples: ReadonlySet<number> = new Set([
  21, 31, 148, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 161, 162, 163, 164, 165, 166, 167, 168, 169,
  170, 171, 172, 173, 174, 175, 176, 177, 178, 179, 180, 181, 182, 183, 184, 185, 186, 187, 188, 189, 190, 191, 201,
  308, 309, 344, 475, 476, 477, 491, 494, 524, 536, 613, 614, 615, 616, 617, 623, 625, 626, 627, 628, 629, 630, 631,
  642, 643,
])

/** What is specified otherwise, and why. */
export const otherExamples: ReadonlyMap<number, { readonly why: string; readonly html: string }> = new Map([
  [
    25,
    {
      why: 'Only entity names in common use are known; the rest of some two thousand would weigh more than the parser.',
      html: '<p>\u00a0 &amp; © Æ Ď\n¾ &amp;HilbertSpace; &amp;DifferentialD;\n&amp;ClockwiseContourIntegral; &amp;ngE;</p>',
    },
  ],
  [
    608,
    {
      why: 'GFM links bare addresses.',
      html: '<p>&lt; <a href="https://foo.bar">https://foo.bar</a> &gt;</p>',
    },
  ],
  [
    611,
    {
      why: 'GFM links bare addresses.',
      html: '<p><a href="https://example.com">https://example.com</a></p>',
    },
  ],
  [
    612,
    {
      why: 'GFM links bare mail addresses.',
      html: '<p><a href="mailto:foo@bar.example.com">foo@bar.example.com</a></p>',
    },
  ],
])
