"""The trail: the append-only, hash-chained record of who did, saw or exported what.

Other rooms write with `trail.actions.record` and read with `trail.queries`. Ids and codes only: never a name of a
young person, and nothing that somebody typed.
"""
