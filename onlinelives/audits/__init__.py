"""The self-audit: rounds, returns, answers, sign-off and results."""
