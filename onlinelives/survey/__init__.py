"""The survey of young people: its answers, and what may be counted of them."""
