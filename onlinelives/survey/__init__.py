"""The survey: what is asked, how it is answered, and what may be told of it."""
