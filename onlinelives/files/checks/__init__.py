"""What a sent file must be before it is kept. Each refusal is a sentence for the person who sent it (Invalid).

`names` makes a name safe; `kinds` knows what is accepted and opens each file as what its name says it is: office files
in `documents` on top of `archives`, text in `texts`, PDFs and pictures in a process of their own (`apart`). Pure:
nothing here knows Django, the database or the clock.
"""
