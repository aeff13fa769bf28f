"""What the table of addresses is written in: people by role, and what each may expect."""

ROLES = ("anon", "alice", "bob", "charlie", "dana", "ravi", "ines", "omar", "zoe", "yan", "olu", "nobody")
IN = 302  # sent to sign in, or a redirect after something was done
OK, NO, GONE = 200, 403, 404
BAD, NOT_NOW = 422, 409

Row = tuple[int, ...]  # one for each of ROLES
