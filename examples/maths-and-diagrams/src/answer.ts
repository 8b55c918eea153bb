/** What a model might write; the page draws it as if it came in pieces. */
export const answer = String.raw`## How a queue grows

With arrivals at the rate $\lambda$ and service at the rate $\mu$, the load is \(\rho = \lambda / \mu\). For $\rho < 1$ the mean length is

$$
L = \frac{\rho}{1 - \rho}
$$

| load | length |
|-----:|:------:|
| $\frac12$ | 1 |
| $\frac{9}{10}$ | 9 |

~~~mermaid
flowchart LR
  A[Arrivals] --> Q[Queue]
  Q --> S[Service]
  S --> D[Done]
~~~

It costs $5 or $6, which is no formula. This is one that cannot be drawn, and stays as it is: $\frac{1$.
`
