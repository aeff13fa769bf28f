"""Design-based analysis of one file of answers, without the database: `onlinelives analyse`.

`asking` reads what was typed, `answering.analyse` gives an `Analysis`, `telling` writes it as text or JSON. What is
given out is made coarse, or hidden, in `guarding`, on the unweighted counts, unless exact figures are asked for.
"""
