"""The look and the plumbing of pages. No domain: nothing here knows what a partnership or an answer is."""
