"""Pure rules: no Django, no database, no clock. Everything a rule needs is an argument."""
